"""The signs of the system that it locks are heard on a bus, a private one here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.ui.lock.signals import session_place

ROOT = Path(__file__).parents[4]

# Hears on both buses, has a sign sent by another connection and then an end, and tells what
# arrived before the end did; on one bus nothing overtakes what the same sender sent before.
LISTEN = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import SLOT, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from desktop.ui.lock.signals import SystemLock
class End(QObject):
    seen = 0
    @Slot()
    def came(self):
        self.seen += 1
        if self.seen == 2:
            application.quit()
application = QCoreApplication([])
system, end = SystemLock(application), End()
system.due.connect(lambda: print("due"))
for bus in (QDBusConnection.systemBus(), QDBusConnection.sessionBus()):
    assert bus.connect("", "/end", "griffel.Test", "End", end, SLOT("came()"))
other = QDBusConnection.connectToBus(os.environ["DBUS_SESSION_BUS_ADDRESS"], "other")
assert other.registerService("org.freedesktop.login1")
assert other.registerService("org.freedesktop.ScreenSaver")
place, kind, name, *begins = sys.argv[1:]
sign = QDBusMessage.createSignal(place, kind, name)
sign.setArguments([word == "true" for word in begins])
other.send(sign)
other.send(QDBusMessage.createSignal("/end", "griffel.Test", "End"))
QTimer.singleShot(60_000, lambda: application.exit(1))
sys.exit(application.exec())
"""
LOGIN = "org.freedesktop.login1"
SAVER = "org.freedesktop.ScreenSaver"
SIGNS = [
    ("/org/freedesktop/login1/session/_32", f"{LOGIN}.Session", "Lock"),
    ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", "true"),
    ("/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", "true"),
]
OTHERS = [
    ("/org/freedesktop/login1/session/_33", f"{LOGIN}.Session", "Lock"),
    ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", "false"),
    ("/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", "false"),
]
needs_a_bus = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("dbus-run-session"),
    reason="D-Bus is Linux's, and dbus-run-session is not here",
)


def heard(sign: tuple[str, ...]) -> bool:
    script = 'DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS exec "$@"'
    command = ["dbus-run-session", "--", "sh", "-c", script, "sh", sys.executable, "-c", LISTEN]
    environment = {**os.environ, "XDG_SESSION_ID": "2"}
    ran = subprocess.run(  # noqa: S603 - ours
        [*command, *sign], cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True
    )
    return b"due" in ran.stdout


@needs_a_bus
@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign[2])
def test_each_sign_locks(sign: tuple[str, ...]) -> None:
    assert heard(sign)


@needs_a_bus
@pytest.mark.parametrize("sign", OTHERS, ids=lambda sign: sign[2])
def test_a_sign_of_another_session_or_of_waking_does_not(sign: tuple[str, ...]) -> None:
    assert not heard(sign)


@pytest.mark.parametrize(
    ("session", "spelled"), [("2", "_32"), ("c1", "c1"), ("12", "_312"), ("a-b", "a_2db")]
)
def test_a_session_is_spelled_as_the_login_manager_does(session: str, spelled: str) -> None:
    assert session_place(session) == f"/org/freedesktop/login1/session/{spelled}"
