"""How a row of the worklist looks: when, who, and below it how far it is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.look.tokens import HINT, ROW_RADIUS, STEP, TEXT, Tokens
from desktop.ui.worklist.model import Row, RowRole

_AnyIndex = QModelIndex | QPersistentModelIndex
_LINE_HEIGHT = 54
_HEADING_HEIGHT = 36
_NAME_AT = 58  # behind a time
_EDGE = 8


class WorklistRow(QStyledItemDelegate):
    """Paints only the rows that are in sight."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """A heading is lower than a line."""
        row = index.data(RowRole)
        heading = isinstance(row, Row) and not row.visit
        return QSize(100, _HEADING_HEIGHT if heading else _LINE_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Draw one row."""
        row = index.data(RowRole)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.visit:
            self._ground(painter, option)
            self._line(painter, QRect(option.rect).adjusted(_EDGE, 0, -_EDGE, 0), row, option.font)
        else:
            area = QRect(option.rect).adjusted(_EDGE, 2 * STEP, -_EDGE, 0)
            painter.setFont(_font(option.font, HINT, bold=True))
            painter.setPen(QColor(self._tokens.muted))
            _write(painter, area, row.text)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        if not chosen and not state & QStyle.StateFlag.State_MouseOver:
            return
        area = QRect(option.rect).adjusted(1, 1, -1, -1)
        ring = QPen(QColor(self._tokens.accent), 2) if focused else QPen(Qt.PenStyle.NoPen)
        painter.setPen(ring)
        ground = self._tokens.highlight if chosen else self._tokens.background
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, ROW_RADIUS, ROW_RADIUS)

    def _line(self, painter: QPainter, area: QRect, row: Row, font: QFont) -> None:
        upper = QRect(area.left(), area.top() + 6, area.width(), 22)
        lower = QRect(area.left() + _NAME_AT, area.top() + 28, area.width() - _NAME_AT, 18)
        painter.setFont(_font(font, TEXT))
        painter.setPen(QColor(self._tokens.muted))
        _write(painter, upper, row.time)
        painter.setPen(QColor(self._tokens.text))
        _write(painter, upper.adjusted(_NAME_AT, 0, 0, 0), row.text)
        painter.setFont(_font(font, HINT))
        painter.setPen(QColor(getattr(self._tokens, row.tone)))
        _write(painter, lower, f"{row.sign} {row.state}".strip())


def _font(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    made = QFont(font)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def _write(painter: QPainter, area: QRect, text: str) -> None:
    """One line; a long one is cut in the middle, and the tooltip has all of it."""
    metrics = QFontMetrics(painter.font())
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
