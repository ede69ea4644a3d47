"""The header: who and what, the five steps, and the lock."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from desktop.store.entries import Summary
from desktop.ui.keys import KEYS
from desktop.ui.look.pieces import Shortened, button, hint, row
from desktop.ui.look.style import look
from desktop.ui.look.tokens import PANE, STEP
from desktop.ui.practice import Practice
from desktop.ui.sheets.about_menu import about_menu
from desktop.ui.stage import STEPS, Step, step_of

HEIGHT = 56
_BESIDE = 12  # pixels between who and what
_ROOMY = 860  # pixels, from which all of it stands beside each other
_TIGHT = 680  # pixels, below which there is no room for five words
_NARROWEST = 64  # pixels for both


class Names(QWidget):
    """Who, and right after it what about. What there is no room for goes first, then the middle
    of the name."""

    def __init__(self) -> None:
        super().__init__()
        self.who, self.what = Shortened("title"), Shortened("muted")
        for made in (self.who, self.what):
            made.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def say(self, who: str, what: str) -> None:
        """Show these."""
        self.who.say(who)
        self.what.say(what)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """It never makes a window wider."""
        return QSize(_NARROWEST, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        self._fit()

    def _fit(self) -> None:
        who, what = (_width(one) for one in (self.who, self.what))
        shown = bool(self.what.whole) and who + _BESIDE + what <= self.width()
        self.who.setGeometry(0, 0, min(who, self.width()), self.height())
        self.what.setGeometry(who + _BESIDE, 0, what, self.height())
        self.what.setVisible(shown)
        hint(self, "" if shown else " · ".join(filter(None, (self.who.whole, self.what.whole))))


def _width(shown: Shortened) -> int:
    shown.ensurePolished()
    return QFontMetrics(shown.font()).horizontalAdvance(shown.whole) + 2


class Header(QFrame):
    """Never wraps: the names give way, the steps stay."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self.setProperty("look", "header")
        self.setFixedHeight(HEIGHT)
        self.names = Names()
        self._narrow = self._tight = False
        self._done, self._shown = STEPS[:0], STEPS[0]
        self._steps: dict[Step, QPushButton] = {}
        for step in STEPS:
            self._steps[step] = made = button("", partial(practice.step_chosen.emit, step), "quiet")
            made.setCheckable(True)
            made.setMinimumWidth(1)  # a smaller window squeezes them, and is not made wider
        lock = button(practice.say("window.lock"), practice.lock_asked.emit, keys=KEYS["lock"])
        self._line = line = row(self.names, *self._steps.values(), lock, about_menu(practice))
        line.setContentsMargins(PANE, 0, PANE, 0)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.show_visit(None, "record")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the steps stand closer to each other, without the tick; in a very
        small one the others than the one that is shown are numbers."""
        super().resizeEvent(event)
        narrow, tight = self.width() < _ROOMY, self.width() < _TIGHT
        if (narrow, tight) != (self._narrow, self._tight):
            self._narrow, self._tight = narrow, tight
            self._line.setSpacing(2 if narrow else 2 * STEP)
            for made in self._steps.values():
                look(made, "quiet-narrow" if narrow else "quiet")
            self._tell_steps()

    def show_visit(self, visit: Summary | None, step: Step) -> None:
        """Show whose visit this is and where it stands."""
        self.names.say(self._name(visit), visit.intake.context if visit else "")
        self._done = STEPS[: STEPS.index(step_of(visit))] if visit else ()
        self._shown = step
        self._tell_steps()
        for name, made in self._steps.items():
            may = visit is not None and self._may_go(visit, name)
            made.setEnabled(may)
            made.setChecked(name == step and (may or visit is None))

    def _tell_steps(self) -> None:
        for number, (name, made) in enumerate(self._steps.items(), start=1):
            told = self._practice.say(f"steps.{name}")
            ticked = f"{told} ✓" if name in self._done else told
            short = str(number) if self._tight and name != self._shown else told
            made.setText(short if self._narrow else ticked)
            made.setAccessibleName(ticked)
            made.setToolTip(told if short != told else "")

    def _name(self, visit: Summary | None) -> str:
        if visit is None:
            return ""
        return visit.intake.patient or self._practice.say("window.nameless")

    def _may_go(self, visit: Summary, step: Step) -> bool:
        """A step can be gone to when the visit is there or beyond it."""
        if step in ("record", "transcribe"):
            return step == step_of(visit)
        return STEPS.index(step) <= STEPS.index(step_of(visit)) or (
            step == "approve" and visit.stage == "draft"
        )
