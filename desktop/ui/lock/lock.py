"""When the window locks by itself: nobody touched it for a while.

The filter hangs on the window itself, and on the dialogs and menus above it, and not on the whole
application: there it would be asked of thousands of events a second, and of objects that are half
destroyed.
"""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_EVERY = 5_000  # milliseconds
_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}

Clock = Callable[[], float]


class Idleness(QObject):
    """Tells when nobody touched the window for so many minutes.

    Both clocks count: one stands still while the machine sleeps, the other can be set back.
    """

    due = Signal()

    def __init__(
        self,
        minutes: Callable[[], int],
        parent: QObject,
        clocks: tuple[Clock, ...] = (time.monotonic, time.time),
    ) -> None:
        super().__init__(parent)
        self._minutes, self._clocks = minutes, clocks
        self._window: QWindow | None = None
        self.touch()
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY)
        self._looking.timeout.connect(self.look)
        self._looking.start()

    def watch(self, window: QWindow | None) -> None:
        """Have typing and the mouse in this window, and in what opens above it, count as a touch;
        None: let go of it."""
        for one in _above(self._window):
            one.removeEventFilter(self)
        self._window = window
        self._listen()

    def touch(self) -> None:
        """Somebody is here."""
        self._since = [clock() for clock in self._clocks]

    def look(self) -> None:
        """Tell if it is time; from the first look on what opened meanwhile counts as well."""
        self._listen()
        idle = max(clock() - since for clock, since in zip(self._clocks, self._since, strict=True))
        if idle >= 60 * self._minutes():
            self.touch()
            self.due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See what passes, and stop nothing."""
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def _listen(self) -> None:
        for one in _above(self._window):
            one.installEventFilter(self)  # twice is once


def _above(window: QWindow | None) -> Iterator[QWindow]:
    """The window itself, and every dialog and menu that belongs to it."""
    for one in QGuiApplication.topLevelWindows() if window is not None else ():
        owner: QWindow | None = one
        while owner is not None and owner != window:
            owner = owner.transientParent()
        if owner is not None:
            yield one
