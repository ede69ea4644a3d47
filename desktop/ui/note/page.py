"""The page a note is shown on: a card for each section, under the problem it belongs to."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.ui.conversation.said_times import SaidTimes
from desktop.ui.look.pieces import label
from desktop.ui.look.tokens import PANE
from desktop.ui.note.section import NoteSection
from desktop.ui.practice import Practice
from summarize.note import Note
from summarize.template import find_template

_GAP = 10  # pixels between two cards


class NotePage(QWidget):
    """The empty cards of a note."""

    def __init__(self, practice: Practice, times: SaidTimes, note: Note) -> None:
        super().__init__()
        self.sections: list[NoteSection] = []
        lines = QVBoxLayout(self)
        lines.setContentsMargins(PANE, 8, PANE, PANE)
        lines.setSpacing(_GAP)
        template = find_template(note.template, note.language)
        for number, report in enumerate(note.reports):
            if len(note.reports) > 1 or report.problem:
                lines.addWidget(_heading(practice, number, report.problem))
            for section in report.sections:
                card = NoteSection(practice, times, number, template.section(section.key))
                self.sections.append(card)
                lines.addWidget(card)
        lines.addStretch(1)


def _heading(practice: Practice, number: int, problem: str) -> QLabel:
    code = "review.problem" if problem else "review.problem_unnamed"
    fields = {"name": problem} if problem else {}
    made = label(practice.say(code, number=number + 1, **fields), "title", wrap=True)
    made.setContentsMargins(2, 6 if number else 0, 0, 0)
    return made
