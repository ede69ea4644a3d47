"""A statement as running text that can be typed in: no frame, as high as it is long."""

from math import ceil

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from desktop.ui.look.style import look
from desktop.ui.work.scrap import ScrapText

_LINE = 118.0  # per cent: as high as the lines of the conversation beside it
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def typed_by(event: QKeyEvent) -> str:
    """The letters that a key types; none if it is a space, or does something."""
    held = event.modifiers() & (_CTRL | _ALT | Qt.KeyboardModifier.MetaModifier)
    types = held in (Qt.KeyboardModifier.NoModifier, _CTRL | _ALT)  # both: AltGr on Windows
    return event.text().strip() if types and event.text().isprintable() else ""


class StatementText(ScrapText):
    """One line of the note. What a key means beyond typing is told by a signal."""

    typed = Signal()
    entered = Signal()  # the cursor came here
    left = Signal()  # the cursor went elsewhere
    broken = Signal(str, str)  # Enter: what stands before the cursor, and after it
    joined = Signal()  # Backspace at the start
    swallowed = Signal()  # Delete at the end
    crossed = Signal(bool)  # an arrow beyond the first (True) or the last line
    moved = Signal(bool)  # Alt and an arrow
    play_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self._set(text)
        self._italic()
        self.document().contentsChanged.connect(self._fit)
        self.textChanged.connect(self._changed)

    @property
    def words(self) -> str:
        """What stands here, without the spaces around it."""
        return " ".join(self.toPlainText().split())

    def show_words(self, text: str) -> None:
        """Show another text; the cursor stays where it can."""
        if text == self.words:
            return
        place = self.textCursor().position()
        self.blockSignals(True)
        self._set(text)
        self.blockSignals(False)
        self._italic()
        self.put_cursor(place)

    def put_cursor(self, place: int) -> None:
        """Put the cursor before the letter of that number; a negative one counts from the end."""
        length = len(self.toPlainText())
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(place if place >= 0 else length + 1 + place, length)))
        self.setTextCursor(cursor)

    def go_on_with(self, letters: str) -> None:
        """Type this at the end, as who typed it beside the line meant; a word begins apart."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.put_cursor(-1)
        apart = self.words and letters.isalnum() and not self.toPlainText().endswith(" ")
        self.textCursor().insertText(f" {letters}" if apart else letters)

    def put_cursor_below(self, left: int, *, last: bool) -> None:
        """Put the cursor at that distance from the left, in the first or the last line."""
        bottom = self.viewport().height() - 2 if last else 2
        self.setTextCursor(self.cursorForPosition(QPoint(left, bottom)))

    def underline(self, wanted: tuple[str, ...], colour: str) -> None:
        """Draw a line under these words, where they stand here."""
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(QColor(colour))
        text, marks = self.toPlainText(), []
        for words in wanted:
            start = text.find(words)
            if start >= 0:
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(start)
                cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
                mark.cursor, mark.format = cursor, form
                marks.append(mark)
        self.setExtraSelections(marks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing, or one of the keys that mean more."""
        if not self._means_more(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor is here."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that it is gone; what was selected is no more."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the text became."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(40, self.fontMetrics().lineSpacing())

    def _means_more(self, event: QKeyEvent) -> bool:
        key, held, cursor = event.key(), event.modifiers(), self.textCursor()
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_asked.emit()
        elif key == Qt.Key.Key_Space and held == _CTRL:
            self.play_asked.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._arrow(key == Qt.Key.Key_Up, held)
        elif self.isReadOnly():
            return False
        elif key in _ENTER and not held & _CTRL:
            text, place = self.toPlainText(), cursor.position()
            self.broken.emit(text[:place], text[place:])
        elif key == Qt.Key.Key_Backspace and not cursor.hasSelection() and cursor.atStart():
            self.joined.emit()
        elif key == Qt.Key.Key_Delete and not cursor.hasSelection() and cursor.atEnd():
            self.swallowed.emit()
        else:
            return False
        return True

    def _arrow(self, up: bool, held: Qt.KeyboardModifier) -> bool:
        if held == _ALT:
            self.moved.emit(up)
            return True
        cursor = self.textCursor()
        way = QTextCursor.MoveOperation.Up if up else QTextCursor.MoveOperation.Down
        if held != Qt.KeyboardModifier.NoModifier or cursor.movePosition(way):
            return False
        self.crossed.emit(up)
        return True

    def _set(self, text: str) -> None:
        """Put a text here, with room between its lines."""
        self.setPlainText(text)
        form = QTextBlockFormat()
        form.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(self.document()).mergeBlockFormat(form)

    def _changed(self) -> None:
        self._italic()
        self.typed.emit()

    def _italic(self) -> None:
        """What stands in an empty line is nobody's text, and looks so."""
        empty = self.document().isEmpty()
        if self.property("empty") != empty:  # a font of its own comes back with another style
            self.setProperty("empty", empty)
            look(self, "plain")

    def _fit(self) -> None:
        height = max(ceil(self.document().size().height()), self.fontMetrics().lineSpacing())
        if height != self.height():
            self.setFixedHeight(height)
