"""The bar below the approve screen: whose name, why not yet, and the button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QProgressBar, QWidget

from desktop.ui.approve.text import reading
from desktop.ui.keys import KEYS
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.look.tokens import PANE, STEP
from desktop.ui.practice import Practice

_NAME = 220  # pixels


class Foot(QFrame):
    """Shows one of two buttons: approve a draft, or go on with an approved note."""

    approve_asked = Signal()
    onward_asked = Signal()
    name_changed = Signal()

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        say = practice.say
        self._practice = practice
        self.setProperty("look", "bar")
        self.name = QLineEdit(practice.settings.approver)
        self.name.setAccessibleName(say("approve.name"))
        self.name.setFixedWidth(_NAME)
        self.name.textChanged.connect(self.name_changed)
        self.why, self._after = reading("", "muted"), reading("", "hint")
        keys = KEYS["next_step"]
        self.do = button(say("approve.do"), self.approve_asked.emit, "primary", keys=keys)
        self.onward = button(say("approve.onward"), self.onward_asked.emit, "primary", keys=keys)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(say("approve.checking"))
        self._arrange()

    def show_draft(self, reason: str, after: str) -> None:
        """A draft: why it cannot be approved yet, if so, and what approving does."""
        self._show(approved=False, after=after)
        self.say_reason(reason)

    def say_reason(self, reason: str) -> None:
        """Say why the button does not work, or let it."""
        why = self._practice.say(f"approve.why_{reason}") if reason else ""
        self.why.setText(why)
        self.why.setAccessibleName(why)
        self.do.setEnabled(not reason)
        self.do.setAccessibleDescription(why)
        self._busy.setVisible(reason == "checking")

    def show_approved(self) -> None:
        """An approved note: on to what comes next."""
        self._show(approved=True, after="")
        self.why.setText("")
        self._busy.hide()

    def _show(self, *, approved: bool, after: str) -> None:
        self._naming.setVisible(not approved)
        self.do.setVisible(not approved)
        self.onward.setVisible(approved)
        self._after.setText(after)
        self._after.setVisible(bool(after))

    def _arrange(self) -> None:
        naming = label(self._practice.say("approve.name"))
        naming.setBuddy(self.name)
        self._naming = QWidget()
        self._naming.setLayout(row(naming, self.name))
        line = row(self._naming, self.why, self.do, self.onward)
        line.setStretch(1, 1)
        foot = column(self._busy, line, self._after, space=1)
        foot.setContentsMargins(PANE, 2 * STEP, PANE, 2 * STEP)
        self.setLayout(foot)
