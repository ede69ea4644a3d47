"""The page that shows the recovery code, once, until it is on paper."""

from PySide6.QtWidgets import QLineEdit

from desktop.errors import RecoveryCodeWrong
from desktop.store.recovery_code import RecoveryCode
from desktop.ui.first_start.page import Page, Start
from desktop.ui.look.pieces import card, column, label
from desktop.ui.say import Say


class CodeOnPaper(Page):
    """Shows a code and asks for its last group; it cannot be copied from the screen."""

    name = "code"
    can_go_back = False

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.code = start.code
        printed = self.code.printed() if self.code else ""
        self._known, _, self._last = printed.rpartition("-")
        shown = label(printed, "code")
        shown.setWordWrap(True)
        shown.setAccessibleName(self.say("first_start.code_spoken", signs=" ".join(printed)))
        self.line = QLineEdit()
        self.line.setMaxLength(8)
        self.line.setAccessibleName(self.say("first_start.code_confirm"))
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self._entered)
        above = label(self.say("first_start.code_confirm"))
        above.setBuddy(self.line)
        self.state = label("", "hint", wrap=True)
        inside = card()
        inside.setLayout(
            column(shown, column(above, self.line, self.state, space=1), margin=4, space=4)
        )
        self.setLayout(column(*self.heading(), inside, 1, space=4))
        self.setFocusProxy(self.line)
        self._look()

    @property
    def may_go_on(self) -> bool:
        """Whether the last group was typed over from paper."""
        if self.code is None:
            return True
        return is_last_group(self.code, self.line.text())

    def go_on(self) -> None:
        """From here on the code is on paper only."""
        self.start.code = None
        self.done.emit()

    def _entered(self) -> None:
        if self.may_go_on:
            self.go_on()

    def _look(self) -> None:
        self.state.setText(code_state(self.say, self.line.text(), self.may_go_on))
        self.changed.emit()


def is_last_group(code: RecoveryCode, typed: str) -> bool:
    """Whether that is the last group of the code, read as forgivingly as a whole one."""
    known, _, last = code.printed().rpartition("-")
    if len(typed.strip()) != len(last):
        return False
    try:
        return RecoveryCode.typed(f"{known}-{typed}").revealed() == code.revealed()
    except RecoveryCodeWrong:
        return False


def code_state(say: Say, typed: str, right: bool) -> str:
    """What to say under the field."""
    if right:
        return "✓ " + say("first_start.code_right")
    if len(typed.strip()) >= 4:
        return say("first_start.code_wrong")
    return say("first_start.code_where")
