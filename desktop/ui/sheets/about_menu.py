"""The menu with what is not part of a visit: settings, models, the example, the keys, about."""

from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton

from desktop.ui.look.pieces import button
from desktop.ui.practice import Practice

SHEETS = ("settings", "models", "guide", "keys", "about")


def about_menu(practice: Practice) -> QPushButton:
    """A button that opens the menu."""
    made = button("☰", lambda: None, "quiet", name=practice.say("about.menu"))
    menu = QMenu(made)
    for sheet in SHEETS:
        action = menu.addAction(practice.say(f"about.menu_{sheet}"))
        action.triggered.connect(partial(practice.sheet_asked.emit, sheet))
    made.setMenu(menu)
    return made
