"""A note written anew, beside the one there is: take or leave each line. Nothing is overwritten."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.redraft import Change
from desktop.ui.approve.text import reading
from desktop.ui.look.pieces import button, card, column, label, row, tab_through
from desktop.ui.look.tokens import PANE
from desktop.ui.practice import Practice
from summarize.template import Template

_WHICH = 44  # pixels for the word before a line


class Regenerate(QScrollArea):
    """First that it is being written, then what it has otherwise."""

    stopped = Signal()  # do not write after all, or take nothing
    quoted = Signal()  # have it written without a language model
    taken = Signal(object)  # frozenset[int]: the numbers of the changes to take

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._practice = practice
        self._boxes: dict[int, QCheckBox] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.take = button("", self._take)
        self._progress = QProgressBar()

    def show_busy(self) -> None:
        """Say that a draft is being written."""
        say = self._practice.say
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(say("review.rewrite.busy"))
        stop = button(say("review.rewrite.stop"), self.stopped.emit)
        self._show_card(say("review.rewrite.busy"), self._progress, stop)

    def show_share(self, share: float) -> None:
        """Say how much of it is written, where that is known."""
        self._progress.setRange(0, 100)
        self._progress.setValue(round(100 * share))

    def show_failed(self, why: str) -> None:
        """Say why a language model wrote nothing, and offer to have it written without one."""
        say = self._practice.say
        quote = button(say("review.rewrite.quote"), self.quoted.emit)
        leave = button(say("review.rewrite.leave"), self.stopped.emit)
        self._show_card(f"{say('review.rewrite.model_failed')} {why}", quote, leave)

    def show_changes(self, changes: tuple[Change, ...], template: Template) -> None:
        """Show what the new draft has otherwise, with what is proposed."""
        say = self._practice.say
        self._boxes = {}
        self.take = button("", self._take)
        heading = label(say("review.rewrite.title"), "title")
        about = label(say("review.rewrite.about"), "muted", wrap=True)
        leave = button(say("review.rewrite.take_none"), self.stopped.emit)
        parts: list[QWidget] = [heading, about]
        section = ""
        for change in changes:
            if (key := f"{change.report} {change.section}") != section:
                section = key
                parts.append(label(template.section(change.section).title, "heading"))
            parts.append(self._row(change))
        self._show(*parts, row_of=(self.take, leave))
        tab_through(self, (*self._boxes.values(), self.take, leave))
        self._count()
        next(iter(self._boxes.values()), self.take).setFocus()

    @property
    def boxes(self) -> tuple[QCheckBox, ...]:
        """The box beside each change."""
        return tuple(self._boxes.values())

    def _show_card(self, told: str, *parts: QWidget) -> None:
        """A sentence, and what can be done; the focus goes to the first of that."""
        stops = tuple(one for one in parts if isinstance(one, QPushButton))
        others = tuple(one for one in parts if one not in stops)
        box = card()
        box.setLayout(column(label(told, wrap=True), *others, row(*stops, 1), margin=5, space=3))
        self._show(box)
        tab_through(self, stops)
        stops[0].setFocus()

    def _row(self, change: Change) -> QFrame:
        say = self._practice.say
        kind = say(f"review.rewrite.{change.kind}")
        if change.is_yours:
            kind += f" · {say('review.rewrite.yours')}"
        box = QCheckBox(say("review.rewrite.take"))
        texts = [one.text for one in (change.before, change.after) if one]
        box.setAccessibleName(f"{say('review.rewrite.take')}: {kind}. {' → '.join(texts)}")
        box.setChecked(change.take)
        box.toggled.connect(partial(self._count))
        self._boxes[change.number] = box
        made = card()
        head = row(label(kind, "omission" if change.kind == "added" else "finding"), 1, box)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        if change.before:
            lines.addLayout(self._line("review.rewrite.before", change.before.text, gone=True))
        if change.after:
            lines.addLayout(self._line("review.rewrite.after", change.after.text, gone=False))
        made.setLayout(column(head, lines, margin=3, space=1))
        return made

    def _line(self, code: str, text: str, *, gone: bool) -> QVBoxLayout:
        which = label(self._practice.say(code), "hint")
        which.setMinimumWidth(_WHICH)
        words = reading(text, "muted" if gone else "")
        line = row(which, words, space=2)
        line.setStretch(1, 1)
        line.setAlignment(which, Qt.AlignmentFlag.AlignTop)
        return column(line)

    def _count(self, *_: object) -> None:
        count = sum(box.isChecked() for box in self._boxes.values())
        code = "take_chosen" if count else "take_nothing_chosen"
        self.take.setText(self._practice.say(f"review.rewrite.{code}", count=count))
        self.take.setEnabled(bool(count))

    def _take(self) -> None:
        self.taken.emit(frozenset(n for n, box in self._boxes.items() if box.isChecked()))

    def _show(self, *parts: QWidget, row_of: tuple[QWidget, ...] = ()) -> None:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(PANE, 8, PANE, PANE)
        lines.setSpacing(10)
        for part in parts:
            lines.addWidget(part)
        if row_of:
            lines.addLayout(row(*row_of, 1, space=3))
        lines.addStretch(1)
        before = self.takeWidget()
        if before is not None:
            before.deleteLater()  # not at once: it may be one of its buttons that asked for this
        self.setWidget(page)
