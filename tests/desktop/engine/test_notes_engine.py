"""An engine drafts notes and checks them; what it read it remembers, also after its death."""

import os
import signal
from collections.abc import Iterator

import pytest

from desktop.consultation import ConsultationId
from desktop.correction import Reworded, corrected
from desktop.engine import (
    Check,
    Checked,
    Drafted,
    Engine,
    Failed,
    News,
    Order,
    Read,
    Ready,
    Restarted,
    Write,
)
from desktop.engine.shift import latest
from desktop.errors import ConsultationUnknown
from summarize.errors import NothingSaid, TemplateUnknown, WriterUnknown
from summarize.note import Note
from summarize.summarize import find_writer, recheck, summarize
from summarize.template import find_template
from tests.desktop.engine.engines import echo_engine, told_until
from tests.fakes import FIRST_ID, transcript

SAID = transcript(
    ("clinician", "Hoe lang hoest u al?"),
    ("patient", "Twee weken. Ik slik paracetamol 500 mg."),
    ("clinician", "Dan neemt u vanaf nu 1000 mg."),
)


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(echo_engine) as engine:
        yield engine


@pytest.fixture(scope="module")
def note() -> Note:
    return summarize(SAID, find_template("soep", "nl"), find_writer("extract"))


def order(**changes: object) -> Write:
    plain = Write(consultation=FIRST_ID, transcript=SAID, template="soep", language="nl")
    return plain.model_copy(update=changes)


def edited(note: Note) -> Note:
    _, first = next(note.statements())
    return corrected(note, Reworded(first.id, f"{first.text} 40 mg"))


def answered(told: list[News]) -> bool:
    return any(isinstance(news, Drafted | Checked | Failed) for news in told)


def test_a_draft_is_the_note_of_the_recipe(engine: Engine, note: Note) -> None:
    engine.order(order())
    assert told_until(engine, answered) == [Ready(), Drafted(consultation=FIRST_ID, note=note)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"transcript": transcript()}, NothingSaid.code),
        ({"template": "poem"}, TemplateUnknown.code),
        ({"writer": "nobody"}, WriterUnknown.code),
    ],
)
def test_what_cannot_be_drafted_says_why(
    engine: Engine, changes: dict[str, object], code: str
) -> None:
    engine.order(order(**changes))
    assert told_until(engine, answered)[-1] == Failed(consultation=FIRST_ID, code=code)


def test_a_note_is_checked_against_the_conversation_last_read(engine: Engine, note: Note) -> None:
    engine.order(Read(consultation=FIRST_ID, transcript=SAID))
    engine.order(Check(consultation=FIRST_ID, serial=1, note=edited(note)))
    (news,) = [one for one in told_until(engine, answered) if isinstance(one, Checked)]
    assert news.serial == 1
    assert news.note == recheck(edited(note), SAID)
    assert news.note.findings != note.findings
    before = Check(consultation=FIRST_ID, serial=2, note=edited(note), before=note)
    engine.order(before)
    (second,) = [one for one in told_until(engine, answered) if isinstance(one, Checked)]
    assert second.note == recheck(edited(note), SAID, before=note)


def test_a_check_of_a_conversation_that_was_not_read_fails(engine: Engine, note: Note) -> None:
    engine.order(Read(consultation=ConsultationId("20260105-090000-000002"), transcript=SAID))
    engine.order(Check(consultation=FIRST_ID, serial=1, note=note))
    failed = Failed(consultation=FIRST_ID, code=ConsultationUnknown.code)
    assert told_until(engine, answered)[-1] == failed


def test_after_its_death_the_conversation_is_read_again(engine: Engine, note: Note) -> None:
    engine.order(Read(consultation=FIRST_ID, transcript=SAID))
    told_until(engine, lambda told: told == [Ready()])
    assert engine.process
    os.kill(engine.process, signal.SIGKILL)
    engine.order(Check(consultation=FIRST_ID, serial=1, note=edited(note)))
    told = told_until(engine, answered)
    assert Restarted(consultation=FIRST_ID) in told
    assert told[-1] == Checked(consultation=FIRST_ID, serial=1, note=recheck(edited(note), SAID))


def test_of_several_checks_only_the_last_is_made_and_answered(engine: Engine, note: Note) -> None:
    engine.order(Read(consultation=FIRST_ID, transcript=SAID))
    checks = [Check(consultation=FIRST_ID, serial=n, note=note) for n in range(1, 30)]
    for check in checks:
        engine.order(check)
    told = told_until(engine, lambda told: any(_is_last(news) for news in told))
    assert len([news for news in told if isinstance(news, Checked)]) == 1
    other = checks[0].model_copy(update={"consultation": "20260105-090000-000002"})
    given: list[tuple[int, Order]] = [(1, checks[0]), (2, other), (3, order()), (4, checks[1])]
    assert latest(given) == given[1:]


def _is_last(news: News) -> bool:
    return isinstance(news, Checked) and news.serial == 29
