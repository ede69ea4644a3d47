"""The header: who and what, the five steps, and the lock."""

from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton

from desktop.store.entries import Summary
from desktop.ui.about_menu import about_menu
from desktop.ui.pieces import Shortened, button, row
from desktop.ui.practice import Practice
from desktop.ui.stage import STEPS, Step, step_of
from desktop.ui.tokens import PANE

HEIGHT = 56


class Header(QFrame):
    """Never wraps: long names are cut in the middle, the steps stay."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self.setProperty("look", "header")
        self.setFixedHeight(HEIGHT)
        self._who, self._what = Shortened("title"), Shortened("muted")
        self._steps: dict[Step, QPushButton] = {}
        for step in STEPS:
            self._steps[step] = made = button("", partial(practice.step_chosen.emit, step), "quiet")
            made.setCheckable(True)
        lock = button(practice.say("window.lock"), practice.lock_asked.emit, keys="Ctrl+L")
        line = row(self._who, self._what, *self._steps.values(), lock, about_menu(practice))
        line.setContentsMargins(PANE, 0, PANE, 0)
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        self.setLayout(line)
        self.show_visit(None, "record")

    def show_visit(self, visit: Summary | None, step: Step) -> None:
        """Show whose visit this is and where it stands."""
        self._who.say(self._name(visit))
        self._what.say(visit.intake.context if visit else "")
        reached = STEPS.index(step_of(visit)) if visit else 0
        for place, name in enumerate(STEPS):
            made = self._steps[name]
            done = visit is not None and place < reached
            made.setText(self._practice.say(f"steps.{name}") + (" ✓" if done else ""))
            made.setChecked(name == step)
            made.setEnabled(visit is not None and self._may_go(visit, name))

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
