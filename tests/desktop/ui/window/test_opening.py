"""Opening a library erases what is due, and tells of damage."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.store.chain import Breach
from desktop.ui.practice import Practice
from desktop.ui.window.opening import begin_work
from desktop.visit import begin_visit
from desktop.workflow import approve, keep_drafted, keep_transcribed
from tests.desktop.visits import intake
from tests.fakes import draft

PATIENCE = 60_000  # milliseconds


def told(practice: Practice) -> list[tuple[str, bool]]:
    heard: list[tuple[str, bool]] = []
    practice.notice.connect(lambda said, trouble: heard.append((said, trouble)))
    return heard


def test_a_library_in_order_opens_in_silence(qtbot: QtBot, practice: Practice) -> None:
    heard = told(practice)
    begin_work(practice)
    assert heard == []


def test_what_should_have_been_erased_is_erased(qtbot: QtBot, practice: Practice) -> None:
    session = practice.session
    visit = begin_visit(session, intake(), "nl")
    said = keep_transcribed(session.desk, visit, draft().transcript)
    approve(session.desk, keep_drafted(session.desk, said, draft().note), "A. Voorbeeld")
    assert visit in session.recordings.ids()
    with qtbot.waitSignal(practice.visit_changed, timeout=PATIENCE) as changed:
        begin_work(practice)
    assert changed.args == [visit]
    assert visit not in session.recordings.ids()


def test_damage_to_the_log_is_told(qtbot: QtBot, practice: Practice) -> None:
    practice.session = replace(practice.session, audit_damage=Breach(line=3, damage="changed"))
    heard = told(practice)
    begin_work(practice)
    assert len(heard) == 1
    assert heard[0][1] is True
    assert "3" in heard[0][0]
