"""`python -m tests.desktop.ui.at_spi FOLDER`: what assistive programs see of the lock screen.

Run on a desktop bus and a display of its own. Prints the tree as JSON: roles by their number, as in
https://gnome.pages.gitlab.gnome.org/at-spi2-core/libatspi/enum.Role.html
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator

from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from pydantic import TypeAdapter

_ROOT = "/org/a11y/atspi/accessible/root"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_PATIENCE = 120.0  # seconds
_BETWEEN = 0.2

Seen = tuple[str, int]  # a name, and a role
_NAME: TypeAdapter[tuple[tuple[str, str]]] = TypeAdapter(tuple[tuple[str, str]])
_ROLE: TypeAdapter[tuple[int]] = TypeAdapter(tuple[int])
_CHILDREN: TypeAdapter[tuple[list[tuple[str, str]]]] = TypeAdapter(tuple[list[tuple[str, str]]])


def main(folder: str) -> None:
    """Open Griffel, wait until its window is in the tree, and print what is in it."""
    told = {**os.environ, "GRIFFEL_HOME": folder, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    bus = open_dbus_connection(_accessibility_bus())
    griffel = subprocess.Popen([sys.executable, "-m", "desktop"], env=told)
    try:
        seen = _wait_for_window(bus, griffel)
    finally:
        griffel.terminate()
        griffel.wait()
    sys.stdout.write(f"\n{json.dumps(seen)}")  # the registry writes there as well


def _accessibility_bus() -> str:
    """The address of the bus for assistive programs, which the desktop bus knows."""
    desktop = open_dbus_connection("SESSION")
    asked = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
    answer = desktop.send_and_get_reply(new_method_call(asked, "GetAddress"))
    return str(answer.body[0])


def _wait_for_window(bus: DBusConnection, griffel: subprocess.Popen[bytes]) -> list[Seen]:
    """All that is in the window, once it holds something to press."""
    deadline, seen = time.monotonic() + _PATIENCE, list[Seen]()
    while time.monotonic() < deadline and griffel.poll() is None:
        registry = ("org.a11y.atspi.Registry", _ROOT)
        seen = [one for program in _children(bus, *registry) for one in _tree(bus, *program)]
        if any(role == PUSH_BUTTON for _, role in seen):
            return seen
        time.sleep(_BETWEEN)
    return seen


PUSH_BUTTON = 43


def _tree(bus: DBusConnection, owner: str, path: str) -> Iterator[Seen]:
    name = bus.send_and_get_reply(Properties(_at(owner, path)).get("Name"))
    role = bus.send_and_get_reply(new_method_call(_at(owner, path), "GetRole"))
    yield _NAME.validate_python(name.body)[0][1], _ROLE.validate_python(role.body)[0]
    for child in _children(bus, owner, path):
        yield from _tree(bus, *child)


def _children(bus: DBusConnection, owner: str, path: str) -> list[tuple[str, str]]:
    answer = bus.send_and_get_reply(new_method_call(_at(owner, path), "GetChildren"))
    return _CHILDREN.validate_python(answer.body)[0]


def _at(owner: str, path: str) -> DBusAddress:
    return DBusAddress(path, owner, _ACCESSIBLE)


if __name__ == "__main__":
    main(sys.argv[1])
