"""The machine stays awake while it records, with a stand-in for the program that sees to it."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from desktop.capture import MaySleep
from desktop.capture.awake import Awake
from desktop.capture.orders import ALONE_SECONDS
from desktop.capture.process import capture_with
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from tests.desktop.capture import ears
from tests.desktop.capture.visits import Visit, until

# Holds its lock (a file) while its input is open, as the real one holds one of logind.
KEEPER = """\
import pathlib, sys
lock = pathlib.Path({lock!r})
lock.touch()
sys.stdin.read()
lock.unlink()
"""
# The same, held by a process that does nothing else and can be killed.
HOLDER = """\
import sys
from desktop.capture.awake import Awake
awake = Awake(sys.argv[1:])
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.read()
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asks Windows itself there")


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "held"


@pytest.fixture
def order(lock: Path) -> list[str]:
    return [sys.executable, "-c", KEEPER.format(lock=str(lock))]


def test_it_holds_until_it_is_released(lock: Path, order: list[str]) -> None:
    awake = Awake(order)
    until(lock.exists)
    until(lambda: awake.holds)
    awake.release()
    until(lambda: not awake.holds)
    awake.release()


def test_it_ends_with_a_process_that_is_killed(lock: Path, order: list[str]) -> None:
    words = [sys.executable, "-c", HOLDER, *order]
    holder = subprocess.Popen(  # noqa: S603 - our own words
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    )
    until(lock.exists)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    until(lambda: not lock.exists())


@pytest.mark.parametrize("refusing", [["/nowhere/at/all"], [sys.executable, "-c", ""]])
def test_where_nothing_keeps_it_awake_it_says_so(refusing: list[str]) -> None:
    awake = Awake(refusing)
    until(lambda: not awake.holds)
    awake.release()


# --- in a recording


def path_with(folder: Path, script: str) -> str:
    """A PATH on which `systemd-inhibit` is this script."""
    program = folder / "bin" / "systemd-inhibit"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o700)
    return os.pathsep.join((str(program.parent), os.environ["PATH"]))


@pytest.fixture
def recordings(tmp_path: Path) -> SealedRecordings:
    return SealedRecordings(tmp_path / "recordings", DataKeys(tmp_path / "keys", Key.new()))


linux = pytest.mark.skipif(sys.platform != "linux", reason="another program elsewhere")


@linux
def test_a_recording_holds_it_from_beginning_to_end(
    recordings: SealedRecordings, lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", path_with(tmp_path, f"echo $$ >{lock}; exec cat"))
    visit = Visit(recordings, partial(capture_with, ears.steady, ALONE_SECONDS))
    visit.until(lambda _: lock.exists() and lock.read_text())
    keeper = int(lock.read_text())
    os.kill(keeper, 0)
    visit.until_kept(1)
    visit.capture.stop()
    until(lambda: not _runs(keeper))
    assert MaySleep() not in visit.told


@linux
def test_a_recording_that_cannot_hold_it_says_so_and_goes_on(
    recordings: SealedRecordings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", path_with(tmp_path, "exit 1"))
    visit = Visit(recordings, partial(capture_with, ears.steady, ALONE_SECONDS))
    visit.until(lambda visit: MaySleep() in visit.told)
    visit.until_kept(visit.kept + 1)
    visit.capture.stop()
    assert visit.told.count(MaySleep()) == 1
    assert visit.recording.complete


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
