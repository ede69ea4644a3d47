"""The curtain: while something must go on, the window can be hidden but not closed."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.settings import Settings
from desktop.ui.lock.unlock import Hidden, Unlock
from desktop.ui.look.pieces import button, card, label, row
from desktop.ui.say import say_in


class Curtain(QWidget):
    """Hides the work from who stands at the screen; the passphrase takes it away.

    What cannot be kept must not keep a machine from being closed, also where the key file is gone
    with the disk. So that can be given up here, without a word of it being shown.
    """

    lifted = Signal()
    given_up = Signal()

    def __init__(self, folder: Path, settings: Settings, hidden: Hidden) -> None:
        super().__init__()
        self._hidden, self._say = hidden, say_in(settings.screen)
        self.unlock = Unlock(folder, settings, behind_curtain=hidden)
        self.unlock.opened.connect(lambda _: self.lifted.emit())
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._question())
        inside.addWidget(self.unlock)
        self.setFocusProxy(self.unlock)

    def ask_to_close(self) -> None:
        """Somebody wants the window gone."""
        if self._hidden == "unsaved":
            self._asked.show()
            self.stay.setFocus()
        else:
            self.unlock.notice.say(self._say("closing.behind_busy"), trouble=False)

    def _question(self) -> QWidget:
        say = self._say
        self._asked = card("trouble")
        self.give_up = button(say("closing.unsaved_close"), self.given_up.emit, "danger")
        self.stay = button(say("closing.stay"), self._stay)
        text = label(say("closing.behind_unsaved"), wrap=True)
        line = row(text, self.give_up, self.stay, margin=3, space=3)
        line.setStretch(0, 1)
        self._asked.setLayout(line)
        self._asked.hide()
        return self._asked

    def _stay(self) -> None:
        self._asked.hide()
        self.unlock.setFocus()
