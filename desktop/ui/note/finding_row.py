"""What does not match in a statement: in words, with what was said, and what can be done."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.clock import clock
from desktop.repairs import repair_of, repaired
from desktop.ui.conversation.said_times import SaidTimes
from desktop.ui.look.pieces import button, label
from desktop.ui.note.remark import Remark
from desktop.ui.practice import Practice
from summarize.note import Finding, Statement

_LONGEST = 90  # letters of a whole utterance that still read as a quotation


class FindingRow(QFrame):
    """The findings of one statement. Space on it plays what was said."""

    play_asked = Signal(float)
    left_as_is = Signal(object)  # the id of the statement
    repaired = Signal(object, str)  # the id of the statement, and its text put right
    entered = Signal()

    def __init__(
        self,
        practice: Practice,
        times: SaidTimes,
        statement: Statement,
        findings: tuple[Finding, ...],
    ) -> None:
        super().__init__()
        self._practice, self._times, self._statement = practice, times, statement
        self.setProperty("look", "finding")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 6, 10, 6)
        leave = button(
            practice.say("review.leave"),
            partial(self.left_as_is.emit, statement.id),
            "small",
            name=practice.say("review.leave_name"),
        )
        told = []
        self.stops: list[QWidget] = [self]  # where the tab key stops, in order
        for number, finding in enumerate(findings, start=1):
            more = (leave,) if number == len(findings) else ()
            told.append(self._add(lines, finding, more))
        self.setAccessibleName(" ".join(told))

    @property
    def start(self) -> float | None:
        """Where what was said begins."""
        said_in = next((one for f in self._findings() for one in f.said_in), None)
        evidence = (said_in,) if said_in is not None else self._statement.evidence
        return self._times.start(evidence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays, once the row itself has the focus."""
        if event.key() == Qt.Key.Key_Space and self.start is not None:
            self.play_asked.emit(self.start)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard came here."""
        super().focusInEvent(event)
        self.entered.emit()

    def _findings(self) -> tuple[Finding, ...]:
        return self._statement.findings

    def _add(self, lines: QVBoxLayout, finding: Finding, more: tuple[QWidget, ...]) -> str:
        """One finding on a line of its own; gives what it says."""
        say = self._practice.say
        sentence = say(f"finding.{finding.kind}")
        kind = label(say(f"review.kind.{finding.kind}"), "finding")
        kind.setToolTip(sentence)
        said = finding.said_in or self._statement.evidence
        texts = tuple(self._times.text((one,)) for one in said)
        repair = repair_of(self._statement.text, finding, texts, self._times.language)
        told = self._told(finding, repair.said if repair else "", texts)
        words = label(told, wrap=True)
        acts: list[QWidget] = []
        start = self._times.start(said)
        if start is not None:
            acts.append(
                button(
                    say("review.listen"),
                    partial(self.play_asked.emit, start),
                    "small",
                    name=say("review.listen_name", time=clock(start)),
                )
            )
        if repair:
            put_right = repaired(self._statement.text, finding, repair)
            acts.append(
                button(
                    say("review.repair", text=repair.instead),
                    partial(self.repaired.emit, self._statement.id, put_right),
                    "small",
                )
            )
        self.stops += [*acts, *more]
        lines.addLayout(Remark(kind, words, (*acts, *more)))
        return f"{sentence}. {told}"

    def _told(self, finding: Finding, said: str, texts: tuple[str, ...]) -> str:
        say = self._practice.say
        whole = " ".join(texts)
        quoted = finding.said or said or (whole if len(whole) <= _LONGEST else "")
        if finding.kind == "no_evidence":
            return say("review.no_source_tip")
        if finding.kind == "unsure" and quoted.casefold() == finding.written.casefold():
            return say("review.unsure_heard", said=quoted)
        if quoted:
            return say("review.said_and_written", said=quoted, written=finding.written)
        return say(
            "review.only_written",
            written=finding.written,
            kind=say(f"finding.{finding.kind}"),
        )
