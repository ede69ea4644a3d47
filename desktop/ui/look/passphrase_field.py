"""A field for a passphrase: hidden, with a button to show it while it is typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.say import Say


class PassphraseField(QWidget):
    """A line with its name above it."""

    changed = Signal()
    entered = Signal()

    def __init__(self, say: Say, name: str) -> None:
        super().__init__()
        self._say = say
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
        self.setLayout(column(above, row(self.line, self.show_button), space=1))
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
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._name_button()

    def _turn(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if hidden else modes.Password)
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
