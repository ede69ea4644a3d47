"""The lines of an approved note, each with a button that copies it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.handover import Part
from desktop.ui.approve.text import empty, reading
from desktop.ui.export.clipboard import SECONDS
from desktop.ui.look.pieces import button, card, column, label, row, tab_through
from desktop.ui.look.tokens import STEP
from desktop.ui.practice import Practice


class Parts(QWidget):
    """One card a part; the text cannot be selected, so that all that leaves is written down."""

    copy_asked = Signal(object)  # a Part

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 2 * STEP, 0)
        self._column.setSpacing(3 * STEP)
        self._said: dict[Part, QLabel] = {}
        self.buttons: dict[Part, QPushButton] = {}

    def show_parts(self, parts: tuple[Part, ...], *, marked: bool) -> None:
        """Show these."""
        empty(self._column)
        self._said, self.buttons = {}, {}
        problem = ""
        for part in parts:
            if part.problem != problem:
                problem = part.problem
                self._column.addWidget(reading(problem, "title"))
            self._column.addWidget(self._card(part, marked))
        self._column.addStretch(1)
        tab_through(self, self.buttons.values())

    def say_copied(self, copied: Part | None, instead: str) -> None:
        """Say at this part that it is on the clipboard; and where that was said before, this."""
        on_it = self._practice.say("export_screen.copied", seconds=SECONDS)
        for part, said in self._said.items():
            if part == copied or said.text():
                said.setText(on_it if part == copied else instead)
                said.setVisible(bool(said.text()))

    def said(self, part: Part) -> str:
        """What is said at this part of the clipboard."""
        return self._said[part].text()

    def current(self) -> Part | None:
        """The part the focus is in."""
        return next((part for part, made in self.buttons.items() if made.hasFocus()), None)

    def _card(self, part: Part, marked: bool) -> QFrame:
        say, made = self._practice.say, card()
        letter = len(part.label) == 1
        heading = reading(part.label, "section" if letter else "title")
        heading.setToolTip(part.title)
        heading.setAccessibleName(part.title)
        lines = part.shown.replace("\r\n", "\n")
        text = reading(lines or say("export_screen.nothing"), "" if lines else "muted")
        code = "characters_marked" if marked else "characters"
        count = say(f"export_screen.{code}", count=part.characters) if lines else ""
        self.buttons[part] = copy = button(
            say("export_screen.copy", label=part.label), partial(self.copy_asked.emit, part)
        )
        copy.setAccessibleDescription(count or say("export_screen.nothing"))
        copy.setEnabled(bool(lines))
        if letter:
            heading.setFixedWidth(6 * STEP)
        if lines and not letter:
            made.setLayout(column(heading, text, self._foot(part, count, copy), margin=3))
            return made
        beside = row(heading, text, space=3)
        beside.setStretch(1, 1)
        if lines:
            beside.setAlignment(heading, Qt.AlignmentFlag.AlignTop)
            made.setLayout(column(beside, self._foot(part, count, copy), margin=3))
        else:  # all on one line: there is nothing to say of it
            beside.addWidget(copy)
            made.setLayout(column(beside, margin=3))
        return made

    def _foot(self, part: Part, count: str, copy: QPushButton) -> QHBoxLayout:
        """How much it is, what is said of the clipboard, and the button."""
        self._said[part] = said = label("", "done", wrap=True)
        said.hide()  # so that the count stands beside the button
        made = row(column(1, reading(count, "hint"), said, 1, space=0), copy)
        made.setStretch(0, 1)
        return made
