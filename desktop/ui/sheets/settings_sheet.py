"""A sheet over the workplace, with a way back: settings, models, about, the guided example."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.keys import KEYS
from desktop.ui.look.column import ScrollingColumn
from desktop.ui.look.notice import Notice
from desktop.ui.look.pieces import button, card, label, row
from desktop.ui.look.tokens import PANE
from desktop.ui.say import Say

_READABLE, _WIDEST = 720, 4_000  # pixels


class Sheet(QWidget):
    """The visit stays open behind it; a recording goes on."""

    closed = Signal()

    def __init__(self, say: Say, name: str, inside: QWidget, *, wide: bool = False) -> None:
        super().__init__()
        self.name, self.inside = name, inside
        self.notice = Notice(say("window.close_notice"))
        self.back_button = button(f"← {say('settings.back')}", self.closed.emit)
        self.back_button.setAccessibleName(say("settings.back"))
        escape = QShortcut(QKeySequence(KEYS["back"]), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)
        head = card("header")
        line = row(self.back_button, label(say(f"about.menu_{name}"), "title"), 1, space=4)
        line.setContentsMargins(PANE, 12, PANE, 12)
        head.setLayout(line)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for part in (head, self.notice, _framed(inside, wide)):
            lines.addWidget(part)
        lines.setStretch(2, 1)
        self.setFocusProxy(self.back_button)


def _framed(inside: QWidget, wide: bool) -> ScrollingColumn:
    made = ScrollingColumn(steady=True)
    made.hold(inside, _WIDEST if wide else _READABLE)
    return made
