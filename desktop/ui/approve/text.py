"""The text of a note to be read and nothing else: it cannot be selected, so it cannot be copied."""

import re
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from asr.transcript import Language
from desktop.export.page import Block, Problem
from desktop.export.text import lines_of
from desktop.ui.look.pieces import card, column, label
from desktop.ui.look.tokens import PANE, STEP

_LONGEST = 24  # letters in a row; then a longer word may be broken to stay in its column
FRAME = 2  # pixels around what scrolls, seen where it has the focus
_BREAK = "\u200b"  # seen by nobody


def breakable(text: str) -> str:
    """The same text, in which a very long word can go on on the next line."""
    return re.sub(rf"\S{{{_LONGEST},}}", lambda found: _BREAK.join(found[0]), text)


def reading(text: str, look: str = "") -> QLabel:
    """Text of a note or a conversation on the screen, however long its words are."""
    made = label("", look, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    have_read(made, text)
    return made


def have_read(made: QLabel, text: str) -> None:
    """Put other text there: a screen reader gets it without the breaks."""
    made.setText(breakable(text))
    made.setAccessibleName(text)


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """Room to scroll in by keyboard and mouse, with a focus that can be seen."""
    made = QScrollArea()
    made.setProperty("look", "reading")
    made.setWidgetResizable(True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName(name)
    made.setWidget(inside)
    return made


def moment(at: datetime, language: Language) -> str:
    """A day and a time as they are where the machine stands."""
    form = "%d-%m-%Y %H:%M" if language == "nl" else "%Y-%m-%d %H:%M"
    return f"{at.astimezone():{form}}"


class NoteText(QWidget):
    """A note under its headings and the sentence that goes with it, as on paper; what wrote it is
    no part of that, and stands below the paper."""

    def __init__(self) -> None:
        super().__init__()
        self.paper, self._made_by = card(), reading("", "hint")
        self._column = QVBoxLayout(self.paper)
        self._column.setContentsMargins(PANE, PANE, PANE, PANE)
        self._column.setSpacing(4 * STEP)
        self._mark = reading("", "hint")
        whole = column(self.paper, self._made_by)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    @property
    def mark(self) -> str:
        """The sentence below it."""
        return self._mark.accessibleName()

    @property
    def made_by(self) -> str:
        """What is said of its writer."""
        return self._made_by.accessibleName()

    def show_note(self, problems: tuple[Problem, ...], mark: str, made_by: str = "") -> None:
        """Show this note in place of the one before."""
        empty(self._column)
        for problem in problems:
            if problem.heading:
                self._column.addWidget(reading(problem.heading, "title"))
            for block in problem.blocks:
                self._column.addLayout(_block(block))
        self._mark = reading("", "hint")
        self._column.addWidget(self._mark)
        self._column.addStretch(1)
        self.say_mark(mark)
        have_read(self._made_by, made_by)
        self._made_by.setVisible(bool(made_by))

    def say_mark(self, mark: str) -> None:
        """Change the sentence below it; none: there is none."""
        have_read(self._mark, mark)
        self._mark.setVisible(bool(mark))


def empty(layout: QVBoxLayout | QGridLayout) -> None:
    """Take everything out of a column."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if isinstance(inner, QVBoxLayout | QGridLayout):
            empty(inner)
            inner.deleteLater()
        elif widget is not None:
            widget.hide()
            widget.deleteLater()


def _block(block: Block) -> QGridLayout:
    """The letter of a section and its lines beside it; a longer heading stands above them."""
    made = QGridLayout()
    made.setHorizontalSpacing(3 * STEP)
    made.setVerticalSpacing(STEP)
    letter = len(block.label) == 1
    heading = reading(block.label, "section" if letter else "title")
    heading.setToolTip(block.title)
    heading.setAccessibleName(block.title)
    lines = reading("\n".join(lines_of(block)) or block.when_empty, "" if block.lines else "muted")
    if letter:
        heading.setFixedWidth(6 * STEP)
        made.addWidget(heading, 0, 0, Qt.AlignmentFlag.AlignTop)
        made.addWidget(lines, 0, 1)
        made.setColumnStretch(1, 1)
    else:
        made.addWidget(heading, 0, 0)
        made.addWidget(lines, 1, 0)
    return made
