"""The settings: language, looks, microphone, what a consultation begins with, writers, the key."""

from collections.abc import Mapping
from functools import partial
from typing import TypeVar, get_args

from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget

from desktop.settings import Theme
from desktop.ui.first_start.language import NAMES
from desktop.ui.look.pieces import card, column, label
from desktop.ui.practice import Practice
from desktop.ui.record.microphone_test import MicrophoneTest
from desktop.ui.sheets.settings_backup import BackupStanding
from desktop.ui.sheets.settings_key import KeySettings
from desktop.ui.sheets.settings_writers import WriterSettings
from summarize.template import templates

_MINUTES = (1, 2, 5, 10, 15, 30)  # to choose from; the file may say another number

_Kept = TypeVar("_Kept", str, int)


class SettingsPanel(QWidget):
    """Every choice holds at once; there is nothing to save."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice, self._say = practice, practice.say
        self.boxes: dict[str, QComboBox] = {}
        self.key, self.backup = KeySettings(practice), BackupStanding(practice)
        self.writers = WriterSettings(practice)
        self.test = MicrophoneTest(practice.language, practice.settings.microphone)
        self.test.device_changed.connect(partial(self._set, "microphone"))
        self.setLayout(
            column(
                self._screen(),
                self._consultation(),
                self.writers,
                self._titled("microphone", self.test),
                self._lock(),
                self.key,
                self.backup,
                1,
                space=4,
            )
        )
        self.setFocusProxy(self.boxes["language"])

    def _screen(self) -> QFrame:
        settings, say = self._practice.settings, self._say
        themes = {name: say(f"settings.theme_{name}") for name in get_args(Theme)}
        language = self._choice("language", _names(), settings.screen)
        theme = self._choice("theme", themes, settings.theme)
        return self._titled("screen", language, theme)

    def _consultation(self) -> QFrame:
        settings, say = self._practice.settings, self._say
        kinds = {"": say("settings.template_usual")}
        kinds |= {one.kind: one.title for one in templates() if one.language == settings.spoken}
        spoken = self._choice("spoken", _names(), settings.spoken)
        template = self._choice("template", kinds, settings.template)
        name = QLineEdit(settings.approver)
        name.setMaxLength(100)
        name.editingFinished.connect(lambda: self._set("approver", name.text().strip()))
        self.approver = name
        return self._titled("consultation", spoken, template, self._named("approver", name))

    def _lock(self) -> QFrame:
        now = self._practice.settings.lock_after
        choices = {
            minutes: self._say("settings.minutes", count=minutes)
            for minutes in sorted({*_MINUTES, now})
        }
        return self._titled("lock", self._choice("lock_after", choices, now))

    def _choice(self, name: str, values: Mapping[_Kept, str], now: _Kept) -> QWidget:
        box = QComboBox()
        for value, shown in values.items():
            box.addItem(shown, value)
        box.setCurrentIndex(max(0, box.findData(now)))
        box.currentIndexChanged.connect(lambda _: self._set(name, box.currentData()))
        self.boxes[name] = box
        return self._named(name, box)

    def _named(self, name: str, widget: QWidget) -> QWidget:
        text = self._say(f"settings.{name}")
        widget.setAccessibleName(text)
        widget.setObjectName(f"settings.{name}")
        above = label(text)
        above.setBuddy(widget)
        made = QWidget()
        made.setLayout(column(above, widget, space=1))
        return made

    def _titled(self, name: str, *parts: QWidget) -> QFrame:
        made = card()
        title = label(self._say(f"settings.{name}_title"), "title")
        made.setLayout(column(title, *parts, margin=4, space=3))
        return made

    def _set(self, name: str, value: object) -> None:
        if getattr(self._practice.settings, name) != value:
            self._practice.set(**{name: value})


def _names() -> dict[str, str]:
    return {str(language): name for language, name in NAMES.items()}
