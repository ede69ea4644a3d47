"""Closing asks once for all that is left undone, and there is always a way out."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.consultation import Consultation, ConsultationId, Draft
from desktop.correction import Reworded
from desktop.errors import DiskFull
from desktop.settings import keep_settings, read_settings
from desktop.store.library import Library
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.correct.versions import VersionsDialog
from desktop.ui.lock.patience import Patience
from desktop.ui.record.leave import RecordLeave, ask_to_leave
from desktop.ui.record.screen import RecordScreen
from desktop.ui.say import say_in
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.ui.transcribe.working_out_job import Job
from desktop.ui.window import inside as module
from desktop.ui.window.closing import Undone, told, undone
from desktop.ui.window.closing_question import ClosingQuestion
from desktop.ui.window.inside import Inside
from desktop.unsaved import Unsaved
from tests.desktop.ui.notes import drafted
from tests.desktop.ui.silent_engines import SilentEngines
from tests.desktop.ui.window.door import Door, is_free
from tests.fakes import ALL_DATA

SAY = say_in("nl")
AT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
FIRST, SECOND = ConsultationId("a"), ConsultationId("b")


@pytest.mark.parametrize(
    ("job", "working"),
    [
        (Job(FIRST, doing="hearing"), 1),
        (Job(FIRST, doing="waiting"), 1),
        (Job(FIRST, doing="stopped"), 0),
        (Job(FIRST, doing="failed"), 0),
        (Job(FIRST, doing="hearing", live=True), 0),
    ],
)
def test_only_what_goes_on_by_itself_is_asked_about(job: Job, working: int) -> None:
    left = undone(None, [job])
    assert left.working == working
    assert bool(left.title) == bool(working)


def test_what_would_be_lost_is_told_before_what_would_not() -> None:
    lost = Unsaved("Mw. De Vries", 2, AT)
    jobs = [Job(FIRST, doing="importing", file=Path("x")), Job(SECOND, doing="hearing")]
    sentences = told(undone(lost, jobs), SAY)
    assert "2 regels van Mw. De Vries" in sentences[0]
    assert f"{AT.astimezone():%H:%M}" in sentences[0]
    assert "kwijt" in sentences[1]
    assert "2 gesprekken" in sentences[2]
    assert "dezelfde plek" in sentences[3]
    assert told(Undone(), SAY) == ()
    assert "Een regel" in told(Undone(Unsaved("", 1, AT)), SAY)[0]
    assert "gezien of teruggedraaid" in told(Undone(Unsaved("", 0, AT)), SAY)[0]


def question(inside: Inside) -> ClosingQuestion:
    assert inside.question is not None
    return inside.question


def working(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have one conversation being heard."""
    jobs = {FIRST: Job(FIRST, doing="hearing")}
    monkeypatch.setattr(WorkingOut, "jobs", jobs)


def reviewed(inside: Inside) -> ReviewScreen:
    """Have a draft in front."""
    practice = inside.practice
    practice.engines = SilentEngines()
    desk = replace(practice.session.desk, policy=ALL_DATA)
    practice.session = replace(practice.session, desk=desk)
    practice.visit_chosen.emit(drafted(practice).id)
    review = inside.workplace.screen_shown
    assert isinstance(review, ReviewScreen)
    return review


