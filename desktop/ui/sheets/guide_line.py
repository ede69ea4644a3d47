"""A line of the note in the guided example: it is pressed when it seems wrong."""

from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.look.pieces import pressed_by_enter
from desktop.ui.look.tokens import ROW, ROW_RADIUS, STEP, Tokens

Mark = Literal["open", "fits", "wrong"]
_SIGNS: dict[Mark, str] = {"open": "", "fits": "✓", "wrong": "⚠"}
_EDGE = 2 * STEP


class GuideLine(QAbstractButton):
    """Wraps as text does, and is a button for who uses keys or a screen reader."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        super().__init__()
        self._tokens, self.mark = tokens, "open"
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    mark: Mark

    def show_mark(self, mark: Mark, said: str) -> None:
        """Show that the line was looked at; `said` is the same for a screen reader."""
        self.mark = mark
        self.setAccessibleDescription(said)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as the space bar does."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as half a window, as high as that takes."""
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        """A line of some words."""
        return QSize(160, ROW)

    def heightForWidth(self, width: int) -> int:
        """The height the words take at that width."""
        return max(ROW, self._words(width).height() + 2 * STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, the mark before them, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, colour = self._colours()
        painter.setPen(Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(self.rect(), ROW_RADIUS, ROW_RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._tokens.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), ROW_RADIUS, ROW_RADIUS)
        painter.setPen(QColor(colour))
        painter.setFont(self._type())
        painter.drawText(
            _EDGE, self._words(self.width()).top() + self._metrics().ascent(), self._sign
        )
        painter.setPen(QColor(self._tokens.text))
        painter.drawText(self._words(self.width()), Qt.TextFlag.TextWordWrap, self.text())

    @property
    def _sign(self) -> str:
        return _SIGNS[self.mark]

    def _colours(self) -> tuple[str, str]:
        if self.mark == "wrong":
            return self._tokens.finding_ground, self._tokens.finding
        if self.mark == "fits":
            return "", self._tokens.done
        return self._tokens.highlight if self.underMouse() else "", self._tokens.text

    def _words(self, width: int) -> QRect:
        left = _EDGE + 5 * STEP
        room = QRect(left, STEP, max(40, width - left - _EDGE), 10_000)
        return self._metrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._type())

    def _type(self) -> QFont:
        return self.font()
