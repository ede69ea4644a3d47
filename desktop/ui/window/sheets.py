"""The sheets the window can show over a visit, by name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from desktop.ui.look.pieces import column, label
from desktop.ui.practice import Practice
from desktop.ui.sheets.about import AboutScreen
from desktop.ui.sheets.guide import Guide
from desktop.ui.sheets.models import ModelsScreen
from desktop.ui.sheets.settings import SettingsPanel
from desktop.ui.sheets.settings_sheet import Sheet


def _guide(practice: Practice) -> QWidget:
    guide = Guide(practice.language, practice.tokens)
    guide.finished.connect(lambda: practice.set(guided=True))
    made, about = QWidget(), label(practice.say("first_start.guide_about"), wrap=True)
    lines = column(about, guide, space=3)
    lines.setStretch(1, 1)
    made.setLayout(lines)
    return made


SHEETS: Mapping[str, Callable[[Practice], QWidget]] = MappingProxyType(
    {
        "settings": SettingsPanel,
        "models": ModelsScreen,
        "guide": _guide,
        "about": AboutScreen,
    }
)


def make_sheet(name: str, practice: Practice) -> Sheet:
    """The sheet of that name."""
    return Sheet(practice.say, name, SHEETS[name](practice), wide=name == "guide")
