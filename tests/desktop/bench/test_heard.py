"""Values of a note of badly heard talk: said, marked as unsure, or neither."""

from pathlib import Path

import pytest

from asr.transcript import UtteranceId
from desktop.bench.cases import read_cases
from desktop.bench.gold import read_gold
from desktop.bench.heard import Ceiling, HeardValues, ceiling, heard_values
from desktop.bench.notes import write_notes
from desktop.bench.share import Share
from summarize.note import Finding, Note, Report, Section, Statement, StatementId
from summarize.summarize import find_writer
from tests.desktop.bench.made import FACTS, TALK, read_case


def _note(text: str, *unsure: str) -> Note:
    marks = tuple(Finding(kind="unsure", severity="must_see", written=one) for one in unsure)
    other = Finding(kind="number", severity="must_see", written=text)
    one = Statement(
        id=StatementId("S1"), text=text, evidence=(UtteranceId(2),), findings=(*marks, other)
    )
    sections = (Section(key="S", statements=(one,)),)
    return Note(template="soep", language="nl", writer="made", reports=(Report(sections=sections),))


def _values(tmp_path: Path, text: str, *unsure: str) -> HeardValues:
    case, _ = read_case(tmp_path)
    return heard_values(case, _note(text, *unsure))


def test_what_was_said_is_safe(tmp_path: Path) -> None:
    values = _values(tmp_path, "Paracetamol 1000 mg. Hoest 3 dgn.")
    assert (values.drugs, values.doses, values.numbers) == (Share(1, 1),) * 3
    assert values.said == values.safe == Share(3, 3)


def test_what_nobody_said_is_not(tmp_path: Path) -> None:
    values = _values(tmp_path, "Ibuprofen. Paracetamol 500 mg. Hoest 9 dgn.")
    assert (values.drugs, values.doses, values.numbers) == (Share(1, 2), Share(0, 1), Share(0, 1))
    assert values.said == values.safe == Share(1, 4)


def test_what_is_marked_as_unsure_is_safe_and_not_said(tmp_path: Path) -> None:
    values = _values(tmp_path, "Ibuprofen 400 mg. Hoest 9 dgn.", "Ibuprofen", "9 dgn")
    assert values.safe == Share(3, 3)
    assert values.said == Share(0, 3)


def test_another_finding_marks_nothing_as_unsure(tmp_path: Path) -> None:
    assert _values(tmp_path, "Hoest 9 dgn.").safe == Share(0, 1)


def test_the_ceiling_is_what_the_heard_text_still_holds(tmp_path: Path) -> None:
    case, gold = read_case(tmp_path)
    assert ceiling(case, gold).facts == Share(3, 4)  # that there is no fever is in two turns
    heard = [text.replace("paracetamol", "para z'n tamboer") for text in TALK]
    turns = [{"speaker": "unknown", "text": text} for text in heard]
    poor, gold = read_case(tmp_path, turns=turns, facts=FACTS)
    held = ceiling(poor, gold)
    assert (held.facts, held.critical) == (Share(2, 4), Share(1, 2))
    assert (held + Ceiling()).facts == held.facts


@pytest.mark.bench
def test_nine_of_ten_values_of_the_heard_conversations_are_safe(bench: Path) -> None:
    said = {case.id: case for case in read_cases(bench / "dutch" / "cases")}
    heard = read_cases(bench / "dutch" / "heard")
    gold = read_gold(bench / "dutch" / "heard", heard)
    written = list(write_notes(heard, find_writer("extract")))
    notes = [(case, one.drafted) for case, one in zip(heard, written, strict=True)]
    values = sum((heard_values(said[c.id], n) for c, n in notes if n), HeardValues())
    assert values.safe.whole > 300
    assert values.safe.percent >= 90
    assert values.said.part < values.safe.part  # the marks are needed for it
    most = sum((ceiling(case, gold[case.id]) for case in heard), Ceiling())
    assert 35 < most.facts.percent < 45
