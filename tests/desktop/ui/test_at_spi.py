"""Assistive programs see the window over AT-SPI: what is in it, with its names and roles."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.app import create_library

LAUNCHERS = (
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/at-spi2-core/at-spi-bus-launcher",
    "/usr/lib/at-spi-bus-launcher",
)
PASSWORD, BUTTON, WINDOW, APPLICATION = 40, 43, 69, 75  # roles of AT-SPI
PATIENCE = 240  # seconds


def missing() -> str:
    """What this machine lacks for it."""
    if sys.platform != "linux":
        return "AT-SPI is of Linux"
    for program, package in (("Xvfb", "xvfb"), ("dbus-run-session", "dbus")):
        if shutil.which(program) is None:
            return f"no {program}: install {package}"
    if not any(Path(one).exists() for one in LAUNCHERS):
        return "no at-spi-bus-launcher: install at-spi2-core"
    return ""


@pytest.fixture
def display() -> Iterator[str]:
    """A display that nobody sees, under a number that is free."""
    reading, writing = os.pipe()
    order = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    shown = subprocess.Popen(  # noqa: S603 - only on a machine that has it
        order, pass_fds=(writing,), stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    shown.terminate()
    shown.wait()


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_the_lock_screen_is_in_the_tree(tmp_path: Path, display: str) -> None:
    folder = tmp_path / "griffel"
    create_library(folder, "een verzonnen wachtzin")
    (folder / "settings.json").write_text('{"language": "nl"}', encoding="utf-8")
    launcher = next(one for one in LAUNCHERS if Path(one).exists())
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    surroundings = {
        **os.environ,
        "DISPLAY": display,
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "xcb",
    }
    surroundings.pop("DBUS_SESSION_BUS_ADDRESS", None)
    script = '"$1" --launch-immediately & exec "$2" -m tests.desktop.ui.at_spi "$3"'
    order = ["dbus-run-session", "--", "sh", "-c", script, "sh", launcher, sys.executable]
    done = subprocess.run(  # noqa: S603 - our own script
        [*order, str(folder)],
        env=surroundings,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    seen = [(name, role) for name, role in json.loads(done.stdout.splitlines()[-1])]
    assert ("Griffel", APPLICATION) in seen
    assert ("Wachtzin", PASSWORD) in seen
    assert ("Openen", BUTTON) in seen
    assert [name for name, role in seen if role == BUTTON and not name] == []
