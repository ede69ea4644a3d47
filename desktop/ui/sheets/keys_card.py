"""The card of keys, behind F1."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QWidget

from desktop.ui.keys import KEYS, shown_keys
from desktop.ui.look.pieces import button, column, label, row, stand_over
from desktop.ui.say import Say

_ROOMY = 1000  # pixels
_SCROLL_BAR = 24  # pixels, so that the page is not cut by it


class KeyCard(QDialog):
    """All keys on one card, which scrolls in a small window; Escape or the button closes it."""

    def __init__(self, say: Say, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("keys.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        closing = button(say("keys.close"), self.close, "primary")
        title, page = label(say("keys.title"), "title"), _page(say, parent.window().width())
        keys = QScrollArea()
        keys.setProperty("look", "reading")
        keys.setFrameShape(QFrame.Shape.NoFrame)
        keys.setAccessibleName(say("keys.title"))
        keys.setWidgetResizable(True)
        keys.setWidget(page)
        self.setLayout(column(title, keys, row(1, closing), margin=6, space=4))
        around = self.sizeHint() - keys.sizeHint()
        whole = page.sizeHint() + around + QSize(_SCROLL_BAR, _SCROLL_BAR)
        stand_over(self, whole)
        closing.setFocus()


def _page(say: Say, width: int) -> QWidget:
    """The keys beside each other in two halves, or where there is no room below each other."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(4, 4, 4, 4)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    enter, space = say("keys.enter"), say("keys.space")
    rows = (len(KEYS) + 1) // 2 if width >= _ROOMY else len(KEYS)
    for number, action in enumerate(KEYS):
        half, line = divmod(number, rows)
        keys = label(shown_keys(action, enter, space), "key")
        grid.addWidget(keys, line, 2 * half, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(say(f"keys.{action}")), line, 2 * half + 1)
    return made
