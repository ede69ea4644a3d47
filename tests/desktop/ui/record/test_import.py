"""Recordings made elsewhere: looked at first, added with consent, and worked out one by one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.consultation import ConsultationId
from desktop.ui.practice import Practice
from desktop.ui.record.import_form import ImportForm
from desktop.ui.record.screen import RecordScreen
from desktop.ui.transcribe.working_out import WorkingOut
from tests.desktop.test_recording import Told
from tests.desktop.ui.silent_engines import SilentEngines

pytestmark = pytest.mark.usefixtures("engines")

ONE, TWO, BAD = Path("/calls/een.wav"), Path("/calls/twee.wav"), Path("/calls/kapot.wav")


@pytest.fixture
def form(qtbot: QtBot, practice: Practice, engines: SilentEngines) -> ImportForm:
    made = ImportForm(practice)
    qtbot.addWidget(made)
    made.show()
    return made


def agree(form: ImportForm) -> None:
    form.fields.consent.buttons["spoken"].click()


def shown(form: ImportForm) -> str:
    return "\n".join(one.text() for one in form.findChildren(QLabel) if one.isVisibleTo(form))


def imported(practice: Practice) -> list[ConsultationId]:
    return list(practice.session.library.ids())


def test_nothing_is_added_before_the_file_was_looked_at_and_consent_was_given(
    form: ImportForm, practice: Practice, engines: SilentEngines
) -> None:
    form.show_files((ONE,))
    assert engines.ordered("look") == [str(ONE)]
    assert "is gegeven om op te nemen" in shown(form), "it is recorded already"
    agree(form)
    assert "Vastgelegd om" in shown(form)
    assert not form.add.isEnabled()
    engines.looked.emit(str(ONE), 1, False)
    assert form.add.isEnabled()
    agree(form)  # taken back
    assert not form.add.isEnabled()
    assert "toestemming" in form.add.accessibleDescription()


def test_one_file_is_asked_about_by_name_and_brought_in(
    qtbot: QtBot, form: ImportForm, practice: Practice, engines: SilentEngines
) -> None:
    form.show_files((ONE,))
    form.fields.patient.setText("Mw. De Vries")
    agree(form)
    engines.looked.emit(str(ONE), 1, False)
    with qtbot.waitSignal(form.finished):
        form.add.click()
    (visit,) = imported(practice)
    summary = practice.session.library.summary(visit)
    assert summary.intake.patient == "Mw. De Vries"
    assert summary.intake.consent is not None
    assert engines.ordered("import") == [visit]
    acts = [(act.act, act.detail) for act in practice.session.desk.audit.of(visit)]
    assert acts == [("CONSENT", "spoken")]


def test_several_are_told_apart_by_their_names_and_wait_for_each_other(
    qtbot: QtBot, form: ImportForm, practice: Practice, engines: SilentEngines
) -> None:
    form.show_files((ONE, TWO, BAD))
    assert not form.fields.patient.isVisible()
    assert form.fields.intake.roles == "call"
    agree(form)
    engines.looked.emit(str(ONE), 2, True)
    engines.looked.emit(str(TWO), 1, False)
    assert not form.add.isEnabled()
    engines.look_failed.emit(str(BAD), "asr.audio_unreadable")
    qtbot.waitUntil(lambda: practice.say("asr.audio_unreadable") in shown(form), timeout=20_000)
    assert "2 opnamen" in form.add.text()
    form.side.setCurrentIndex(1)
    form.add.click()
    names = {practice.session.library.summary(v).intake.patient for v in imported(practice)}
    assert names == {"een", "twee"}
    jobs = list(WorkingOut.of(practice).jobs.values())
    assert [job.doing for job in jobs] == ["importing", "waiting"]
    assert [(job.line.telephone, job.line.swapped) for job in jobs] == [
        (True, True),
        (False, False),
    ]
    channels = {practice.session.recordings.open(job.visit).channels for job in jobs}
    assert channels == {1, 2}


def test_the_side_is_asked_only_where_there_are_two(
    form: ImportForm, engines: SilentEngines
) -> None:
    form.show_files((ONE,))
    engines.looked.emit(str(ONE), 1, False)
    assert not form.side.isVisible()
    form.show_files((TWO,))
    engines.looked.emit(str(TWO), 2, True)
    assert form.side.isVisible()


def test_where_no_file_can_be_read_nothing_can_be_added(
    form: ImportForm, engines: SilentEngines
) -> None:
    form.show_files((BAD,))
    agree(form)
    engines.look_failed.emit(str(BAD), "asr.audio_unreadable")
    assert not form.add.isEnabled()
    assert "Kies andere" in shown(form)


@pytest.fixture
def screen(qtbot: QtBot, practice: Practice) -> RecordScreen:
    told = Told()
    made = RecordScreen(practice, lambda device, place, key: told)
    qtbot.addWidget(made)
    practice.visit_chosen.connect(lambda visit: made.show_visit(ConsultationId(visit)))
    made.show_visit(ConsultationId(""))
    made.show()
    return made


def test_files_that_were_chosen_come_up_and_rather_not_goes_back(
    screen: RecordScreen, practice: Practice
) -> None:
    practice.files_chosen.emit((ONE,))
    assert screen.files.isVisible()
    screen.files.finished.emit("")
    assert screen.form.isVisible()


def test_while_recording_files_wait(
    qtbot: QtBot, screen: RecordScreen, practice: Practice, engines: SilentEngines
) -> None:
    screen.form.fields.consent.buttons["spoken"].click()
    screen.begin()
    practice.files_chosen.emit((ONE,))
    assert engines.ordered("look") == []
    assert screen.live.isVisible()
    screen.run.stop()
    qtbot.waitUntil(finished(screen), timeout=20_000)


def finished(screen: RecordScreen) -> Callable[[], bool]:
    return lambda: not screen.run.busy


def test_a_file_that_is_being_brought_in_is_shown_where_it_is_worked_out(
    screen: RecordScreen, practice: Practice, engines: SilentEngines
) -> None:
    steps: list[str] = []
    practice.step_chosen.connect(steps.append)
    practice.files_chosen.emit((ONE,))
    agree(screen.files)
    engines.looked.emit(str(ONE), 1, False)
    screen.files.add.click()
    assert len(imported(practice)) == 1
    assert steps == ["transcribe"]
