"""Text that nobody approved yet, to be typed in: what is copied of it goes nowhere else.

The clipboard, and whoever something is dragged to, gets a number that means nothing elsewhere.
"""

from PySide6.QtCore import QByteArray, QMimeData, Signal
from PySide6.QtWidgets import QTextEdit

_FORM = "application/x-griffel-scrap"


class _Scrap:
    """What was copied last, and the sign for it."""

    def __init__(self) -> None:
        self.text = ""
        self._number = 0

    def hold(self, text: str) -> QMimeData:
        """Keep a text, and give the sign for it."""
        self.text, self._number = text, self._number + 1
        sign = QMimeData()
        sign.setData(_FORM, QByteArray(str(self._number).encode()))
        return sign

    def is_held_by(self, source: QMimeData) -> bool:
        """Whether this is the sign for it."""
        number = QByteArray(str(self._number).encode())
        return source.hasFormat(_FORM) and source.data(_FORM) == number


_SCRAP = _Scrap()


class ScrapText(QTextEdit):
    """A field for such text; what is copied in one can be pasted in another."""

    copied = Signal()  # for another such field; other programs get nothing

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied, cut, dragged or only selected: a sign for it."""
        self.copied.emit()
        return _SCRAP.hold(self.textCursor().selection().toPlainText())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words of elsewhere, and what was copied in such a field."""
        return source.hasText() or _SCRAP.is_held_by(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted is words, on one line."""
        text = _SCRAP.text if _SCRAP.is_held_by(source) else source.text()
        self.insertPlainText(" ".join(text.split()))
