"""The signs by which the system says that it locks or goes to sleep.

On Linux these are signals on D-Bus: of the login manager, and of the screen savers of the desktops.
Where there is no bus (a server, a container) nothing is heard and the idle minutes remain. Windows
and macOS tell a program without a native window hook of its own nothing of a lock; there the idle
minutes count the time asleep as well, so a machine that wakes is locked within seconds.
"""

import os
import string
import sys
from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_LOGIN, _LOGIN_PLACE = "org.freedesktop.login1", "/org/freedesktop/login1"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")  # service and kind are named so


class SystemLock(QObject):
    """Tells that the screen was locked or the machine goes to sleep."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.heard_of = _connect(self) if sys.platform.startswith("linux") else ()

    @Slot()
    def session_locks(self) -> None:
        """The login session was asked to lock."""
        self.due.emit()

    @Slot(bool)
    def goes_dark(self, begins: bool) -> None:
        """The screen saver or sleep begins, or ends."""
        if begins:
            self.due.emit()


def session_place(session: str) -> str:
    """Where the login manager keeps a session on the bus, as it spells names there."""
    plain = string.ascii_letters + string.digits
    spelled = "".join(
        sign if sign in plain and not (place == 0 and sign.isdigit()) else f"_{ord(sign):02x}"
        for place, sign in enumerate(session)
    )
    return f"{_LOGIN_PLACE}/session/{spelled}"


def _connect(listener: SystemLock) -> tuple[str, ...]:
    """The signals that will be heard. Nothing here waits for an answer of another program."""
    from PySide6.QtDBus import QDBusConnection

    locks, dark = SLOT("session_locks()"), SLOT("goes_dark(bool)")
    heard: list[str] = []
    for bus, signs in (
        (QDBusConnection.systemBus(), _signs_of_login(locks, dark)),
        (
            QDBusConnection.sessionBus(),
            [(kind, "", kind, "ActiveChanged", dark) for kind in _SAVERS],
        ),
    ):
        # Only text works for a slot, though its own description asks for bytes (PySide6 6.12).
        connect: Callable[..., bool] = bus.connect
        for service, place, kind, name, slot in signs if bus.isConnected() else ():
            if connect(service, place, kind, name, listener, slot):
                heard.append(f"{kind}.{name}")
    return tuple(heard)


def _signs_of_login(locks: str, dark: str) -> list[tuple[str, str, str, str, str]]:
    found = [(_LOGIN, _LOGIN_PLACE, f"{_LOGIN}.Manager", "PrepareForSleep", dark)]
    session = os.environ.get("XDG_SESSION_ID", "")
    if session:  # of another user's session nothing is to be heard
        found.append((_LOGIN, session_place(session), f"{_LOGIN}.Session", "Lock", locks))
    return found