def full(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> ReviewScreen:
    """Have a line of a note changed that no disk has room for."""
    review = reviewed(inside)
    assert review.editing is not None
    monkeypatch.setattr(Library, "save", refuse)
    _, line = next(iter(review.editing.note.statements()))
    review.editing.change(Reworded(line.id, "Hoest 3 wkn."))
    return review


def refuse(self: Library, consultation: object) -> None:
    raise DiskFull


def test_closing_while_something_is_worked_out_asks_once_and_says_that_nothing_is_lost(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    working(inside, monkeypatch)
    assert not door.window.close()
    asked = question(inside)
    assert "gaat niets verloren" in asked.sentences[0]
    assert not door.window.close()
    assert question(inside) is asked, "asked twice it is still one question"
    asked.stay.click()
    assert not asked.isVisible()
    assert door.window.isVisible()
    assert not is_free(door.folder)
    assert not door.window.close()
    question(inside).go.click()
    assert not door.window.isVisible()
    assert is_free(door.folder)


def test_a_recording_is_asked_about_by_its_own_screen_and_nothing_is_asked_after_that(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    working(inside, monkeypatch)
    monkeypatch.setattr(RecordScreen, "must_stay", True)
    assert door.window.close()
    assert inside.question is None


def test_with_nothing_left_undone_nothing_is_asked(door: Door) -> None:
    inside = door.open()
    assert door.window.close()
    assert inside.question is None


def test_what_cannot_be_kept_stays_on_the_screen_until_it_is_given_up(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    review = full(inside, monkeypatch)
    assert not door.window.close()
    asked = question(inside)
    assert "Een regel van Mw. De Vries" in asked.sentences[0]
    asked.stay.click()
    assert review.editing is not None
    assert "Hoest 3 wkn." in [line.text for _, line in review.editing.note.statements()]
    assert not door.window.close()
    question(inside).go.click()
    assert not door.window.isVisible()
    assert is_free(door.folder)


def test_once_there_is_room_trying_again_keeps_it_and_closes(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    with monkeypatch.context() as patched:
        full(inside, patched)
        assert not door.window.close()
        question(inside).try_again.click()
        again = question(inside)
        assert again.isVisible()
    saved: list[object] = []
    save = Library.save

    def keep(self: Library, consultation: Consultation) -> None:
        saved.append(consultation)
        save(self, consultation)

    monkeypatch.setattr(Library, "save", keep)
    again.try_again.click()
    assert not door.window.isVisible()
    (kept,) = saved
    assert isinstance(kept, Draft)
    assert "Hoest 3 wkn." in [line.text for _, line in kept.note.statements()]


def test_behind_the_curtain_of_what_cannot_be_kept_it_can_be_given_up(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    full(inside, monkeypatch)
    door.window.lock()
    curtain = inside.curtain
    assert curtain is not None
    assert not curtain.give_up.isVisible()
    assert not door.window.close()
    assert curtain.give_up.isVisible()
    curtain.stay.click()
    assert not curtain.give_up.isVisible()
    assert not door.window.close()
    curtain.give_up.click()
    assert not door.window.isVisible()
    assert is_free(door.folder)


def test_behind_the_curtain_of_what_goes_on_it_says_why_it_does_not_close(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    monkeypatch.setattr(RecordScreen, "must_stay", True)
    door.window.lock()
    curtain = inside.curtain
    assert curtain is not None
    assert not door.window.close()
    assert "nog bezig" in curtain.unlock.notice.text
    assert not curtain.give_up.isVisible()
    monkeypatch.setattr(RecordScreen, "must_stay", False)


def test_behind_the_curtain_keeping_is_tried_more_and_more_seldom(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    full(inside, monkeypatch)
    now = [0.0]
    monkeypatch.setattr(module, "Patience", lambda: Patience(lambda: now[0]))
    door.window.lock()
    tried: list[float] = []
    monkeypatch.setattr(inside.workplace, "leave", lambda: tried.append(now[0]))
    for _ in range(400):
        now[0] += 0.5
        inside._lock_afterwards()
    assert 5 < len(tried) < 12
    gaps = [after - before for before, after in pairwise(tried)]
    assert gaps == sorted(gaps)
    assert gaps[-1] == 60


def test_no_dialog_and_no_menu_stays_above_the_curtain(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    review = reviewed(inside)
    review.pane.versions_asked.emit()
    (versions,) = door.window.findChildren(VersionsDialog)
    review.pane.menu.menu().popup(door.window.pos())
    assert versions.isVisible()
    assert review.pane.menu.menu().isVisible()
    monkeypatch.setattr(RecordScreen, "must_stay", True)
    door.window.lock()
    assert inside.curtain is not None
    assert not review.pane.menu.menu().isVisible()
    assert not any(one.isVisible() for one in door.window.findChildren(QDialog))
    monkeypatch.setattr(RecordScreen, "must_stay", False)


def test_the_question_about_a_recording_goes_unanswered_when_it_locks(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    monkeypatch.setattr(RecordScreen, "must_stay", True)
    screen = inside.workplace.screens["record"]
    assert isinstance(screen, RecordScreen)
    above: list[bool] = []

    def lock() -> None:
        (dialog,) = door.window.findChildren(RecordLeave)
        above.append(dialog.isVisible())
        door.window.lock()
        above.append(dialog.isVisible())
        dialog.done(QDialog.DialogCode.Rejected)  # so that a failure ends as well

    QTimer.singleShot(0, lock)
    assert not ask_to_leave(inside.practice, screen.run, screen), "the recording goes on"
    assert above == [True, False]
    assert inside.curtain is not None
    monkeypatch.setattr(RecordScreen, "must_stay", False)


def test_nothing_of_the_work_is_seen_while_the_library_closes(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    seen: list[bool] = []
    close = Library.close

    def closing(self: Library) -> None:
        seen.append(inside.workplace.isVisible())
        close(self)

    monkeypatch.setattr(Library, "close", closing)
    assert inside.workplace.isVisible()
    door.window.lock()
    assert seen == [False]


def test_the_question_can_be_answered_with_the_keyboard(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    working(inside, monkeypatch)
    door.window.close()
    asked = question(inside)
    assert asked.focusWidget() is asked.stay
    shown = [made for made in asked.findChildren(QPushButton) if made.isVisible()]
    assert set(shown) == {asked.stay, asked.go}
    assert all(made.text() for made in shown)
    asked.reject()
    assert inside.question is None


def test_at_the_first_start_the_window_stays_while_the_code_is_asked_about(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Door(qtbot, tmp_path / "none", qapp).window
    first = window.first
    assert first is not None
    monkeypatch.setattr(first, "may_close", lambda: False)
    assert not window.close()
    monkeypatch.setattr(first, "may_close", lambda: True)
    assert window.close()


@pytest.mark.parametrize("on_paper", [True, False])
def test_a_code_that_is_on_no_paper_is_reminded_of(door: Door, on_paper: bool) -> None:
    kept = read_settings(door.folder)
    keep_settings(door.folder, kept.model_copy(update={"code_on_paper": on_paper}))
    inside = door.open()
    assert (inside.sheet is None) == on_paper
    if inside.sheet is not None:
        assert inside.sheet.name == "settings"
        assert "nog niet op papier" in inside.sheet.notice.text
