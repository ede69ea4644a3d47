"""What the institution asks: what Griffel is for here, its rules, and the texts to agree to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.policy import Policy, Terms
from desktop.ui.look.pieces import card, column, label
from desktop.ui.say import Say


class TermsPanel(QWidget):
    """Each text in full with a box of its own: nothing is agreed to in passing."""

    changed = Signal()

    def __init__(self, say: Say, policy: Policy, waiting: tuple[Terms, ...]) -> None:
        super().__init__()
        self._waiting = waiting
        self.boxes: dict[str, QCheckBox] = {}
        parts: list[QWidget] = [_purpose(say, policy)]
        for one in policy.terms:
            inside = card()
            text = label(one.text, wrap=True)
            if one in waiting:
                self.boxes[one.id] = made = QCheckBox(say("first_start.agree"))
                made.setAccessibleName(say("first_start.agree_to", text=one.text))
                made.toggled.connect(self.changed)
                inside.setLayout(column(text, made, margin=4, space=2))
            else:
                agreed = label("✓ " + say("first_start.agreed"), "done")
                inside.setLayout(column(text, agreed, margin=4, space=2))
            parts.append(inside)
        self.setLayout(column(*parts, space=3))

    @property
    def agreed(self) -> tuple[str, ...]:
        """The ids of the texts that were agreed to just now."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to agree to."""
        return len(self.agreed) == len(self._waiting)


def _purpose(say: Say, policy: Policy) -> QWidget:
    inside = card()
    who = policy.institution or say("first_start.no_institution")
    meant = policy.intended_use or say("about.intended_use")
    lines = [label(line, wrap=True) for line in rule_lines(say, policy)]
    inside.setLayout(
        column(label(who, "title", wrap=True), label(meant, wrap=True), *lines, margin=4, space=2)
    )
    return inside


def rule_lines(say: Say, policy: Policy) -> list[str]:
    """The rules in force, a sentence each."""
    days = policy.retention.days
    when = say("retention.after_days", days=days) if days else say("retention.at_approval")
    answers = {True: say("policy.yes"), False: say("policy.no")}
    models = policy.models.sha256
    return [
        say("policy.fictional"),
        say("policy.pseudonymised", answer=answers[policy.allows_data("pseudonymised")]),
        say("policy.identifying", answer=answers[policy.allows_data("identifying")]),
        say("retention.rule", when=when),
        say("policy.forms", forms=", ".join(policy.export.forms)),
        say("policy.models_listed")
        if models is None
        else say("policy.models_chosen", count=len(models)),
        say("policy.hub", answer=answers[policy.models.hub]),
        say("policy.decision_support"),
    ]
