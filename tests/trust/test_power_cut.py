"""The power goes: what was acknowledged before the cut is there after it."""

import array
import fcntl
import os
import random
import select
import signal
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from desktop.store.sealing import Key
from tests.trust.conftest import needs_root, needs_tool
from tests.trust.disk import mounted, new_disk, system
from tests.trust.keeping import Acknowledged, Found, Kind, keep, look, prepare
from tests.trust.scale import full

pytestmark = [needs_root(), needs_tool("mkfs.ext4"), pytest.mark.xdist_group("trust-disk")]

# From here on nothing reaches the disk, the journal of the file system included:
# EXT4_IOC_SHUTDOWN with NOLOGFLUSH, https://docs.kernel.org/filesystems/ext4/
_SHUTDOWN, _NOLOGFLUSH = 0x8004587D, 2
_ITEMS = 10_000  # more than it ever comes to


@dataclass
class Cutter:
    """A disk with a store on it, whose power can be cut."""

    image: Path
    key: Key
    chance: random.Random

    def cut(self, kind: Kind) -> Found:
        """Keep things, cut the power at some moment, and look at what the disk holds."""
        with mounted(self.image) as folder:
            told = self._until_the_cut(folder / "home", kind)
        with mounted(self.image) as folder:  # replays the journal
            found = look(folder / "home", self.key, told)
        system("e2fsck", "-fn", str(self.image))
        return found

    def _until_the_cut(self, home: Path, kind: Kind) -> Acknowledged:
        fork = get_context("fork")
        listening, telling = fork.Pipe(duplex=False)
        process = fork.Process(target=_keep, args=(home, self.key, kind, telling))
        process.start()
        telling.close()
        heard = b""
        for _ in range(self.chance.randint(2, 30)):
            heard += listening.recv_bytes()
        select.select([], [], [], self.chance.uniform(0, 0.006))
        # Only what was acknowledged before the cut began counts.
        while listening.poll():
            heard += listening.recv_bytes()
        _shut_down(home)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        process.close()
        listening.close()
        return Acknowledged.of(heard)


def _keep(home: Path, key: Key, kind: Kind, telling: Connection) -> None:
    keep(home, key, kind, _ITEMS, lambda line: telling.send_bytes(f"{line}\n".encode()))


def _shut_down(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(handle, _SHUTDOWN, array.array("I", [_NOLOGFLUSH]))
    finally:
        os.close(handle)


def cutter(tmp_path: Path, seed: int) -> Cutter:
    """A new disk with a new store on it, all of it synced."""
    image, key = tmp_path / "disk.img", Key.new()
    new_disk(image, 64)
    with mounted(image) as folder:
        prepare(folder / "home", key)
    return Cutter(image, key, random.Random(seed))  # noqa: S311 - when to cut


def test_a_power_cut_loses_nothing_acknowledged(tmp_path: Path) -> None:
    disk = cutter(tmp_path, 1)
    for number in range(full(100, 4)):
        assert disk.cut("real").kept_all, f"cut {number}"


@pytest.mark.parametrize(("kind", "lost"), [("normal", "lost_notes"), ("no-sync", "lost_seconds")])
def test_control_a_store_that_does_not_wait_for_the_disk_is_caught(
    tmp_path: Path, kind: Kind, lost: str
) -> None:
    disk = cutter(tmp_path, 2)
    for _ in range(10):
        found = disk.cut(kind)
        if getattr(found, lost) or found.corrupt:
            return
    pytest.fail("ten power cuts were not noticed")
