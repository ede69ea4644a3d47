"""The question before a window closes: once, for all that is left undone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.look.pieces import button
from desktop.ui.look.question import Question
from desktop.ui.say import Say
from desktop.ui.window.closing import Undone, told


class ClosingQuestion(Question):
    """What is not kept stays where it is: on the screen."""

    again = Signal()  # try to keep it once more

    def __init__(self, undone: Undone, say: Say, parent: QWidget) -> None:
        lost = undone.unsaved is not None
        kind = "unsaved_" if lost else ""
        self.try_again = button(say("closing.unsaved_again"), self._again)
        super().__init__(
            say(undone.title),
            told(undone, say),
            (say(f"closing.{kind}stay"), say(f"closing.{kind}close")),
            parent,
            danger=lost,
            between=(self.try_again,) if lost else (),
        )

    def _again(self) -> None:
        self.reject()
        self.again.emit()
