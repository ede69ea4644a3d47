"""Goes on with what was being worked out when the window went, and remembers what is now."""

from pathlib import Path

from PySide6.QtCore import QObject

from desktop.errors import GriffelError
from desktop.left_over import files_left, remember_work, work_left
from desktop.ui.practice import Practice
from desktop.ui.transcribe.working_out import WorkingOut


class LeftOver(QObject):
    """Made once for each practice. Where it cannot be remembered, a visit goes on when chosen."""

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self._practice, self._working_out = practice, WorkingOut.of(practice)
        work = practice.attempt(lambda: work_left(practice.session)) or ()
        self._ahead = list(work)  # not begun yet
        self._remembered = frozenset(work)
        self._working_out.changed.connect(self._remember)
        self._working_out.drafted.connect(self._remember)

    def bring_in(self) -> None:
        """Go on with files, before recordings that nobody ended are ended."""
        for visit, file in self._practice.attempt(lambda: files_left(self._practice.session)) or ():
            self._working_out.import_file(visit, Path(file.file), file.line)

    def go_on(self) -> None:
        """Go on with the others, now that every recording has its length."""
        while self._ahead:
            if self._working_out.job(self._ahead[0]) is None:
                self._working_out.start(self._ahead[0])
            self._ahead.pop(0)

    def _remember(self, visit: str) -> None:
        jobs = self._working_out.jobs.values()
        now = {job.visit for job in jobs if job.under_way and not job.live}.union(self._ahead)
        if now == self._remembered:
            return
        try:
            remember_work(self._practice.session, now)
        except GriffelError:  # nothing is lost by it, and the next change tries again
            return
        self._remembered = frozenset(now)
