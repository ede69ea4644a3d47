"""The first page: in which language Griffel speaks."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from asr.transcript import Language
from desktop.ui.first_start.page import Page, Start
from desktop.ui.look.pieces import card, column

# Each in its own language, so that nobody has to read another to find theirs.
NAMES: dict[Language, str] = {"nl": "Nederlands", "en": "English"}


class LanguagePage(Page):
    """A choice of two; the screen follows at once."""

    name = "language"
    spoken = Signal(str)

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.choices: dict[Language, QRadioButton] = {}
        self._group = QButtonGroup(self)
        inside = card()
        for language, name in NAMES.items():
            self.choices[language] = made = QRadioButton(name)
            made.setChecked(language == start.settings.screen)
            made.clicked.connect(partial(self._choose, language))
            self._group.addButton(made)
        inside.setLayout(column(*self.choices.values(), margin=4))
        self.setLayout(column(*self.heading(), inside, 1, space=4))
        self.setFocusProxy(self.choices[start.settings.screen])

    def _choose(self, language: Language, *_: object) -> None:
        if language != self.start.settings.screen:
            self.start.set(language=language, spoken=language)
            self.spoken.emit(language)
