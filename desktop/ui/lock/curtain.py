"""The curtain: while something must go on, the window can be hidden but not closed."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.settings import Settings
from desktop.ui.lock.unlock import Hidden, Unlock


class Curtain(QWidget):
    """Hides the work from who stands at the screen; the passphrase takes it away."""

    lifted = Signal()

    def __init__(self, folder: Path, settings: Settings, hidden: Hidden) -> None:
        super().__init__()
        self.unlock = Unlock(folder, settings, behind_curtain=hidden)
        self.unlock.opened.connect(lambda _: self.lifted.emit())
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.unlock)
        self.setFocusProxy(self.unlock)
