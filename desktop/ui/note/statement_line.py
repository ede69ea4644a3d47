"""A statement of the note: its text, where it was said, and below it what does not match."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.conversation.said_times import SaidTimes
from desktop.ui.look.pieces import button, label
from desktop.ui.look.style import look
from desktop.ui.look.tokens import ROW_RADIUS
from desktop.ui.note.finding_row import FindingRow
from desktop.ui.note.inset import inset, remove_inset
from desktop.ui.note.statement_text import StatementText, typed_by
from desktop.ui.practice import Practice
from desktop.unseen import shown_findings
from summarize.note import Statement, StatementId

MARGIN = 84  # pixels for where it was said
_ROOMY = 320  # pixels, from which all lines keep that margin
_INSET, _ABOVE = 6, 3


class StatementLine(QWidget):
    """One statement, or the empty line where one can be typed."""

    play_asked = Signal(float)
    hovered = Signal(object, bool)  # this line, and whether the mouse is on it
    left_as_is = Signal(object)
    repaired = Signal(object, str)

    def __init__(self, practice: Practice, times: SaidTimes, placeholder: str = "") -> None:
        super().__init__()
        self._practice, self._times = practice, times
        self.statement: Statement | None = None
        self.text = StatementText()
        self.text.setPlaceholderText(placeholder)
        self.text.play_asked.connect(self._play)
        self.text.entered.connect(self.update)
        self.text.left.connect(self.update)
        self._mark = button("", self._play, "mark")
        self._mark.setFixedWidth(MARGIN)
        self._mark.setVisible(False)
        self.by = label("", "hint", wrap=True)
        self.by.setContentsMargins(_INSET, 0, _INSET, _ABOVE)
        self.by.setVisible(False)
        self.findings: FindingRow | None = None
        self._lit = self._open = False
        line = QHBoxLayout()
        line.setContentsMargins(_INSET, _ABOVE, _INSET, _ABOVE)
        line.setSpacing(8)
        line.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(line)
        self._column.addWidget(self.by)

    @property
    def identity(self) -> StatementId | None:
        """Which statement this is; none while nothing was typed."""
        return self.statement.id if self.statement else None

    def show_statement(self, statement: Statement, *, checked: bool, to_see: bool) -> None:
        """Show a statement with what is known of it."""
        before = (self.statement, self._open)
        self.statement, self._open = statement, to_see
        if self.text.words or not self.text.hasFocus():  # else it is just being emptied
            self.text.show_words(statement.text)
        self._show_mark(checked)
        if before != (statement, to_see):
            self._show_findings()

    def show_writer(self, name: str) -> None:
        """Say what wrote it, where that is another than what wrote the draft."""
        if name != self.by.text():
            self.by.setText(name)
            self.by.setVisible(bool(name))

    def light(self, lit: bool) -> None:
        """Light up as one of a pair."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    @property
    def lit(self) -> bool:
        """Whether it is lit."""
        return self._lit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed beside the text, on what does not match for one, goes into the text."""
        letters = typed_by(event)
        if letters and not self.text.isReadOnly():
            self.text.go_on_with(letters)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the words get what room the mark leaves."""
        super().resizeEvent(event)
        self._fit_mark()

    def set_read_only(self, read_only: bool) -> None:
        """Whether the text can only be read."""
        self.text.setReadOnly(read_only)
        flags = Qt.TextInteractionFlag
        if read_only:  # the cursor still walks through it, to hear what a line rests on
            self.text.setTextInteractionFlags(
                flags.TextSelectableByKeyboard | flags.TextSelectableByMouse
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of what is lit, or of where the cursor is, with a stroke that says so."""
        focused = self.text.hasFocus()
        if not self._lit and not focused:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._practice.tokens.highlight))
        height = self.text.height() + 2 * _ABOVE
        painter.drawRoundedRect(0, 0, self.width(), height, ROW_RADIUS, ROW_RADIUS)
        if focused:
            painter.setBrush(QColor(self._practice.tokens.accent))
            painter.drawRoundedRect(0, 4, 2, height - 8, 1, 1)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse is here."""
        super().enterEvent(event)
        self.hovered.emit(self, True)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is gone."""
        super().leaveEvent(event)
        self.hovered.emit(self, False)

    @property
    def stops(self) -> list[QWidget]:
        """Where the tab key stops, in order."""
        return [self.text, self._mark, *(self.findings.stops if self.findings else ())]

    @property
    def mark(self) -> QPushButton:
        """Where it was said, to hear it."""
        return self._mark

    def _play(self) -> None:
        start = self._times.start(self.statement.evidence) if self.statement else None
        if start is not None:
            self.play_asked.emit(start)

    def _show_mark(self, checked: bool) -> None:
        if self.statement is None:
            return
        say, evidence = self._practice.say, self.statement.evidence
        sourced = bool(evidence)
        times = self._times.clocks(evidence)
        more = "" if checked else " …"
        text = (
            f"▸ {times[0]}{more}" if times else ("" if sourced else say("review.no_source") + more)
        )
        tip = (
            say("review.source", times=", ".join(times)) if sourced else say("review.no_source_tip")
        )
        if not checked:
            tip += " " + say("review.unchecked").capitalize() + "."
        if (text, tip) != (self._mark.text(), self._mark.toolTip()):
            self._mark.setText(text)
            self._mark.setToolTip(tip)
            self._mark.setAccessibleName(tip)
            look(self._mark, "mark" if sourced else "mark-missing")
            self._mark.setVisible(bool(text))
            self._fit_mark()

    def _fit_mark(self) -> None:
        needed = MARGIN if self.width() >= _ROOMY else self._mark.sizeHint().width()
        self._mark.setFixedWidth(min(MARGIN, needed))

    def _show_findings(self) -> None:
        if self.findings is not None:
            remove_inset(self._column, self.findings)
            self.findings = None
        found = shown_findings(self.statement) if self.statement and self._open else ()
        colour = self._practice.tokens.finding
        self.text.underline(
            tuple(one.written for one in found if one.kind != "no_evidence"), colour
        )
        if found and self.statement:
            self.findings = made = FindingRow(self._practice, self._times, self.statement, found)
            made.play_asked.connect(self.play_asked)
            made.entered.connect(self.text.entered)
            made.left_as_is.connect(self.left_as_is)
            made.repaired.connect(self.repaired)
            self._column.addWidget(inset(made))
