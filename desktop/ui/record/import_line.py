"""One sound file that somebody wants to bring in: its name, and what is known of it."""

from PySide6.QtWidgets import QWidget

from desktop.ui.look.pieces import Shortened, column, label, row
from desktop.ui.record.import_files import Brought
from desktop.ui.say import Say


class ImportLine(QWidget):
    """A refused file says why below its name."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._name, self._known = Shortened(), label("", "hint")
        self._why = label("", "hint", wrap=True)
        self._refused = QWidget()
        why = row(label("⚠", "sign"), self._why)
        why.setStretch(1, 1)
        self._refused.setLayout(why)
        first = row(self._name, self._known, space=4)
        first.setStretch(0, 1)
        self.setLayout(column(first, self._refused, space=1))

    def say(self, one: Brought) -> None:
        """Show what is known of this file."""
        self._name.say(one.file.name)
        self._refused.setVisible(bool(one.code))
        self._why.setText(self._say(one.code) if one.code else "")
        known = "looking" if one.looking else "split" if one.channels > 1 else "mono"
        self._known.setText("" if one.code else self._say(f"import_screen.{known}"))
