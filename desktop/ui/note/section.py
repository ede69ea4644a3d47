"""A section of the note: its letter or heading, its statements, and what is missing in it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.editing import Editing
from desktop.ui.conversation.said_times import SaidTimes
from desktop.ui.look.pieces import label
from desktop.ui.note.inset import inset, remove_inset
from desktop.ui.note.omission_row import OmissionRow
from desktop.ui.note.statement_line import StatementLine
from desktop.ui.practice import Practice
from desktop.writers import called_beside
from summarize.note import Omission, Section, StatementId
from summarize.template import SectionTemplate

LETTER = 28  # pixels for S O E P


class NoteSection(QFrame):
    """One card. Its owner makes the lines; this keeps them in their order."""

    def __init__(
        self, practice: Practice, times: SaidTimes, report: int, template: SectionTemplate
    ) -> None:
        super().__init__()
        self.report, self.template = report, template
        self._practice, self._times = practice, times
        self.setProperty("look", "card")
        self.setAccessibleName(template.title)
        self._lines: list[StatementLine] = []
        self._omissions: dict[Omission, OmissionRow] = {}
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._arrange()

    def __iter__(self) -> Iterator[StatementLine]:
        return iter(tuple(self._lines))

    @property
    def rows(self) -> tuple[OmissionRow, ...]:
        """What is missing, as it is shown."""
        return tuple(self._omissions.values())

    @property
    def blank(self) -> StatementLine | None:
        """The line in which nothing was typed yet."""
        return next((line for line in self._lines if line.statement is None), None)

    def place(self, line: StatementLine) -> int:
        """How many statements stand before this line."""
        return sum(one.statement is not None for one in self._lines[: self._lines.index(line)])

    def insert(self, line: StatementLine, at: int) -> None:
        """Put an empty line before the one of that number."""
        self._lines.insert(at, line)
        self._lay()

    def remove(self, line: StatementLine) -> None:
        """Take a line away."""
        self._lines.remove(line)
        self._body.removeWidget(line)
        line.hide()
        line.deleteLater()

    def arrange(self, section: Section, lines: dict[StatementId, StatementLine]) -> None:
        """Have these lines in this order; an empty one stays after what it came after."""
        blank, before = self.blank, None
        if blank is not None:
            index = self._lines.index(blank)
            before = self._lines[index - 1].identity if index else None
        wanted = [lines[one.id] for one in section.statements if one.id in lines]
        if blank is not None:
            known = [line.identity for line in wanted]
            wanted.insert(known.index(before) + 1 if before in known else 0, blank)
        if wanted != self._lines:
            self._lines = wanted
            self._lay()

    def show_lines(
        self, section: Section, lines: dict[StatementId, StatementLine], editing: Editing
    ) -> None:
        """Show every statement as it is now."""
        unchecked = editing.unchecked
        for one in (one for one in section.statements if one.id in lines):
            seen = editing.approved is None and editing.to_see(one)
            lines[one.id].show_statement(one, checked=one.id not in unchecked, to_see=seen)
            lines[one.id].show_writer(called_beside(editing.note, one, self._practice.language))
        self._number()

    def show_omissions(self, omissions: tuple[Omission, ...]) -> tuple[OmissionRow, ...]:
        """Show what is missing here; gives the rows that are new."""
        for one in [one for one in self._omissions if one not in omissions]:
            remove_inset(self._body, self._omissions.pop(one))
        new = []
        for one in omissions:
            if one not in self._omissions:
                self._omissions[one] = made = OmissionRow(self._practice, self._times, one)
                self._body.addWidget(inset(made))
                new.append(made)
        return tuple(new)

    def _lay(self) -> None:
        for place, line in enumerate(self._lines):
            if self._body.indexOf(line) != place:
                self._body.removeWidget(line)
                self._body.insertWidget(place, line)
                line.show()
        self._number()

    def _number(self) -> None:
        say, title = self._practice.say, self.template.title
        for number, line in enumerate(self._lines, start=1):
            code = "review.statement" if line.statement else "review.statement_blank"
            fields = {"section": title, "number": number} if line.statement else {"section": title}
            line.text.setAccessibleName(say(code, **fields))

    def _arrange(self) -> None:
        if len(self.template.key) == 1:
            letter = label(self.template.key, "section")
            letter.setToolTip(self.template.title)
            letter.setAccessibleName(self.template.title)
            letter.setFixedWidth(LETTER)
            line = QHBoxLayout(self)
            line.setContentsMargins(14, 8, 14, 10)
            line.setSpacing(4)
            line.addWidget(letter, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(self._body, 1)
            return
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(2)
        heading = label(self.template.title, "heading")
        heading.setContentsMargins(6, 0, 0, 0)
        column.addWidget(heading)
        column.addLayout(self._body)
