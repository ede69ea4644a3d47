"""The recipe around a writer: the gate, the contract, the numbering and the checks."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from asr.transcript import Transcript, UtteranceId
from summarize.conversation import read
from summarize.errors import LineRefused, NothingSaid, WriterUnknown
from summarize.summarize import WRITERS, find_writer, recheck, summarize
from summarize.template import Template, find_template
from summarize.writer import Line
from tests.summarize.talks import SILENCE, VISIT

SOEP = find_template("soep", "nl")


@dataclass(frozen=True)
class Says:
    """A writer that says what it is told to say."""

    said: tuple[Line, ...]
    name: str = "says"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        yield from self.said


def line(text: str, section: str = "S", evidence: int = 2, report: int = 0) -> Line:
    return Line(section, text, (UtteranceId(evidence),), report)


def test_no_speech_gives_no_note_whatever_the_writer_would_say() -> None:
    with pytest.raises(NothingSaid):
        summarize(SILENCE, SOEP, Says((line("Hoest."),)))
    assert summarize(VISIT, SOEP, Says((line("Hoest."),))).reports


@pytest.mark.parametrize(
    "bad", [line("Hoest.", section="X"), line("Hoest.", evidence=99), line(" ")]
)
def test_a_line_that_breaks_the_contract_is_refused(bad: Line) -> None:
    with pytest.raises(LineRefused):
        summarize(VISIT, SOEP, Says((line("Hoest."), bad)))


def test_statements_are_numbered_in_their_section_and_report() -> None:
    said = (line("Hoest."), line("Geen koorts.", evidence=4), line("Wrat.", report=1))
    note = summarize(VISIT, SOEP, Says((*said, line("Bellen.", section="P", report=1))))
    assert [s.id for _, s in note.statements()] == ["S1", "S2", "2.S1", "2.P1"]
    assert [section.key for section in note.reports[0].sections] == list(SOEP.keys)


def test_a_note_about_nothing_still_has_its_sections() -> None:
    note = summarize(VISIT, SOEP, Says(()))
    assert [section.key for section in note.reports[0].sections] == list(SOEP.keys)


def test_a_wrong_statement_gets_a_finding_and_a_right_one_none() -> None:
    right = summarize(VISIT, SOEP, Says((line("Amoxicilline 500 mg 3dd.", "P", 15),)))
    wrong = summarize(VISIT, SOEP, Says((line("Amoxicilline 250 mg 3dd.", "P", 15),)))
    assert not right.findings
    assert wrong.findings


def test_what_is_left_out_is_listed() -> None:
    note = summarize(VISIT, SOEP, Says((line("Hoest."),)))
    assert any(omission.kind == "drug" for omission in note.omissions)


def test_checking_again_sees_an_edit_and_keeps_the_rest() -> None:
    note = summarize(VISIT, SOEP, Says((line("Amoxicilline 500 mg 3dd.", "P", 15),)))
    report = note.reports[0]
    plan = report.sections[-1]
    edited = plan.statements[0].model_copy(update={"text": "Amoxicilline 750 mg 3dd."})
    sections = (*report.sections[:-1], plan.model_copy(update={"statements": (edited,)}))
    changed = note.model_copy(
        update={"reports": (report.model_copy(update={"sections": sections}),)}
    )
    said = read(VISIT)
    assert recheck(changed, VISIT).findings
    assert recheck(changed, said, note) == recheck(changed, VISIT)
    assert recheck(note, said, note) == note


def test_writers_are_found_by_name() -> None:
    assert all(find_writer(name).name == name for name in WRITERS)
    with pytest.raises(WriterUnknown):
        find_writer("nobody")
