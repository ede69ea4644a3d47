"""The bar below the approve screen: whose name, why not yet, and the button."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QProgressBar, QWidget

from desktop.ui.approve.text import have_read, reading
from desktop.ui.keys import KEYS
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.look.tokens import PANE, STEP
from desktop.ui.practice import Practice

_NAME = 220  # pixels
_SLOW = 1_000  # milliseconds of checking, from which there is a way out of it


class Foot(QFrame):
    """Shows one of two buttons: approve a draft, or go on with an approved note."""

    approve_asked = Signal()
    onward_asked = Signal()
    open_asked = Signal()  # to what must be seen first
    stop_asked = Signal()  # rather not wait for the check
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
        self.do = button(say("approve.do"), self.approve_asked.emit, "primary")
        self.onward = button(say("approve.onward"), self.onward_asked.emit, "primary")
        self._reason = ""
        keys = QShortcut(QKeySequence(KEYS["next_step"]), self, self._next)
        keys.setAutoRepeat(False)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(say("approve.checking"))
        room = self._busy.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # else everything moves when it comes and goes
        self._busy.setSizePolicy(room)
        self.stop = button(say("approve.checking_stop"), self.stop_asked.emit)
        self.stop.hide()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW)
        self._slow.timeout.connect(self.stop.show)
        self._arrange()

    def show_draft(self, reason: str, after: str) -> None:
        """A draft: why it cannot be approved yet, if so, and what approving does."""
        self._show(approved=False, after=after)
        self.say_reason(reason)

    def say_reason(self, reason: str) -> None:
        """Say why the button does not work, or let it."""
        self._reason = reason
        why = self._practice.say(f"approve.why_{reason}") if reason else ""
        have_read(self.why, why)
        self.do.setEnabled(not reason)
        self.do.setAccessibleDescription(why)
        self._show_busy(reason == "checking")

    def show_approved(self) -> None:
        """An approved note: on to what comes next."""
        self._show(approved=True, after="")
        have_read(self.why, "")
        self._show_busy(False)

    def _next(self) -> None:
        """Press the button there is, or go to what it still waits for."""
        if not self.onward.isHidden():
            self.onward.click()
        elif self._reason == "name":
            self.name.setFocus()
        elif self._reason == "open":
            self.open_asked.emit()
        else:
            self.do.click()

    def _show_busy(self, busy: bool) -> None:
        """What is done at once shows no way out: it would only flash by."""
        self._busy.setVisible(busy)
        if not busy:
            self._slow.stop()
            self.stop.hide()
        elif self.stop.isHidden() and not self._slow.isActive():
            self._slow.start()

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
        line = row(self._naming, self.why, self.stop, self.do, self.onward)
        line.setStretch(1, 1)
        foot = column(self._busy, line, self._after, space=1)
        foot.setContentsMargins(PANE, 0, PANE, 2 * STEP)  # the bar lies along its upper edge
        self.setLayout(foot)
