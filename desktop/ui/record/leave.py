"""Leaving while a recording runs: asked once, and nothing is lost whatever the answer."""

from PySide6.QtWidgets import QDialog, QWidget

from desktop.clock import clock
from desktop.ui.look.question import Question
from desktop.ui.practice import Practice
from desktop.ui.record.run import RecordRun


class RecordLeave(Question):
    """Accepted once the recording is kept; rejected where it goes on."""

    def __init__(self, practice: Practice, run: RecordRun, parent: QWidget) -> None:
        say = practice.say
        kept = clock(run.recording.kept if run.recording else 0.0, whole=True)
        super().__init__(
            say("record_screen.leave_title"),
            (say("record_screen.leave_text", clock=kept),),
            (say("record_screen.leave_stay"), say("record_screen.leave_stop")),
            parent,
        )
        self._practice, self._run = practice, run
        run.ended.connect(self._kept)

    def reject(self) -> None:
        """Stay, unless it is ending already: then there is nothing left to choose."""
        if self._run.recording is not None and self._run.recording.running:
            super().reject()

    def accept(self) -> None:
        """End the recording, and wait until it is kept."""
        self.tell(self._practice.say("record_screen.leave_saving"))
        self.stay.setEnabled(False)
        self.go.setEnabled(False)
        self._run.stop()

    def _kept(self) -> None:
        super().accept()


def ask_to_leave(practice: Practice, run: RecordRun, parent: QWidget) -> bool:
    """Whether the recording was ended and kept; else it goes on and one stays."""
    return RecordLeave(practice, run, parent).exec() == QDialog.DialogCode.Accepted
