"""What a model has written of a note by now: to be read, and clearly not looked over yet."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.export.page import Problem, problems
from desktop.ui.approve.text import NoteText, scrolled
from desktop.ui.look.pieces import column, label
from desktop.ui.practice import Practice
from summarize.note import Note


class DraftSoFar(QWidget):
    """The headings that have lines, as they come; it stays where somebody scrolled to."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.text = NoteText()
        self._shown: Note | None = None
        self._warning = label(practice.say("transcribing.unchecked"), "finding", wrap=True)
        area = scrolled(self.text, practice.say("transcribing.so_far"))
        self._scroll, self._place = area.verticalScrollBar(), 0
        self._scroll.rangeChanged.connect(self._back)
        self.setLayout(column(self._warning, area))

    def show_note(self, note: Note | None) -> None:
        """Show this much; None: nothing yet."""
        if note == self._shown:
            return
        self._shown, self._place = note, self._scroll.value()
        whole = problems(note) if note is not None else ()
        self.text.show_note(tuple(filter(lambda one: one.blocks, map(_written, whole))), "")

    def _back(self, _least: int, most: int) -> None:
        """Back to where it was: while its lines are made anew there is nothing to scroll in."""
        if 0 < self._place <= most:
            self._scroll.setValue(self._place)
            self._place = 0


def _written(problem: Problem) -> Problem:
    """The headings that have lines: of the others nobody knows yet that they stay empty."""
    return replace(problem, blocks=tuple(block for block in problem.blocks if block.lines))
