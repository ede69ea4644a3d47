"""Leaving while a recording runs: asked once, and nothing is lost whatever the answer."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from desktop.clock import clock
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.practice import Practice
from desktop.ui.record.run import RecordRun


class RecordLeave(QDialog):
    """Accepted once the recording is kept; rejected where it goes on."""

    def __init__(self, practice: Practice, run: RecordRun, parent: QWidget) -> None:
        super().__init__(parent)
        self._practice, self._run = practice, run
        say = practice.say
        self.setWindowTitle(say("record_screen.leave_title"))
        kept = run.recording.kept if run.recording else 0.0
        self._text = label(
            say("record_screen.leave_text", clock=clock(kept, whole=True)), wrap=True
        )
        self.stay = button(say("record_screen.leave_stay"), self.reject, "primary")
        self.stop = button(say("record_screen.leave_stop"), self._stop)
        self.stay.setDefault(True)
        title = label(say("record_screen.leave_title"), "title")
        self.setLayout(
            column(title, self._text, 1, row(1, self.stop, self.stay), margin=6, space=4)
        )
        self.setMinimumWidth(440)
        run.ended.connect(self.accept)

    def reject(self) -> None:
        """Stay, unless it is ending already: then there is nothing left to choose."""
        if self._run.recording is not None and self._run.recording.running:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the question is staying."""
        event.ignore()
        self.reject()

    def _stop(self) -> None:
        self._text.setText(self._practice.say("record_screen.leave_saving"))
        self.stay.setEnabled(False)
        self.stop.setEnabled(False)
        self._run.stop()


def ask_to_leave(practice: Practice, run: RecordRun, parent: QWidget) -> bool:
    """Whether the recording was ended and kept; else it goes on and one stays."""
    return RecordLeave(practice, run, parent).exec() == QDialog.DialogCode.Accepted
