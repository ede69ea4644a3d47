"""The bar above a screen that says what happened. It is never in the way of the work."""

from PySide6.QtWidgets import QFrame

from desktop.ui.look.pieces import button, label, row
from desktop.ui.look.style import look
from desktop.ui.look.tokens import PANE, STEP


class Notice(QFrame):
    """One sentence, until it is closed or replaced; a screen reader is told of it."""

    def __init__(self, close: str) -> None:
        super().__init__()
        self._text = label(wrap=True)
        self._close = button("✕", self.hide, "quiet", name=close)
        line = row(self._text, self._close)
        line.setContentsMargins(PANE, 2 * STEP, 2 * STEP, 2 * STEP)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def say(self, text: str, trouble: bool) -> None:
        """Show a sentence; an empty one clears the bar."""
        look(self, "trouble" if trouble else "notice")
        self._text.setText(("⚠  " if trouble else "") + text)
        self._text.setAccessibleName(text)
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text.text() if not self.isHidden() else ""
