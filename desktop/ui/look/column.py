"""A column in the middle of a window: no wider than reads well, and it scrolls where it is long."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from desktop.ui.look.pieces import column
from desktop.ui.look.tokens import PANE, STEP


def centred(inside: QWidget, widest: int) -> QHBoxLayout:
    """The widget between equal room on both sides."""
    inside.setMaximumWidth(widest)
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.addStretch(1)
    made.addWidget(inside, 100)
    made.addStretch(1)
    return made


def framed(inside: QWidget, widest: int, below: int = PANE) -> QWidget:
    """The same, with the margin of a page around it."""
    inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    made = QWidget()
    line = centred(inside, widest)
    line.setContentsMargins(PANE, PANE, PANE, below)
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


class FootedColumn(QWidget):
    """A column with something below it that never scrolls out of sight: right under it where there
    is room, and else at the bottom of the window."""

    def hold(self, inside: QWidget, foot: QWidget, widest: int) -> None:
        """Show both in the middle."""
        above, below = _AsHighAsItsPage(), centred(foot, widest)
        above.setWidget(framed(inside, widest, STEP))

        def keep_under(_: int, furthest: int) -> None:
            beside = above.verticalScrollBar().sizeHint().width() if furthest else 0
            below.setContentsMargins(PANE, 2 * STEP, PANE + beside, PANE)

        above.verticalScrollBar().rangeChanged.connect(keep_under)
        keep_under(0, 0)
        self.setLayout(column(above, below, 1, space=0))


class _AsHighAsItsPage(ScrollingColumn):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """A scroll area of Qt never asks for more than 24 lines."""
        held = self.widget()
        page = held.layout() if held is not None else None
        if page is None:
            return super().sizeHint()
        wanted = page.totalSizeHint()
        if page.hasHeightForWidth():
            wanted.setHeight(page.totalHeightForWidth(self.width()))
        return wanted

    def event(self, event: QEvent) -> bool:
        """What it holds became higher or lower, or its lines did."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().event(event)
