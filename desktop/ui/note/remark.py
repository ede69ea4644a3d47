"""A remark under a line: its kind, its words and what can be done, below each other if narrow."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_GAP, _BELOW = 12, 6
_READABLE = 170  # pixels for the words, below which the buttons go under them


class Remark(QLayout):
    """Lays out a kind, words and buttons in the width there is."""

    def __init__(self, kind: QWidget, words: QWidget, acts: tuple[QWidget, ...]) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        for part in (kind, words, *acts):
            self.addWidget(part)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a part in."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The part of that number."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a part out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """As wide as there is room."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at that width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        widths = [item.sizeHint().width() + _GAP for item in self._items]
        return QSize(sum(widths), self._highest(self._items))

    def minimumSize(self) -> QSize:
        """Room for the widest button, or for the kind with some words."""
        kind, _, *acts = self._items
        widths = [item.sizeHint().width() for item in acts]
        return QSize(max([kind.sizeHint().width() + _GAP + 60, *widths]), self._highest([kind]))

    def _place(self, rect: QRect, *, move: bool) -> int:
        kind, words, *acts = self._items
        left = rect.left() + kind.sizeHint().width() + _GAP
        room = rect.right() + 1 - left
        needed = sum(item.sizeHint().width() + _GAP for item in acts)
        beside = room - needed >= _READABLE
        width = room - needed if beside else room
        height = _height(words, width)
        if move:
            kind.setGeometry(QRect(rect.topLeft(), kind.sizeHint()))
            words.setGeometry(QRect(left, rect.top(), width, height))
        if beside:
            at = left + width + _GAP
            return max(height, self._row(acts, at, rect.top(), rect.right(), move=move))
        height = max(height, kind.sizeHint().height()) + _BELOW
        used = self._row(acts, rect.left(), rect.top() + height, rect.right(), move=move)
        return height + used

    def _row(self, acts: list[QLayoutItem], left: int, top: int, right: int, *, move: bool) -> int:
        """The buttons from there on, on more lines where they do not fit; gives their height."""
        x, y, line = left, top, 0
        for item in acts:
            size = item.sizeHint()
            if x > left and x + size.width() > right + 1:
                x, y = left, y + line + _BELOW
            if move:
                item.setGeometry(QRect(x, y, size.width(), size.height()))
            x, line = x + size.width() + _GAP, size.height()
        return y + line - top

    def _highest(self, items: list[QLayoutItem]) -> int:
        return max((item.sizeHint().height() for item in items), default=0)


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
