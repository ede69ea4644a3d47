"""How a row of the conversation looks: time, speaker, words, and a mark under the unsure ones."""

from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from asr.transcript import Speaker, Utterance
from desktop.clock import clock
from desktop.ui.conversation.editor import RowEditor
from desktop.ui.conversation.lines import LINE, Lines, Piece
from desktop.ui.conversation.model import Index, TranscriptModel, unsure_pieces
from desktop.ui.look.style import FAMILY
from desktop.ui.look.tokens import HINT, ROW_RADIUS, STEP, TEXT, Tokens
from desktop.ui.practice import Practice

_ABOVE = 6  # and below the lines of a row
_BAR = 3  # wide, beside a row that is lit
_TIME = 4 * STEP  # where the time begins
_BESIDE = 4 * STEP  # between time and speaker
_LETTER = 6 * STEP  # wide, with the room behind it
_RIGHT = 3 * STEP


@dataclass
class Marks:
    """Which rows are marked, and how."""

    lit: frozenset[int] = field(default_factory=frozenset)
    hovered: int = -1
    playing: int = -1
    current: int = -1  # while the list has the focus


class TranscriptRow(QStyledItemDelegate):
    """Draws the rows and lays the editor over one. `measure` comes before the first is drawn."""

    reworded = Signal(object, str)  # the utterance, and its new words

    def __init__(self, parent: QWidget, model: TranscriptModel, practice: Practice) -> None:
        super().__init__(parent)
        self.marks = Marks()
        self._model = model
        self._practice = practice  # its colours change with the theme
        self._text, self._hint = _font(TEXT), _font(HINT)
        self._letter = _font(HINT, QFont.Weight.DemiBold)
        self._lines = Lines(self._text)
        self._small = Lines(self._hint)
        self._silent = practice.say("transcript.silent")
        self._width = 0
        self._indent = 0
        self._heights: list[int] = []
        self._editor: RowEditor | None = None
        self._edited = -1

    @property
    def editor(self) -> RowEditor | None:
        """The field that is open, if one is."""
        return self._editor

    def measure(self, width: int) -> None:
        """Make room for every row in that width."""
        said = self._model.utterances
        self._width = width
        longest = clock(said[-1].start) if said else ""
        times = QFontMetrics(self._hint).horizontalAdvance(longest)
        self._indent = _TIME + times + _BESIDE + _LETTER
        self._heights = [self._height(u) for u in said]

    def measure_row(self, row: int) -> None:
        """The same for one row whose words have changed."""
        self._heights[row] = self._height(self._model.utterances[row])

    def on_time(self, x: int) -> bool:
        """Whether that place is left of the words, where a click plays."""
        return x < self._indent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines."""
        said = self._model.utterance(index)
        if index.row() == self._edited and self._editor is not None and said is not None:
            lines = self._editor.lines + len(self._first_heard(said))
            return QSize(self._width, lines * LINE + 2 * _ABOVE)
        return QSize(self._width, self._heights[index.row()])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        said = self._model.utterance(index)
        if said is None:
            return
        row, rect = index.row(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, row)
        top = rect.top() + _ABOVE
        self._paint_head(painter, rect.left(), top, said, row)
        left = rect.left() + self._indent
        if row == self._edited and self._editor is not None:
            lines = self._editor.lines
        else:
            lines = self._paint_words(painter, left, top, said)
        self._paint_first_heard(painter, left, top + lines * LINE, said)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The field for the words of this row."""
        said = self._model.utterance(index)
        text = said.text if said else ""
        name = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        self._edited = index.row()
        more = self._model.heard_first(said) if said else ""
        self._editor = editor = RowEditor(parent, text, name, more)
        editor.setFont(self._text)
        place = self._model.index(index.row())
        editor.done.connect(lambda keep: self._end(editor, keep))
        editor.taller.connect(lambda: self.sizeHintChanged.emit(place))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """It has its words from the start; what is typed is not written over."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Tell which words were written, if they are others."""
        said = self._model.utterance(index)
        if isinstance(editor, RowEditor) and said is not None and editor.text != said.text:
            self.reworded.emit(said.id, editor.text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the words of the row, and not over what was heard first: that is still of use."""
        said, rect = self._model.utterance(index), option.rect
        below = len(self._first_heard(said)) * LINE if said else 0
        left, top = rect.left() + self._indent, rect.top() + _ABOVE
        editor.setGeometry(left, top, round(self._room), rect.height() - 2 * _ABOVE - below)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """The row draws its own words again."""
        self._editor, self._edited = None, -1
        super().destroyEditor(editor, index)
        self.sizeHintChanged.emit(self._model.index(index.row()))

    @property
    def _tokens(self) -> Tokens:
        return self._practice.tokens

    @property
    def _room(self) -> float:
        return float(max(TEXT, self._width - self._indent - _RIGHT))

    def _height(self, said: Utterance) -> int:
        lines = len(self._lines.of(said.text, self._room)) + len(self._first_heard(said))
        return lines * LINE + 2 * _ABOVE

    def _first_heard(self, said: Utterance) -> list[str]:
        """The lines below the words: what was heard first where they were changed."""
        told = self._model.heard_first(said)
        lines = self._small.of(told, self._room) if told else []
        return [told[line.start : line.end] for line in lines]

    def _end(self, editor: RowEditor, keep: bool) -> None:
        if keep:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _paint_ground(self, painter: QPainter, rect: QRect, row: int) -> None:
        tokens, marks = self._tokens, self.marks
        ground = QRectF(rect).adjusted(1, 1, -1, -1)
        lit = row in marks.lit
        painter.setPen(Qt.PenStyle.NoPen)
        if lit or row in (marks.hovered, self._edited):
            painter.setBrush(QColor(tokens.surface if row == self._edited else tokens.highlight))
            painter.drawRoundedRect(ground, ROW_RADIUS, ROW_RADIUS)
        if lit:
            painter.setBrush(QColor(tokens.accent))
            painter.drawRect(QRectF(rect.left() + 1, rect.top() + 4, _BAR, rect.height() - 8))
        if row in (marks.current, self._edited):
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, ROW_RADIUS, ROW_RADIUS)

    def _paint_head(
        self, painter: QPainter, left: int, top: int, said: Utterance, row: int
    ) -> None:
        tokens, marks = self._tokens, self.marks
        base = top + _baseline(self._text)
        sounds = row == marks.playing
        painter.setFont(self._letter if sounds else self._hint)
        painter.setPen(QColor(tokens.accent if sounds else tokens.muted))
        if sounds or row == marks.hovered:
            painter.drawText(QPointF(left + 6, base), "▸")
        painter.drawText(QPointF(left + _TIME, base), clock(said.start))
        painter.setFont(self._letter)
        painter.setPen(QColor(self._colour(said.speaker)))
        place = left + self._indent - _LETTER
        painter.drawText(QPointF(place, base), self._model.letter(said.speaker))

    def _paint_words(self, painter: QPainter, left: int, top: int, said: Utterance) -> int:
        """Draw what was said; how many lines that took."""
        base = top + _baseline(self._text)
        painter.setFont(self._text)
        painter.setPen(QColor(self._tokens.text if said.text else self._tokens.muted))
        if not said.text:
            painter.drawText(QPointF(left, base), self._silent)
            return 1
        unsure = unsure_pieces(said)
        lines = self._lines.of(said.text, self._room)
        for number, line in enumerate(lines):
            y = base + number * LINE
            painter.drawText(QPointF(left, y), said.text[line.start : line.end])
            for piece in unsure:
                self._underline(painter, QPointF(left, y), said.text, line, piece)
        return len(lines)

    def _paint_first_heard(self, painter: QPainter, left: int, top: int, said: Utterance) -> None:
        painter.setFont(self._hint)
        painter.setPen(QColor(self._tokens.muted))
        for number, told in enumerate(self._first_heard(said)):
            place = top + _baseline(self._text) + number * LINE
            painter.drawText(QPointF(left, place), told)

    def _underline(
        self, painter: QPainter, place: QPointF, text: str, line: Piece, piece: Piece
    ) -> None:
        start, end = max(line.start, piece.start), min(line.end, piece.end)
        if start >= end:
            return
        before, until = (self._lines.width(text[line.start : at]) for at in (start, end))
        pen = QPen(QColor(self._tokens.finding), 2)
        pen.setDashPattern([1, 1])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.save()
        painter.setPen(pen)
        y = place.y() + 4
        painter.drawLine(QPointF(place.x() + before, y), QPointF(place.x() + until, y))
        painter.restore()

    def _colour(self, speaker: Speaker) -> str:
        if speaker in ("clinician", "agent"):
            return self._tokens.accent
        return self._tokens.patient if speaker in ("patient", "customer") else self._tokens.muted


def _font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("liga"), 0)
    return font


def _baseline(font: QFont) -> int:
    metrics = QFontMetrics(font)
    return (LINE + metrics.ascent() - metrics.descent()) // 2
