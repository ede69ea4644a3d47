"""The copy of the day is made beside the screen, and gives way to whoever works."""

from PySide6.QtCore import QObject, QTimer

from desktop.app import back_up
from desktop.backup import BackupState, backup_state
from desktop.store.errors import GaveWay
from desktop.ui.practice import Practice
from desktop.ui.work.beside import beside
from desktop.words import Problem

_FIRST = 10_000  # milliseconds after opening: what is looked at first comes first
_LATER = 60_000  # after others wanted the library
_NEXT_DAY = 3_600_000  # between two looks whether there is one of today


class DailyBackup(QObject):
    """Locking waits for none of this: what is cut short leaves no copy, and is made the next time.

    A full disk is told once, and tried again at the next look.
    """

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self._practice = practice
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.make)
        self._told = False

    def begin(self) -> None:
        """Tell of one that failed before, and make that of today soon."""
        session = self._practice.session
        beside(self, lambda: backup_state(session), self._tell_before, self._practice.trouble)
        self._timer.start(_FIRST)

    def make(self) -> None:
        """Make it now, if there is none of today."""
        session = self._practice.session
        beside(self, lambda: back_up(session), self._made, self._failed)

    def _made(self, made: bool) -> None:
        self._told = False
        self._timer.start(_NEXT_DAY)

    def _failed(self, problem: Problem) -> None:
        gave_way = isinstance(problem, GaveWay)
        if not gave_way and not self._told:
            self._told = True
            self._say(BackupState(failed=problem.code))
        self._timer.start(_LATER if gave_way else _NEXT_DAY)

    def _tell_before(self, state: BackupState) -> None:
        if state.failed:
            self._told = True
            self._say(state)

    def _say(self, state: BackupState) -> None:
        say = self._practice.say
        self._practice.notice.emit(say("backup.failed", why=say(f"backup.why.{state.why}")), True)
