"""The card of keys, behind F1."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from desktop.ui.keys import KEYS, shown_keys
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.say import Say


class KeyCard(QDialog):
    """All keys on one card; Escape or the button closes it."""

    def __init__(self, say: Say, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("keys.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        enter, space = say("keys.enter"), say("keys.space")
        rows = (len(KEYS) + 1) // 2
        for number, action in enumerate(KEYS):
            half, line = divmod(number, rows)
            keys = label(shown_keys(action, enter, space), "key")
            grid.addWidget(keys, line, 2 * half, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(say(f"keys.{action}")), line, 2 * half + 1)
        closing = button(say("keys.close"), self.close, "primary")
        title = label(say("keys.title"), "title")
        self.setLayout(column(title, grid, row(1, closing), margin=6, space=4))
        closing.setFocus()
