"""Where the keyboard goes in a note: to a section, to what is left to look at, and on from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.look.tokens import PANE
from desktop.ui.note.statement_line import StatementLine
from summarize.note import Omission, Statement

if TYPE_CHECKING:
    from desktop.ui.note.editor import NoteEditor


class NoteWalk:
    """Walks over what is left of one note."""

    def __init__(self, editor: NoteEditor) -> None:
        self._editor = editor
        self._visited = -1

    def begin(self) -> None:
        """Another note: begin at what is most dangerous."""
        self._visited = -1

    def go_to_section(self, number: int) -> None:
        """Put the cursor at the end of the section of that number, in the report it is in."""
        self._editor.refresh()
        here = self._editor.current()
        report = self._editor.card_of(here).report if here else 0
        cards = [card for card in self._editor.sections if card.report == report]
        if 0 < number <= len(cards):
            self._editor.put_cursor(tuple(cards[number - 1])[-1], -1)

    def go_to_left(self, step: int) -> None:
        """Go to the next thing that is left to look at, or to the one before."""
        left = self._editor.editing.left if self._editor.editing else ()
        if left and self._editor.isVisible():
            self._visited = self._next_visit(left, step)
            self.show_left(left[self._visited])

    def show_left(self, left: Statement | Omission) -> None:
        """Put the keyboard on one thing that is left to look at."""
        self._editor.refresh()
        target = self._place(left)
        if isinstance(target, StatementLine):
            target = target.findings or target.text
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._editor.ensureWidgetVisible(target, 0, 3 * PANE)

    def show_key(self, key: str) -> None:
        """Put the keyboard on the statement of that id, or the omission of that key."""
        note = self._editor.editing.note if self._editor.editing else None
        lines = (line for _, line in note.statements()) if note else ()
        found: list[Statement | Omission] = [line for line in lines if line.id == key]
        found += [one for one in note.omissions if one.key == key] if note else []
        if found:
            self.show_left(found[0])

    def _next_visit(self, left: tuple[Statement | Omission, ...], step: int) -> int:
        here = next((n for n, one in enumerate(left) if self._has_focus(one)), None)
        if here is None:  # what was visited is settled: the next one took its place
            here = max(0, min(self._visited, len(left))) - (step > 0)
        return (here + step) % len(left)

    def _has_focus(self, one: Statement | Omission) -> bool:
        here, place = self._editor.window().focusWidget(), self._place(one)
        if here is None or place is None:
            return False
        return place is here or place.isAncestorOf(here)

    def _place(self, one: Statement | Omission) -> QWidget | None:
        """The line or the row that shows it."""
        if isinstance(one, Statement):
            return self._editor.line(one.id)
        rows = (row for card in self._editor.sections for row in card.rows)
        return next((row for row in rows if row.omission == one), None)
