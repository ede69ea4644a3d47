"""What is left undone when a window is to close, and the sentences that say so."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.ui.say import Say
from desktop.ui.transcribe.working_out_job import Job
from desktop.unsaved import Unsaved


@dataclass(frozen=True)
class Undone:
    """What cannot be kept, and how many visits go on later; `files` of them come in from a file."""

    unsaved: Unsaved | None = None
    working: int = 0
    files: int = 0

    @property
    def title(self) -> str:
        """The code of the title of the question; none: nothing has to be asked."""
        if self.unsaved is not None:
            return "closing.unsaved_title"
        return "closing.working_title" if self.working else ""


def undone(unsaved: Unsaved | None, jobs: Iterable[Job]) -> Undone:
    """What is left undone; a recording that runs is asked about where it is made."""
    working = [job for job in jobs if job.under_way and not job.live]
    return Undone(unsaved, len(working), sum(job.file is not None for job in working))


def told(undone: Undone, say: Say) -> tuple[str, ...]:
    """What would be lost first, then what would not."""
    return (*_lost(undone.unsaved, say), *_goes_on(undone, say))


def _lost(unsaved: Unsaved | None, say: Say) -> tuple[str, ...]:
    if unsaved is None:
        return ()
    code = {0: "seen", 1: "one"}.get(unsaved.lines, "many")
    fields = {"who": unsaved.patient or say("window.nameless"), "count": unsaved.lines}
    time = f"{unsaved.since.astimezone():%H:%M}"
    lost = say(f"closing.unsaved_{code}", time=time, **fields)
    return lost, say("closing.unsaved_what")


def _goes_on(undone: Undone, say: Say) -> tuple[str, ...]:
    if not undone.working:
        return ()
    code = "working_one" if undone.working == 1 else "working_many"
    later = say(f"closing.{code}", count=undone.working)
    return (later, say("closing.file")) if undone.files else (later,)
