"""Every screen and sheet there is, to walk through: as they are shown to a user."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QDialog, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from asr.transcript import Language, Transcript
from desktop.consultation import Approved, ConsultationId, Draft
from desktop.correction import Reworded
from desktop.recording import RecordingVisit
from desktop.settings import Settings
from desktop.store.recovery_code import RecoveryCode
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.correct.versions import VersionsDialog
from desktop.ui.first_start.page import Start
from desktop.ui.first_start.pages import PAGES, make_page
from desktop.ui.first_start.start import FirstStart
from desktop.ui.lock.curtain import Curtain
from desktop.ui.lock.unlock import Unlock
from desktop.ui.look.tokens import LIGHT
from desktop.ui.practice import Practice
from desktop.ui.record.import_form import ImportForm
from desktop.ui.record.leave import RecordLeave
from desktop.ui.record.live import RecordLive
from desktop.ui.record.run import RecordRun
from desktop.ui.say import say_in
from desktop.ui.sheets.keys_card import KeyCard
from desktop.ui.sheets.models_panel import ModelsPanel
from desktop.ui.sheets.settings_writers import WriterSettings
from desktop.ui.transcribe.transcribing import TranscribingScreen
from desktop.ui.transcribe.working_out_job import Doing, Job
from desktop.ui.window.sheets import SHEETS, make_sheet
from desktop.ui.window.workplace import Workplace
from desktop.visit import begin_visit
from desktop.workflow import approve, correct, keep_drafted, keep_transcribed
from summarize.note import Note, StatementId
from tests.desktop.test_recording import Told
from tests.desktop.visits import intake
from tests.fakes import draft, transcript

Room = tuple[str, QWidget]

PATIENCE = 60_000  # milliseconds
_SIZE = (1280, 800)
_STATES: tuple[Doing, ...] = (
    "hearing",
    "writing",
    "stopped",
    "failed",
    "nothing_said",
    "no_model",
)


def doors(folder: Path, language: Language) -> Iterator[Room]:
    """The screens before a library is open."""
    settings = Settings(language=language)
    yield "unlock", Unlock(folder, settings.model_copy(update={"keychain": True}))
    yield "curtain", Curtain(folder, settings, "recording")
    recovering = Unlock(folder, settings)
    recovering.code_button.click()
    yield "recover", recovering
    yield "first start", FirstStart(folder, settings, LIGHT)
    for name in PAGES:
        start = Start(folder, settings, LIGHT, code=RecoveryCode(bytes(16)))
        made = make_page(name, start)
        made.arrive()
        yield name, made


def rooms(practice: Practice, patient: str = "Mw. De Vries", more: str = "") -> Iterator[Room]:
    """The screens of an open library, each step of a visit that has got there, and the sheets.

    `more` is put behind what was said, what was written and every name.
    """
    yield "empty", Workplace(practice)
    yield from _recording(practice, f"{patient}{more}")
    visit = _drafted(practice, patient, more)
    yield from _working_out(practice, visit)
    for step in ("review", "approve"):
        yield step, _at(practice, visit, step)
    yield "rewritten", _rewritten(practice, visit)
    yield "versions", VersionsDialog(practice, visit)
    _approve(practice, visit, f"A. Voorbeeld{more}")
    for step in ("review", "approve", "export"):
        yield f"approved: {step}", _at(practice, visit, step)
    for name in SHEETS:
        yield name, make_sheet(name, practice)


def cards(practice: Practice, owner: QWidget) -> Iterator[Room]:
    """The dialogs that stand over a window."""
    yield "keys", KeyCard(say_in(practice.language), owner)
    run = RecordRun(practice)
    run.recording = RecordingVisit(ConsultationId("20260105-090000-000001"), Told())
    yield "leave", RecordLeave(practice, run, owner)


def shown(qtbot: QtBot, screen: QWidget) -> QWidget:
    """The window in which a screen is shown, once all of it is there."""
    if isinstance(screen, QDialog):
        window: QWidget = screen
    else:
        window = QWidget()
        inside = QVBoxLayout(window)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(screen)
    qtbot.addWidget(window)
    window.resize(*_SIZE)
    with qtbot.waitActive(window, timeout=PATIENCE):
        window.show()
        window.activateWindow()
    for panel in window.findChildren(ModelsPanel):
        qtbot.waitUntil(partial(_is_filled, panel), timeout=PATIENCE)
    for writers in window.findChildren(WriterSettings):
        qtbot.waitUntil(partial(_is_filled, writers), timeout=PATIENCE)
    return window


def focusable(root: QWidget) -> Iterator[QWidget]:
    """What a person can come to with keys: seen, usable, and wanting the focus."""
    for widget in root.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_")  # parts Qt makes for itself
        wants = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        if wants and not inner and widget.isVisibleTo(root) and widget.isEnabled():
            yield widget


def is_one_of_a_group(widget: QWidget) -> bool:
    """Whether Tab comes to one of several, and the arrow keys to the others."""
    if isinstance(widget, QRadioButton):
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive()


def spoken(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def named(widget: QWidget) -> str:
    """A widget as a test tells of it."""
    return f"{type(widget).__name__} {spoken(widget)!r}"


def _is_filled(panel: ModelsPanel | WriterSettings) -> bool:
    return bool(panel.found)


def _recording(practice: Practice, patient: str) -> Iterator[Room]:
    files = ImportForm(practice)
    files.show_files(
        (Path(f"/calls/{patient.replace('/', ' ')}.wav"), Path("/calls/Gesprek 2.wav"))
    )
    yield "files", files
    live = RecordLive(practice)
    live.show_recording(RecordingVisit(ConsultationId("20260105-090000-000001"), Told()))
    yield "recording", live


def _working_out(practice: Practice, visit: ConsultationId) -> Iterator[Room]:
    for doing in _STATES:
        made = TranscribingScreen(practice)
        made.visit = visit
        code = "asr.audio_unreadable" if doing == "failed" else ""
        made._show(Job(visit, doing=doing, seconds=60.0, until=20.0, code=code))
        yield doing, made


def _at(practice: Practice, visit: ConsultationId, step: str) -> Workplace:
    made = Workplace(practice)
    made.choose(visit)
    made.go_to(step)
    return made


def _rewritten(practice: Practice, visit: ConsultationId) -> QWidget:
    made = ReviewScreen(practice)
    made.show_visit(visit)
    made.pane.rewrite_asked.emit()
    made.check.written.emit(draft(text="Hoest sinds twee weken.").note)
    return made


def _drafted(practice: Practice, patient: str, more: str) -> ConsultationId:
    """A visit with a number that was not said, and an allergy that the note does not hold."""
    session = practice.session
    visit = begin_visit(session, intake(patient=f"{patient}{more}"), "nl")
    heard = keep_transcribed(session.desk, visit, _said(more))
    kept = keep_drafted(session.desk, heard, _note(f"Hoest 2 wk.{more}"))
    return correct(session.desk, kept, Reworded(StatementId("S1"), f"Hoest 3 wk.{more}")).id


def _said(more: str) -> Transcript:
    return transcript(
        ("clinician", "Hoe lang hoest u al?"),
        ("patient", f"Twee weken.{more}"),
        ("patient", "Ik ben allergisch voor penicilline."),
    )


def _note(text: str) -> Note:
    return draft(text=text).note


def _approve(practice: Practice, visit: ConsultationId, by: str) -> Approved:
    session = practice.session
    kept = session.library.load(visit)
    assert isinstance(kept, Draft)
    lines = frozenset(line.id for _, line in kept.note.statements())
    omissions = frozenset(one.key for one in kept.note.omissions)
    return approve(session.desk, kept.model_copy(update={"ticked": lines, "waived": omissions}), by)
