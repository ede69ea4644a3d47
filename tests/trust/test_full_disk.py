"""The disk fills up: the store says so, keeps what it has, and goes on when there is room again."""

from contextlib import suppress
from pathlib import Path

import pytest

from desktop.errors import DiskFull, GriffelError, PlaceUnwritable
from desktop.store.sealing import Key
from tests.trust.conftest import needs_root, needs_tool
from tests.trust.disk import mounted, new_disk
from tests.trust.keeping import Acknowledged, keep, look, prepare
from tests.trust.scale import full

pytestmark = [needs_root(), needs_tool("mkfs.ext4"), pytest.mark.xdist_group("trust-disk")]

_ITEMS = 2_000  # fill the disk many times over
_PIECE = 4_096


def fill(folder: Path, leaving: int) -> Path:
    """A file that takes all room but this many bytes."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(_PIECE))
    with ballast.open("r+b") as file:
        file.truncate(max(0, ballast.stat().st_size - leaving))
    return ballast


def until_full(home: Path, key: Key) -> tuple[Acknowledged, GriffelError]:
    """Keep things until the store refuses."""
    told: list[str] = []
    with pytest.raises(GriffelError) as refusal:
        keep(home, key, "real", _ITEMS, told.append)
    return Acknowledged.of("".join(f"{line}\n" for line in told).encode()), refusal.value


@pytest.mark.parametrize("level", range(full(40, 4)))
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, level: int) -> None:
    image, key = tmp_path / "disk.img", Key.new()
    new_disk(image, 8)
    with mounted(image) as folder:
        home = folder / "home"
        prepare(home, key)
        ballast = fill(folder, 60_000 + level * 1_440_000 // full(40, 4))
        told, refusal = until_full(home, key)
        assert isinstance(refusal, DiskFull | PlaceUnwritable)
        ballast.unlink()
        assert look(home, key, told).kept_all
        more: list[str] = []
        keep(home, key, "real", 3, more.append)  # and on it goes
        again = Acknowledged.of("".join(f"{line}\n" for line in more).encode())
        assert again.second > told.second
        assert look(home, key, again).kept_all


def test_control_a_store_that_acknowledges_too_early_is_caught(tmp_path: Path) -> None:
    image, key = tmp_path / "disk.img", Key.new()
    new_disk(image, 8)
    found = []
    with mounted(image) as folder:
        for level in range(6):
            home = folder / f"home-{level}"
            prepare(home, key)
            ballast = fill(folder, 90_000 + 7_000 * level)
            told: list[str] = []
            with pytest.raises(GriffelError):
                keep(home, key, "hasty", _ITEMS, told.append)
            ballast.unlink()
            said = Acknowledged.of("".join(f"{line}\n" for line in told).encode())
            found.append(look(home, key, said))
    assert any(one.lost_seconds for one in found)
