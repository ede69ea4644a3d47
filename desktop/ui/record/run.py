"""Runs one recording for the screen: looks at its news, and ends it beside the screen."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.capture import Ended
from desktop.recording import RecordingVisit
from desktop.ui.practice import Practice
from desktop.ui.work.beside import beside
from desktop.words import Problem

_LOOK = 100  # milliseconds: the loudness comes ten times a second


class RecordRun(QObject):
    """One recording at a time."""

    changed = Signal()
    ended = Signal(object)  # the Recorded that is kept; None: that could not be kept

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self.recording: RecordingVisit | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether there is a recording whose last word has not come."""
        return self.recording is not None and self.recording.phase != "ended"

    def begin(self, recording: RecordingVisit) -> None:
        """Look after this one until it has ended."""
        self.recording = recording
        self._timer.start(_LOOK)
        self.changed.emit()

    def stop(self) -> None:
        """End it soon; `ended` tells when it is kept."""
        if self.recording is not None and self.recording.running:
            self.recording.asked_to_stop()
            self._look()

    def _look(self) -> None:
        if self.recording is None:
            return
        self.recording.look()
        if self.recording.phase == "ending":
            self._timer.stop()
            recording = self.recording
            beside(self, recording.stop, self._stopped, self._failed)
        self.changed.emit()

    def _stopped(self, ended: Ended) -> None:
        recording = self.recording
        if recording is None:
            return
        session = self._practice.session
        recorded = self._practice.attempt(lambda: recording.stopped(session, ended))
        self.changed.emit()
        self.ended.emit(recorded)

    def _failed(self, problem: Problem) -> None:
        self._practice.trouble(problem)
        if self.recording is not None:
            self.recording.phase = "ended"
        self.ended.emit(None)
