"""A column in the middle of a window: no wider than reads well, and it scrolls where it is long."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from desktop.ui.look.tokens import PANE


def centred(inside: QWidget, widest: int) -> QHBoxLayout:
    """The widget between equal room on both sides."""
    inside.setMaximumWidth(widest)
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.addStretch(1)
    made.addWidget(inside, 100)
    made.addStretch(1)
    return made


def framed(inside: QWidget, widest: int) -> QWidget:
    """The same, with the margin of a page around it."""
    inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    made = QWidget()
    line = centred(inside, widest)
    line.setContentsMargins(PANE, PANE, PANE, PANE)
    made.setLayout(line)
    return made


class ScrollingColumn(QScrollArea):
    """Scrolls up and down only; the keyboard goes to what is in it.

    `steady`: room for the bar is kept, so that the page does not move sideways when it comes.
    """

    def __init__(self, *, steady: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if steady:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def hold(self, inside: QWidget, widest: int) -> None:
        """Show this in the middle."""
        self.setWidget(framed(inside, widest))
