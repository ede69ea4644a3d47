"""The five steps of a visit: recorded, worked out, reviewed, approved, taken over."""

from datetime import timedelta

from desktop.consultation import ConsultationId, Draft
from desktop.recording import forget_empty
from desktop.ui.approve.screen import ApproveScreen
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.correct.versions import VersionsDialog
from desktop.ui.export.clipboard import clipboard
from desktop.ui.export.screen import ExportScreen
from desktop.ui.transcribe.working_out import WorkingOut
from tests.pictures.camera import settle, wait_until
from tests.pictures.day import conversation, reworded, utterances, written
from tests.pictures.tour import Tour

_WORKED = 100.0  # seconds of hearing that the screen is told it had


def new_visit(tour: Tour, name: str) -> None:
    """The worklist of the day, and a visit about to begin."""
    now, form = tour.day.recorded_now, tour.record.form
    tour.inside.practice.visit_chosen.emit("")
    tour.clock.put(now.moment)
    form.fields.patient.setText(now.patient)
    form.fields.context.setText(now.context)
    form.fields.consent.buttons["spoken"].click()
    form.begin.setFocus()
    tour.shoot(name)


def recording(tour: Tour, name: str, lost: str = "") -> None:
    """What is said as it comes in, and then a microphone that is gone; nothing of it is kept."""
    practice, record = tour.inside.practice, tour.record
    record.begin()
    visit = tour.inside.workplace.visit
    wait_until("it listens", lambda: visit in tour.engines.ordered("listen"))
    *said, guess = utterances(tour.day.recorded_now, tour.language)
    tour.microphones.hear(guess.end + 1.5, -16.0)
    tour.engines.heard.emit(visit, said[-1].end, tuple(said))
    tour.engines.guessed.emit(visit, guess.end, (guess,))
    running = record.run.recording
    wait_until("it is kept", lambda: running is not None and running.kept)
    tour.shoot(name)
    if lost:
        tour.microphones.alarm("lost")
        wait_until("it is gone", lambda: record.live.bars.sentences)
        tour.shoot(lost)
    record.run.stop()
    wait_until("it has ended", lambda: not record.run.busy)
    forget_empty(practice.session, visit)
    practice.visit_changed.emit(visit)
    settle()


def working_out(tour: Tour, name: str) -> None:
    """Half of a recording is heard."""
    told = next(v for v in tour.day.visits if v.until == "recorded" and len(v.turns) > 2)
    visit, said = tour.visits[told.patient], utterances(told, tour.language)
    tour.inside.practice.visit_chosen.emit(visit)
    wait_until("it listens", lambda: visit in tour.engines.ordered("listen"))
    working = WorkingOut.of(tour.inside.practice)
    job = working.job(visit)
    assert job is not None
    assert job.began is not None
    job.began = (job.began[0] - _WORKED, 0.0)
    tour.engines.heard.emit(visit, said[-1].end, said)
    tour.shoot(name)
    working.stop(visit)


def review(tour: Tour, name: str) -> None:
    """A draft with a finding, an omission and a line without a source."""
    tour.inside.practice.visit_chosen.emit(_followed(tour))
    settle()
    tour.screen(ReviewScreen).editor.walk.go_to_left(1)
    tour.shoot(name)


def rewritten(tour: Tour, name: str) -> None:
    """A new draft beside the one that was corrected."""
    screen = tour.screen(ReviewScreen)
    screen.pane.rewrite_asked.emit()
    said = conversation(tour.followed, tour.language)
    tour.engines.drafted.emit(_followed(tour), written(said))
    tour.shoot(name)
    screen.pane.rewritten.stopped.emit()


def versions(tour: Tour, name: str) -> None:
    """What changed from one version to the next."""
    tour.screen(ReviewScreen).pane.versions_asked.emit()
    dialog = tour.screen(VersionsDialog, tour.window)
    dialog.list.setCurrentRow(1)
    dialog.changes_button.click()
    tour.shoot(name)
    dialog.close()
    tour.come_back()


def approving(tour: Tour, still_open: str, ready: str) -> None:
    """Something is still open; then it is set right, the rest is seen, and it is approved."""
    screen = _to_approve(tour)
    tour.shoot(still_open)
    _repair(tour)
    _to_approve(tour)
    while unseen := [tick for tick in screen.points.ticks.values() if not tick.isChecked()]:
        unseen[0].click()  # and all of them are made anew
        settle()
    tour.shoot(ready)
    tour.clock.put(tour.day.recorded_now.moment + timedelta(minutes=14))
    screen.approve()
    settle()


def _to_approve(tour: Tour) -> ApproveScreen:
    tour.inside.practice.visit_chosen.emit(_followed(tour))
    tour.inside.practice.step_chosen.emit("approve")
    screen = tour.screen(ApproveScreen)
    wait_until("it is checked", lambda: not screen.check.running)
    return screen


def _repair(tour: Tour) -> None:
    """Set right what the finding points at: nobody approves a wrong dose, in a picture either."""
    session, wanted = tour.inside.practice.session, tour.followed.repaired
    draft = session.library.load(_followed(tour))
    assert isinstance(draft, Draft)
    assert wanted is not None
    reworded(session, draft, wanted)
    tour.inside.practice.visit_changed.emit(draft.id)


def not_approved(tour: Tour, name: str) -> None:
    """Taking over, before there is anything to take over."""
    tour.inside.practice.visit_chosen.emit(_followed(tour))
    tour.inside.practice.step_chosen.emit("export")
    tour.shoot(name)


def taking_over(tour: Tour, name: str, copied: str) -> None:
    """An approved note, and then one section of it on the clipboard."""
    tour.inside.practice.step_chosen.emit("export")
    screen = tour.screen(ExportScreen)
    tour.shoot(name)
    assert screen._handover is not None
    screen.copy(screen._handover.parts[0])
    tour.shoot(copied)
    clipboard().clear_ours()


def _followed(tour: Tour) -> ConsultationId:
    return tour.visits[tour.followed.patient]
