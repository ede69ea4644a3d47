"""The field on a row of the conversation in which its words are set right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.ui.conversation.lines import LINE
from desktop.ui.work.scrap import ScrapText


class RowEditor(ScrapText):
    """Plain words, in lines as high as those of the row. Enter keeps them, Escape leaves them."""

    done = Signal(bool)  # True: keep what is written
    taller = Signal()  # the words take more or fewer lines than before

    def __init__(self, parent: QWidget, text: str, name: str, more: str = "") -> None:
        super().__init__(parent)
        self.setProperty("look", "plain")
        self.setAccessibleName(name)
        self.setAccessibleDescription(more)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setPlainText(text)
        self._format_lines()
        self._lines = self.lines
        self.document().documentLayout().documentSizeChanged.connect(self._resized)

    @property
    def text(self) -> str:
        """What is written, as one line."""
        return " ".join(self.toPlainText().split())

    @property
    def lines(self) -> int:
        """How many lines the words take."""
        return max(1, round(self.document().size().height() / LINE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape end it; an utterance has no lines of its own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit(False)
        else:
            super().keyPressEvent(event)

    def _format_lines(self) -> None:
        high = QTextBlockFormat()
        high.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(high)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _resized(self) -> None:
        if self.lines != self._lines:
            self._lines = self.lines
            self.taller.emit()
