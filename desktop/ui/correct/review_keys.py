"""The keys of the review screen, which work wherever in it the keyboard is."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.ui.keys import KEYS

_MOST_SECTIONS = 9


def listen_to_keys(
    screen: QWidget, done: Mapping[str, Callable[[], object]], section: Callable[[int], object]
) -> None:
    """Have each action done at its keys, and Alt with a number go to that section of the note."""
    for action, do in done.items():
        _shortcut(screen, KEYS[action], do)
    for number in range(1, _MOST_SECTIONS + 1):
        _shortcut(screen, f"Alt+{number}", partial(section, number))


def _shortcut(screen: QWidget, keys: str, done: Callable[[], object]) -> None:
    made = QShortcut(QKeySequence(keys), screen)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(done)
