"""A note written anew: by whom was chosen, stopped when nobody waits, and nothing stays unasked."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.editing import Editing
from desktop.engine import Cancel, Read, Write
from desktop.ui.note.check import NoteCheck
from desktop.ui.practice import Practice
from desktop.writers import GENERATING, QUOTING
from summarize.errors import AnswerBroken
from summarize.note import Note
from tests.desktop.hearts import SAID, hearts
from tests.desktop.ui.note_engines import NoteEngines
from tests.desktop.ui.notes import drafted
from tests.desktop.ui.writing import MODEL, cannot_be_looked_at, choose_model

WAIT = 20_000  # milliseconds: a deadline, not a time that is waited


@pytest.fixture
def check(practice: Practice, engines: NoteEngines) -> NoteCheck:
    """The check of a note that is open."""
    made = NoteCheck(practice, practice)
    made.begin(editing(practice))
    return made


def editing(practice: Practice) -> Editing:
    return Editing(practice.session, drafted(practice, note=hearts(), said=SAID))


def written(qtbot: QtBot, engines: NoteEngines) -> Write:
    """What was ordered to be written; the writer is chosen beside the screen."""
    qtbot.waitUntil(lambda: bool(engines.writing), timeout=WAIT)
    (write,) = [one for one in engines.orders if isinstance(one, Write)]
    return write


def kinds(engines: NoteEngines) -> list[str]:
    return [order.kind for order in engines.orders]


def test_without_a_model_it_is_ordered_at_once(check: NoteCheck, engines: NoteEngines) -> None:
    check.write()
    assert kinds(engines) == ["write"]
    check.stop_writing()
    assert kinds(engines) == ["write"]


@pytest.mark.usefixtures("model")
def test_the_model_that_was_chosen_writes_and_says_how_far_it_is(
    qtbot: QtBot, check: NoteCheck, engines: NoteEngines
) -> None:
    check.write()
    write = written(qtbot, engines)
    assert (write.writer, write.model, write.length) == (GENERATING, MODEL, "short")
    shares: list[float] = []
    check.progressed.connect(shares.append)
    engines.progress.emit(write.consultation, 0.5)
    with qtbot.waitSignal(check.written, timeout=WAIT) as came:
        engines.drafted.emit(write.consultation, hearts())
    engines.progress.emit(write.consultation, 0.9)  # of something else: it was written
    assert (shares, came.args) == ([0.5], [hearts()])


@pytest.mark.usefixtures("model")
def test_a_model_that_nobody_waits_for_is_stopped_and_the_note_is_compared_all_the_same(
    qtbot: QtBot, check: NoteCheck, engines: NoteEngines
) -> None:
    check.write()
    visit = written(qtbot, engines).consultation
    check.ask()
    notes: list[Note] = []
    check.written.connect(notes.append)
    check.stop_writing()
    assert Cancel(consultation=visit) in engines.orders
    engines.drafted.emit(visit, hearts("", "Hoest"))
    assert notes == []
    qtbot.waitUntil(lambda: isinstance(engines.orders[-1], Read), timeout=WAIT)


@pytest.mark.usefixtures("model")
def test_who_leaves_the_note_stops_the_model(
    qtbot: QtBot, practice: Practice, check: NoteCheck, engines: NoteEngines
) -> None:
    check.write()
    first = written(qtbot, engines).consultation
    check.begin(editing(practice))
    assert engines.orders[-1] == Cancel(consultation=first)
    check.end()
    assert kinds(engines).count("cancel") == 1


@pytest.mark.usefixtures("model")
def test_where_the_model_fails_it_is_written_without_one_when_asked(
    qtbot: QtBot, check: NoteCheck, engines: NoteEngines
) -> None:
    check.write()
    visit = written(qtbot, engines).consultation
    with qtbot.waitSignal(check.failed, timeout=WAIT) as failed:
        engines.failed.emit(visit, AnswerBroken.code)
    assert failed.args == [AnswerBroken.code, True]
    check.write(quoting=True)
    last = engines.orders[-1]
    assert isinstance(last, Write)
    assert (last.writer, last.model) == (QUOTING, None)
    with qtbot.waitSignal(check.failed, timeout=WAIT) as failed:
        engines.failed.emit(visit, AnswerBroken.code)
    assert failed.args == [AnswerBroken.code, False]


def test_a_model_that_cannot_be_looked_at_counts_as_failed(
    qtbot: QtBot,
    practice: Practice,
    check: NoteCheck,
    engines: NoteEngines,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose_model(practice, monkeypatch, look=cannot_be_looked_at)
    with qtbot.waitSignal(check.failed, timeout=WAIT) as failed:
        check.write()
    assert failed.args == [AnswerBroken.code, True]
    assert "write" not in kinds(engines)
