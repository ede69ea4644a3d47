"""Somebody at the window: does what a clinician does, and reads what stands there."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.consultation import Approved, ConsultationId, Draft
from desktop.settings import Settings
from desktop.store.library import Library
from desktop.ui.application import dressed, make_application
from desktop.ui.approve.screen import ApproveScreen
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.export.clipboard import clear_ours
from desktop.ui.export.screen import ExportScreen
from desktop.ui.lock.unlock import Unlock
from desktop.ui.note.statement_line import StatementLine
from desktop.ui.record.screen import RecordScreen
from desktop.ui.transcribe.transcribing import TranscribingScreen
from desktop.ui.window.inside import Inside
from desktop.ui.window.window import Window
from desktop.ui.worklist.model import Row
from summarize.note import Note
from tests.stories.app.waiting import PATIENCE, wait_until

SETTINGS = Settings(language="nl", theme="light", speech_model="whisper-base")

Sits = Callable[[Path], "Clinician"]  # somebody sits down at a library in a folder

_Part = TypeVar("_Part", bound=QWidget)


class Clinician:
    """At a window on the library in a folder."""

    def __init__(self, folder: Path) -> None:
        application = make_application(SETTINGS)
        self.locked: list[Path] = []
        self.window = Window(folder, partial(dressed, application), again=self.locked.append)
        self.window.show()

    def leave(self) -> None:
        """Close the window, whatever it is at; nothing of it is left running."""
        inside = self.window.inside
        if inside is not None:
            run = self.record.run
            if run.busy:
                run.stop()
                self.wait_until("the recording has ended", lambda: not run.busy)
            with suppress(AssertionError):
                self.wait_until("it closes", inside.close, 30)
            inside.practice.engines.close()
        clear_ours()  # as the application does when it ends
        self.window.deleteLater()

    # --- the door

    def unlock(self, passphrase: str) -> None:
        """Open the library."""
        self.try_to_unlock(passphrase)
        self.wait_until("it is open", lambda: self.window.inside is not None)
        assert QTest.qWaitForWindowExposed(self.window, int(1000 * PATIENCE))

    def try_to_unlock(self, passphrase: str) -> None:
        """Type a passphrase and press Enter."""
        QTest.keyClicks(self.door.passphrase.line, passphrase)
        QTest.keyClick(self.door.passphrase.line, Qt.Key.Key_Return)

    @property
    def door(self) -> Unlock:
        """The lock screen."""
        return self._front(Unlock)

    # --- a visit

    def fill_in(self, patient: str, context: str = "") -> None:
        """Say who is here, and that there is consent."""
        fields = self.record.form.fields
        QTest.keyClicks(fields.patient, patient)
        QTest.keyClicks(fields.context, context)
        self.press(fields.consent.buttons["spoken"])

    def begin(self) -> ConsultationId:
        """Begin to record; the visit, once something is kept of it."""
        self.press(self.record.form.begin)
        run = self.record.run
        self.wait_until("it is kept", lambda: run.recording is not None and run.recording.kept > 0)
        return self.visit

    def wait_until_heard(self, seconds: float) -> None:
        """Wait until so many seconds are kept, and words of them stand on the screen."""
        run, talk = self.record.run, self.record.live.talk
        self.wait_until("it is kept", lambda: run.recording and run.recording.kept >= seconds)
        self.wait_until("words appear", lambda: "hoest" in talk.toPlainText())

    def stop(self) -> None:
        """End the recording."""
        self.press(self.record.live.stop)
        self.wait_until("it has ended", lambda: not self.record.run.busy)

    def bring_in(self, file: Path, patient: str) -> ConsultationId:
        """Drop a sound file on the worklist, say whose it is, and go to it."""
        form = self.record.files
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(file))])
        button, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        place, copy = QPointF(40, 40), Qt.DropAction.CopyAction
        self.inside.workplace.worklist.dropEvent(QDropEvent(place, copy, carried, button, held))
        self.wait_until("it was looked at", lambda: form.files.fit)
        QTest.keyClicks(form.fields.patient, patient)
        self.press(form.fields.consent.buttons["written"])
        before = set(self.library.ids())
        self.press(form.add)
        (visit,) = set(self.library.ids()) - before
        self.choose(visit)
        return visit

    def choose(self, visit: ConsultationId) -> None:
        """Click on a visit in the worklist."""
        listed = self.inside.workplace.worklist.list
        self.wait_until("it is listed", lambda: listed.rows.place(visit).isValid())
        place = listed.visualRect(listed.rows.place(visit)).center()
        QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def row(self, visit: ConsultationId) -> Row:
        """What the worklist says of a visit."""
        rows = self.inside.workplace.worklist.list.rows
        return rows.row(rows.place(visit).row())

    # --- the note

    def wait_for_draft(self) -> None:
        """Wait until the draft stands there."""
        self.wait_until("the draft", lambda: self.shows(ReviewScreen) and self.review.editing)

    def line(self, text: str) -> StatementLine:
        """The line of the note with these words in it."""
        return next(one for one in self.review.editor.lines() if text in one.text.toPlainText())

    def lines(self) -> list[str]:
        """The note as it stands there."""
        return [one.text.words for one in self.review.editor.lines() if one.text.words]

    def retype(self, line: StatementLine, text: str) -> None:
        """Type a line anew."""
        line.text.setFocus()
        line.text.selectAll()
        QTest.keyClicks(line.text, text)

    def add(self, section: int, text: str) -> None:
        """Type a line at the end of that section of the note."""
        self.review.editor.walk.go_to_section(section)
        line = self.review.editor.current()
        assert line is not None
        if line.text.words:
            QTest.keyClick(line.text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(line.text, Qt.Key.Key_Return)
            line = self.review.editor.current()
            assert line is not None
        QTest.keyClicks(line.text, text)

    def wait_until_kept(self) -> None:
        """Wait until all that was typed is on the disk, and compared with what was said."""
        self.wait_until_on_disk()
        editing = self.review.editing
        assert editing is not None
        self.wait_until("it is checked", lambda: not editing.unchecked)

    def wait_until_on_disk(self) -> None:
        """Wait until all that was typed is on the disk."""
        self.wait_until("it is kept", lambda: self._kept() == self.lines())

    def approve(self, by: str) -> None:
        """Look at everything that is open, leave it, and approve."""
        self.look_at_all(by)
        self.press(self.approving.foot.do)
        self.wait_until("it is approved", lambda: self.shows(ExportScreen))

    def look_at_all(self, by: str) -> None:
        """Look at everything that is open, leave it, and say who approves."""
        self.go_to("approve")
        screen = self.approving
        self.wait_until("it was checked", lambda: not screen.check.running)
        for key in list(screen.points.ticks):
            if not screen.points.ticks[key].isChecked():
                screen.points.ticks[key].click()
        screen.foot.name.clear()
        QTest.keyClicks(screen.foot.name, by)

    def export_text(self, folder: Path) -> str:
        """Save the approved note to a text file in that folder; what is in it."""
        folder.mkdir(exist_ok=True)
        self.export.choose_folder = lambda: str(folder)
        self.press(self.export.whole.save["txt"])
        (file,) = folder.iterdir()
        return file.read_text(encoding="utf-8")

    # --- where things are

    def go_to(self, step: str) -> None:
        """Press a step in the header."""
        self.press(self.step(step))

    def step(self, step: str) -> QAbstractButton:
        """The button of a step in the header."""
        name = self.inside.practice.say(f"steps.{step}")
        made = self.inside.workplace.header.findChildren(QAbstractButton)
        return next(one for one in made if one.text().startswith(name))

    @property
    def inside(self) -> Inside:
        """What is behind the door."""
        assert self.window.inside is not None
        return self.window.inside

    @property
    def library(self) -> Library:
        """The sealed library."""
        return self.inside.practice.session.library

    @property
    def visit(self) -> ConsultationId:
        """The visit that is shown."""
        return self.inside.workplace.visit

    @property
    def record(self) -> RecordScreen:
        return self._screen(RecordScreen)

    @property
    def working_out(self) -> TranscribingScreen:
        return self._screen(TranscribingScreen)

    @property
    def review(self) -> ReviewScreen:
        return self._screen(ReviewScreen)

    @property
    def approving(self) -> ApproveScreen:
        return self._screen(ApproveScreen)

    @property
    def export(self) -> ExportScreen:
        return self._screen(ExportScreen)

    def shows(self, kind: type[QWidget]) -> bool:
        """Whether a screen of that kind is in front."""
        return isinstance(self.inside.workplace.screen_shown, kind)

    @property
    def words(self) -> str:
        """Every word that can be read in the window."""
        labels = self.window.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible())

    def sees(self, text: str) -> None:
        """Wait until these words stand in the window."""
        self.wait_until(text, lambda: text in self.words)

    def press(self, made: QAbstractButton) -> None:
        """Click on a button that is there and works."""
        self.wait_until("the button works", lambda: made.isVisible() and made.isEnabled())
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)

    def wait_until(self, what: str, so: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until this is so."""
        wait_until(what, so, seconds)

    def _kept(self) -> list[str]:
        """The lines of the note as the disk has them."""
        kept = self.library.load(self.visit)
        assert isinstance(kept, Draft | Approved)
        return [line.text for _, line in kept.note.statements()]

    def _front(self, kind: type[_Part]) -> _Part:
        front = self.window.front.currentWidget()
        assert isinstance(front, kind)
        return front

    def _screen(self, kind: type[_Part]) -> _Part:
        screens = self.inside.workplace.screens.values()
        return next(screen for screen in screens if isinstance(screen, kind))


def texts(note: Note, section: str) -> list[str]:
    """The lines of a section."""
    return [
        line.text
        for report in note.reports
        for one in report.sections
        if one.key == section
        for line in one.statements
    ]
