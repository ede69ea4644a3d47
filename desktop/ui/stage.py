"""What the five stage screens have in common: each shows one step of one visit.

Each has a `show_visit` of its own, called whenever it comes to the front. `AnyScreen` of the
workplace is the five of them and not this class, so that one without it does not get there.
"""

from typing import Literal, get_args

from PySide6.QtWidgets import QWidget

from desktop.store.entries import Summary
from desktop.ui.practice import Practice
from desktop.unsaved import Unsaved

Step = Literal["record", "transcribe", "review", "approve", "export"]
STEPS: tuple[Step, ...] = get_args(Step)


class StageScreen(QWidget):
    """A screen for one step. It is built once and shows one visit after another."""

    step: Step

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice

    @property
    def must_stay(self) -> bool:
        """Whether something goes on here that locking would end, as a recording."""
        return False

    @property
    def unsaved(self) -> Unsaved | None:
        """What was done here and is not on the disk."""
        return None

    def keep(self) -> bool:
        """Keep what was typed, and stay as it is; False: it cannot be kept now."""
        return True

    def leave(self) -> bool:
        """Keep what was typed before another screen comes; False: stay here."""
        return True


def step_of(visit: Summary) -> Step:
    """The step a visit is at."""
    if visit.stage == "recorded":
        return "transcribe" if visit.seconds else "record"
    if visit.stage == "transcribed":
        return "transcribe"
    return "export" if visit.stage == "approved" else "review"
