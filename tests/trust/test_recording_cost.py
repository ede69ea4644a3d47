"""Four hours in two channels: how long each second takes to keep, and what it costs in memory."""

import os
import sys
import time
from mmap import mmap
from pathlib import Path

import pytest

from desktop.store.sealing import Key
from tests.desktop.store.recordings import begun, noise, reader, rows
from tests.trust.scale import FULL, full

SECONDS = full(4 * 3600, 600)
SLOWEST = 0.010  # seconds, for 99 of 100 appends
GROWTH = 50_000_000  # bytes


def slow_end(times: list[float]) -> float:
    """What 99 of 100 take at most."""
    return sorted(times)[len(times) * 99 // 100]


def memory() -> int:
    """The bytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TRIED: memory is read from /proc")
def test_a_long_recording_stays_quick_and_small(tmp_path: Path) -> None:
    place, key, times = tmp_path / "long.sound", Key.new(), []
    block = noise(16_000, 1, 2)
    with begun(place, key, channels=2) as recording:
        recording.append(block)
        before = memory()
        for _ in range(SECONDS - 1):
            start = time.perf_counter()
            recording.append(block)
            times.append(time.perf_counter() - start)
        growth = memory() - before
        assert recording.seconds == SECONDS
    kept = reader(place, key)
    assert kept.seconds == SECONDS
    assert rows(next(kept.blocks(SECONDS - 1))) == rows(block)
    place.unlink()
    if FULL:  # else other tests share the disk
        assert slow_end(times) <= SLOWEST
    assert growth <= GROWTH


def test_control_slow_writing_and_kept_sound_would_be_seen() -> None:
    assert slow_end([0.001] * 98 + [0.02] * 2) > SLOWEST
    assert slow_end([0.001] * 995 + [0.02] * 5) <= SLOWEST
    with mmap(-1, GROWTH + 5_000_000) as kept:  # not from what this process freed before
        before = memory()
        kept.write(bytes([1]) * len(kept))
        assert memory() - before > GROWTH
