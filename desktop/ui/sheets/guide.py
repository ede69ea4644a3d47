"""The guided example: find three mistakes of a writer by looking at what was said."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from asr.transcript import Language, Utterance
from desktop.clock import clock
from desktop.ui.look.pieces import card, column, label, row
from desktop.ui.look.style import look
from desktop.ui.look.tokens import Tokens
from desktop.ui.say import say_in
from desktop.ui.sheets.guide_line import GuideLine
from desktop.ui.sheets.guide_story import Mistake, read_story
from summarize.note import Statement, StatementId

_TIME, _WHO, _KEY = 44, 20, 28


class Guide(QWidget):
    """The conversation on the left, the note on the right, as at reviewing."""

    progressed = Signal(int)  # how many were found
    finished = Signal()

    def __init__(self, language: Language, tokens: Tokens) -> None:
        super().__init__()
        self._say, self._tokens = say_in(language), tokens
        self._story = read_story(language)
        self.lines: dict[StatementId, GuideLine] = {}
        self.lessons: dict[StatementId, QFrame] = {}
        self._said: dict[int, QFrame] = {}
        self.found: set[StatementId] = set()
        self.state = label("", "title", wrap=True)
        self.answer = label("", wrap=True)
        self._conversation = _scrolled(self._build_conversation())
        self._note = _scrolled(self._build_note())
        both = row(self._conversation, self._note, space=4)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.setLayout(column(row(self.state, space=2), self.answer, both, space=3))
        self.setFocusProxy(next(iter(self.lines.values())))
        self._tell()

    @property
    def complete(self) -> bool:
        """Whether all mistakes were found."""
        return len(self.found) == len(self._story.mistakes)

    def press(self, statement: Statement) -> None:
        """A line seems wrong: say whether it is, and where it was said."""
        self._light(statement)
        mistake = self._story.mistake(statement.id)
        if mistake is None:
            said = self._say("guide.fits", time=self._time_of(statement))
            self.lines[statement.id].show_mark("fits", said)
            self.answer.setText(said)
            return
        self.lines[statement.id].show_mark("wrong", mistake.wrong)
        self.lessons[statement.id].show()
        QTimer.singleShot(0, partial(self._bring_up, statement.id))
        self.answer.setText(self._say("guide.hit"))
        if statement.id not in self.found:
            self.found.add(statement.id)
            self._tell()
            self.progressed.emit(len(self.found))
            if self.complete:
                self.finished.emit()

    def _bring_up(self, line: StatementId) -> None:
        """Have what was just opened in sight, once it has its height."""
        self._note.ensureWidgetVisible(self.lessons[line], 0, 20)

    def _tell(self) -> None:
        whole = len(self._story.mistakes)
        if self.complete:
            self.state.setText("✓ " + self._say("guide.all_found", whole=whole))
            self.answer.setText(self._say("guide.no_mark"))
        else:
            self.state.setText(self._say("guide.state", found=len(self.found), whole=whole))

    def _build_conversation(self) -> QWidget:
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(2)
        lines.addWidget(label(self._say("guide.conversation"), "title"))
        for utterance in self._story.transcript.utterances:
            self._said[utterance.id] = told = self._utterance(utterance)
            lines.addWidget(told)
        lines.addStretch(1)
        return made

    def _utterance(self, utterance: Utterance) -> QFrame:
        made = card("row")
        when = _fixed(clock(utterance.start), _TIME, "hint")
        clinician = utterance.speaker == "clinician"
        sign = self._say("guide.clinician" if clinician else "guide.patient")
        who = _fixed(sign, _WHO, "clinician" if clinician else "patient")
        text = label(utterance.text, wrap=True)
        line = row(when, who, text, margin=1)
        line.setStretch(2, 1)
        for part in (when, who, text):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(text, Qt.AlignmentFlag(0))
        made.setLayout(line)
        return made

    def _build_note(self) -> QWidget:
        made = QWidget()
        parts: list[QWidget] = [label(self._say("guide.note"), "title")]
        for report in self._story.note.reports:
            for section in report.sections:
                inside = card()
                lines = QVBoxLayout()
                lines.setSpacing(2)
                for statement in section.statements:
                    self._add_line(lines, statement)
                key = _fixed(section.key, _KEY, "section")
                both = row(key, lines, margin=3, space=2)
                both.setAlignment(key, Qt.AlignmentFlag.AlignTop)
                both.setStretch(1, 1)
                inside.setLayout(both)
                parts.append(inside)
        made.setLayout(column(*parts, 1, space=2))
        return made

    def _add_line(self, lines: QVBoxLayout, statement: Statement) -> None:
        self.lines[statement.id] = made = GuideLine(statement.text, self._tokens)
        made.clicked.connect(partial(self.press, statement))
        lines.addWidget(made)
        mistake = self._story.mistake(statement.id)
        if mistake is not None:
            self.lessons[statement.id] = lesson = self._lesson(mistake)
            lines.addWidget(lesson)

    def _lesson(self, mistake: Mistake) -> QFrame:
        made = card("finding")
        head = label("⚠ " + self._say(f"finding.{mistake.kind}"), "kind", wrap=True)
        words = [label(text, wrap=True) for text in (mistake.wrong, mistake.found)]
        made.setLayout(column(head, *words, margin=2, space=1))
        made.hide()
        return made

    def _light(self, statement: Statement) -> None:
        for number, told in self._said.items():
            look(told, "lit" if number in statement.evidence else "row")
        for number in statement.evidence[:1]:
            self._conversation.ensureWidgetVisible(self._said[number], 0, 80)

    def _time_of(self, statement: Statement) -> str:
        said = [u for u in self._story.transcript.utterances if u.id in statement.evidence]
        return clock(said[0].start) if said else ""


def _fixed(text: str, width: int, shown: str) -> QLabel:
    made = label(text, shown)
    made.setMinimumWidth(width)
    return made


def _scrolled(inside: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setWidget(inside)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
