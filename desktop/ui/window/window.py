"""The main window: the first start or the lock screen, and behind that door the workplace.

What the door does not need is loaded while the user types: of the 1.6 s that loading everything
takes on two cores, 0.6 s come before the window.
"""

import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
    QScreen,
    QShortcut,
    QShowEvent,
)
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
from desktop.ui.look.front import Front, Room
from desktop.ui.look.tokens import Tokens
from desktop.ui.say import say_in
from desktop.ui.sheets.keys_card import KeyCard

if TYPE_CHECKING:
    from desktop.ui.first_start.start import FirstStart
    from desktop.ui.window.inside import Inside

SIZE = (1280, 800)
SMALLEST = (1024, 640)  # in which everything has its place
_LEAST = (640, 360)  # a small screen at 200 %: the list folds away, and what is left scrolls
_FRAME = (16, 48)  # what a desktop puts around it; known only once it is shown
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
        self.first: FirstStart | None = None
        self.front = Front()
        self.setCentralWidget(Room(self.front))
        self.setWindowTitle(say_in(self.settings.screen)("window.title"))
        self.setMinimumSize(*_LEAST)
        self.resize(fitting(QSize(*SIZE), self.screen()))
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

            self.first = first = FirstStart(self.folder, self.settings, self.tokens)
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
        finally:
            if door is not None and self.inside is None:
                self.front.bring(door)  # whatever went wrong: it can be tried again there
        if door is not None and self.inside is not None:
            self.front.drop(door)
            self.first = None

    def tell_unexpected(self, where: str) -> None:
        """Say that something went wrong that nobody foresaw, where it is seen now."""
        said = say_in(self.settings.screen)("window.unexpected", where=where)
        if self.inside is not None:
            self.inside.practice.notice.emit(said, True)
            return
        door = self.front.currentWidget()
        if isinstance(door, Unlock):
            door.notice.say(said, trouble=True)
        elif self.first is not None:
            self.first.notice.say(said, trouble=True)

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
        """Keep what was typed; what would end or be lost is asked about first."""
        if self.inside is not None and not self.inside.may_close():
            event.ignore()
            return
        if self.first is not None and not self.first.may_close():
            event.ignore()
            return
        self._idle.watch(None)
        event.accept()


def fitting(size: QSize, screen: QScreen) -> QSize:
    """The size of a window on a screen; where nobody sees it, the screen says nothing."""
    if QGuiApplication.platformName() == "offscreen":
        return size
    return size.boundedTo(screen.availableSize() - QSize(*_FRAME))


def _load_the_rest() -> None:
    for name in _LOADED_MEANWHILE:
        import_module(name)
