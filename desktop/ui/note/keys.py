"""What the keys mean in the lines of a note: typing, Enter, Backspace, and the arrows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.correction import Added, Joined, Moved, Reworded, Split, statement_before
from desktop.ui.note.omission_row import OmissionRow
from desktop.ui.note.statement_line import StatementLine
from summarize.note import StatementId

if TYPE_CHECKING:
    from desktop.ui.note.editor import NoteEditor


class NoteKeys(QObject):
    """Listens to the lines of one note."""

    def __init__(self, editor: NoteEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def listen(self, line: StatementLine) -> None:
        """Do what is typed in this line."""
        text = line.text
        line.hovered.connect(self._hover)
        line.repaired.connect(self._repair)
        text.typed.connect(partial(self._type, line))
        text.entered.connect(partial(self._point, line))
        text.left.connect(partial(self._leave, line))
        text.broken.connect(partial(self._break, line))
        text.joined.connect(partial(self._join, line))
        text.swallowed.connect(partial(self._swallow, line))
        text.crossed.connect(partial(self._cross, line))
        text.moved.connect(partial(self._move, line))
        text.copied.connect(self._editor.copied)
        text.undo_asked.connect(self._editor.undo)
        text.redo_asked.connect(self._editor.redo)

    def type_beside(self, row: OmissionRow, letters: str) -> None:
        """Begin a line of one's own where something is missing."""
        editor = self._editor
        card = next((card for card in editor.sections if row in card.rows), None)
        if editor.read_only or card is None:  # the row was taken out, and had the focus until now
            return
        if card.blank is None:
            card.insert(editor.new_line(), len(tuple(card)))
        blank = card.blank
        if blank is not None:
            editor.put_cursor(blank, -1)
            blank.text.go_on_with(letters)

    def _type(self, line: StatementLine) -> None:
        editing, words = self._editor.editing, line.text.words
        if editing is None or not words:
            return  # an emptied line goes when the cursor leaves it
        if line.identity is not None:
            editing.change(Reworded(line.identity, words))
        else:
            card = self._editor.card_of(line)
            new = Added(card.template.key, words, card.report, card.place(line))
            identity = editing.change(new)
            if identity is not None:
                self._editor.adopt(line, identity)
        self._editor.show_typed(line)
        self._editor.tell(at_once=False)

    def _leave(self, line: StatementLine) -> None:
        if not line.text.words and not self._editor.read_only:
            QTimer.singleShot(0, line, partial(self._clear, line))

    def _clear(self, line: StatementLine) -> None:
        """Take a line away that has nothing in it, once the cursor is elsewhere."""
        editor = self._editor
        if line.text.words or line.text.hasFocus() or line not in editor.lines():
            return
        if line.identity is not None:
            editor.do(Reworded(line.identity, ""))
        elif len(tuple(editor.card_of(line))) > 1:
            editor.card_of(line).remove(line)

    def _break(self, line: StatementLine, before: str, after: str) -> None:
        editor = self._editor
        if line.identity is None or not line.text.words:
            return
        if before.strip() and after.strip():
            editor.do(Split(line.identity, before, after))
            return
        card, blank = editor.card_of(line), editor.new_line()
        card.insert(blank, tuple(card).index(line) + bool(before.strip()))
        editor.put_cursor(blank, 0)

    def _join(self, line: StatementLine) -> None:
        editor = self._editor
        if editor.editing is None:
            return
        before = statement_before(editor.editing.note, line.identity) if line.identity else None
        if before is None or not line.text.words:
            self._step(line, up=True)  # what is empty goes when the cursor has left it
        elif line.identity is not None:
            editor.do(Joined(line.identity), before.id, len(before.text) + 1)

    def _swallow(self, line: StatementLine) -> None:
        lines = tuple(self._editor.card_of(line))
        at = lines.index(line) + 1
        if line.identity and at < len(lines) and (after := lines[at].identity):
            self._editor.do(Joined(after), line.identity, len(line.text.words))

    def _cross(self, line: StatementLine, up: bool) -> None:
        column = line.text.cursorRect().left()
        other = self._step(line, up=up)
        if other is not None:
            other.text.put_cursor_below(column, last=up)

    def _move(self, line: StatementLine, up: bool) -> None:
        if line.identity is not None and line.text.words:
            place = line.text.textCursor().position()
            self._editor.do(Moved(line.identity, up), line.identity, place)

    def _step(self, line: StatementLine, *, up: bool) -> StatementLine | None:
        """Put the cursor in the line above or below."""
        lines = self._editor.lines()
        at = lines.index(line) + (-1 if up else 1)
        if not 0 <= at < len(lines):
            return None
        self._editor.put_cursor(lines[at], -1 if up else 0)
        return lines[at]

    def _repair(self, statement: StatementId, words: str) -> None:
        self._editor.do(Reworded(statement, words), statement, -1)

    def _point(self, line: StatementLine) -> None:
        self._editor.light_line(line)
        self._editor.pointed.emit(line.statement.evidence if line.statement else ())

    def _hover(self, line: StatementLine, over: bool) -> None:
        here = line if over else self._editor.current()
        if here is not None:
            self._point(here)
        else:
            self._editor.light_line(None)
            self._editor.pointed.emit(())
