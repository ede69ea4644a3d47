"""A question with two answers, above a window: one that changes nothing, and one that does."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from desktop.ui.look.pieces import button, column, label, row

_WIDTH = 480


class Question(QDialog):
    """Staying is what Enter and Escape do. It is opened, and `sure` tells of the other answer."""

    sure = Signal()

    def __init__(
        self,
        title: str,
        sentences: Sequence[str],
        answers: tuple[str, str],
        parent: QWidget | None,
        *,
        danger: bool = False,
        between: Sequence[QPushButton] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        stay, go = answers
        self.stay = button(stay, self.reject, "primary")
        self.go = button(go, self.accept, "danger" if danger else "")
        self.stay.setDefault(True)
        self._lines = tuple(label(one, wrap=True) for one in sentences)
        choices = row(self.go, 1, *between, self.stay)
        self._whole = column(label(title, "title"), *self._lines, 1, choices, margin=6, space=4)
        self.setLayout(self._whole)
        self.accepted.connect(self.sure)
        self.stay.setFocus()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it says above the answers."""
        return tuple(line.text() for line in self._lines)

    def tell(self, sentence: str) -> None:
        """Say this in place of its first sentence."""
        self._lines[0].setText(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words are at its width; before it has its looks nobody knows that."""
        super().showEvent(event)
        width = max(_WIDTH, self._whole.totalMinimumSize().width())
        self.setMinimumSize(width, self._whole.totalHeightForWidth(width))
