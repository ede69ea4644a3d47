"""The main window: the first start or the lock screen, and behind that door the workplace.

What the door does not need is loaded while the user types: of the 1.6 s that loading everything
takes on two cores, 0.6 s come before the window.
"""

import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow

from desktop.errors import GriffelError
from desktop.settings import Settings, read_settings
from desktop.store.sealing import Key
from desktop.store.vault import Vault
from desktop.ui.keys import KEYS
from desktop.ui.lock.again import become_lock_screen
from desktop.ui.lock.lock import Idleness
from desktop.ui.lock.signals import SystemLock
from desktop.ui.lock.unlock import Unlock
from desktop.ui.look.tokens import Tokens
from desktop.ui.say import say_in
from desktop.ui.sheets.keys_card import KeyCard
from desktop.ui.window.front import Front

if TYPE_CHECKING:
    from desktop.ui.window.inside import Inside

SIZE = (1280, 800)
SMALLEST = (1024, 640)
_LOADED_MEANWHILE = ("desktop.app", "summarize.summarize", "desktop.export")


class Window(QMainWindow):
    """One window on the library in a folder."""

    def __init__(
        self,
        folder: Path,
        dressed: Callable[[Settings], Tokens],
        again: Callable[[Path], object] = become_lock_screen,
    ) -> None:
        super().__init__()
        self.folder, self.dressed, self._again = folder, dressed, again
        self.settings = read_settings(folder)
        self.tokens = dressed(self.settings)
        self.inside: Inside | None = None
        self.front = Front()
        self.setCentralWidget(self.front)
        self.setWindowTitle(say_in(self.settings.screen)("window.title"))
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self._idle = Idleness(lambda: self.settings.lock_after, self)
        self._system = SystemLock(self)
        for sign in (self._idle.due, self._system.due):
            sign.connect(self.lock)
        self._loading: threading.Thread | None = None
        keys = QShortcut(QKeySequence(KEYS["keys"]), self)
        keys.activated.connect(self.show_keys)
        self.show_door()

    def show_door(self) -> None:
        """The first start where there is no library yet, else the lock screen."""
        vault = Vault(self.folder / "vault.json")
        if vault.exists and not vault.is_unused:
            unlock = Unlock(self.folder, self.settings)
            unlock.opened.connect(self.enter)
            self.front.bring(unlock)
        else:
            from desktop.ui.first_start.start import FirstStart

            first = FirstStart(self.folder, self.settings, self.tokens)
            first.finished.connect(self.enter)
            first.spoken.connect(lambda _: self.dressed(first.start.settings))
            self.front.bring(first)

    def enter(self, root: Key) -> None:
        """Open the library and show the workplace."""
        from desktop.ui.first_start.start import FirstStart
        from desktop.ui.window.inside import Inside

        door = self.front.currentWidget()
        self.settings = read_settings(self.folder)
        try:
            self.inside = Inside(self, root)
        except GriffelError as problem:
            if isinstance(door, Unlock | FirstStart):
                door.say(problem)
            return
        if door is not None:
            self.front.drop(door)

    def lock(self) -> None:
        """Keep what was typed, and become the lock screen, or draw the curtain while recording."""
        if self.inside is not None and self.inside.lock():
            self._again(self.folder)

    def show_keys(self) -> None:
        """The card of keys."""
        KeyCard(say_in(self.settings.screen), self).show()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch whether it is used, and load what comes after the door."""
        super().showEvent(event)
        self._idle.watch(self.windowHandle())
        if self._loading is None:
            self._loading = threading.Thread(target=_load_the_rest, daemon=True)
            self._loading.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed; a recording asks first."""
        if self.inside is not None and not self.inside.close():
            event.ignore()
            return
        self._idle.watch(None)
        event.accept()


def _load_the_rest() -> None:
    for name in _LOADED_MEANWHILE:
        import_module(name)
