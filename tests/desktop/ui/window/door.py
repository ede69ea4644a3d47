"""A window on a copy of a library, in front of its door."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import LibraryInUse
from desktop.settings import Settings
from desktop.store.home import Home
from desktop.store.lock import WriterLock
from desktop.ui.application import dressed
from desktop.ui.lock.unlock import Unlock
from desktop.ui.look.tokens import Tokens
from desktop.ui.window.inside import Inside
from desktop.ui.window.window import Window
from tests.desktop.ui.library import PASSPHRASE

PATIENCE = 60_000  # milliseconds


class Door:
    """A window on a copy of a library, and what became of it."""

    def __init__(self, qtbot: QtBot, folder: Path, application: QApplication) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.locked: list[Path] = []

        def looks(settings: Settings) -> Tokens:
            return dressed(application, settings)

        self.window = Window(folder, looks, again=self.locked.append)
        qtbot.addWidget(self.window)
        self.window.show()

    def open(self) -> Inside:
        unlock = self.window.front.currentWidget()
        assert isinstance(unlock, Unlock)
        unlock.passphrase.line.setText(PASSPHRASE)
        unlock.open_button.click()
        self.qtbot.waitUntil(lambda: self.window.inside is not None, timeout=PATIENCE)
        assert self.window.inside is not None
        return self.window.inside


def is_free(folder: Path) -> bool:
    """Whether nobody has the library open."""
    try:
        WriterLock(Home(folder).lock).release()
    except LibraryInUse:
        return False
    return True
