"""What changed between two versions of a note, told with signs and words, and coloured besides."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.store.differences import Difference
from desktop.ui.approve.text import empty, reading
from desktop.ui.look.pieces import card, column, label
from desktop.ui.look.tokens import STEP
from desktop.ui.practice import Practice
from summarize.template import Template

_LOOKS = {"added": "done", "removed": "danger", "changed": "finding"}
_SIGNS = {"added": "+", "removed": "−", "changed": "±"}
_FEW = 32  # letters


def first_change(one: Difference) -> str:
    """A changed line in a few words."""
    text = one.after or one.before
    few = text if len(text) <= _FEW else text[:_FEW].rsplit(" ", 1)[0] + " …"
    return f"{_SIGNS[one.kind]} {one.section}: {few}"


class Changes(QFrame):
    """A card for each changed line."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 2 * STEP, 0)
        self._column.setSpacing(2 * STEP)

    def show_changes(self, changes: tuple[Difference, ...], template: Template) -> None:
        """Show these in place of those before."""
        empty(self._column)
        for one in changes:
            self._column.addWidget(self._card(one, template))
        if not changes:
            self._column.addWidget(reading(self._practice.say("versions.same"), "muted"))
        self._column.addStretch(1)

    def _card(self, one: Difference, template: Template) -> QFrame:
        say, made = self._practice.say, card()
        title = template.section(one.section).title
        section = one.section if len(one.section) == 1 else title
        lines = column(
            label(say(f"versions.{one.kind}", section=section), _LOOKS[one.kind]), margin=3, space=1
        )
        if one.kind == "changed":
            lines.addWidget(reading(say("versions.was", text=one.before), "muted"))
            lines.addWidget(reading(say("versions.became", text=one.after)))
        else:
            lines.addWidget(reading(one.before or one.after))
        made.setLayout(lines)
        return made
