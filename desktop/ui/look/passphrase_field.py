"""A field for a passphrase: hidden, with a button to show it while it is typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.say import Say


class PassphraseField(QWidget):
    """A line with its name above it.

    `first`: the one above in which the same is typed. One button shows both, below them: Tab goes
    from the one to the other, where a space in what is typed shows nothing to who looks on.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, say: Say, name: str, first: "PassphraseField | None" = None) -> None:
        super().__init__()
        self._say, self._first = say, first
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.entered)
        above = label(name)
        above.setBuddy(self.line)
        self.show_button: QPushButton = button("", self._turn)
        if first is None:
            self.setLayout(column(above, row(self.line, self.show_button), space=1))
        else:
            first.show_button.hide()
            both = column(above, self.line, space=1)
            self.setLayout(column(both, row(self.show_button, 1), space=3))
        self.setFocusProxy(self.line)
        self._name_button()
        self._keep_width()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, and hide what comes next."""
        self.line.clear()
        self._show(QLineEdit.EchoMode.Password)

    def _turn(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        modes = QLineEdit.EchoMode
        self._show(modes.Normal if hidden else modes.Password)

    def _show(self, mode: QLineEdit.EchoMode) -> None:
        self.line.setEchoMode(mode)
        if self._first is not None:
            self._first.line.setEchoMode(mode)
        self._name_button()

    def _keep_width(self) -> None:
        """Room for the longer of its two words, so that the line stays as it is."""
        self.show_button.ensurePolished()
        words = self.show_button.text(), self._say("unlock.hide")
        widths = []
        for one in words[::-1]:
            self.show_button.setText(one)
            widths.append(self.show_button.sizeHint().width())
        self.show_button.setMinimumWidth(max(widths))

    def _name_button(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        self.show_button.setText(self._say("unlock.show" if hidden else "unlock.hide"))
