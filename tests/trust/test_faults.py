"""Killed, or told that the disk is full or broken, at each call: what was acknowledged stays."""

import random
import signal
from pathlib import Path

import pytest

from tests.trust.conftest import needs_tool
from tests.trust.faults import Bench
from tests.trust.keeping import REFUSED
from tests.trust.scale import FULL

pytestmark = [needs_tool("strace"), pytest.mark.xdist_group("trust-faults")]


def tried(bench: Bench) -> list[tuple[str, int]]:
    """All points, or in the fast run three of them by chance."""
    points = list(bench.points())
    assert len(points) > 30
    return points if FULL else random.Random(3).sample(points, 3)  # noqa: S311


def test_without_a_fault_all_is_kept(tmp_path: Path) -> None:
    ending = Bench(tmp_path).run()
    assert (ending.code, ending.complaint) == (0, "")
    assert ending.told.second == ending.told.note == 1
    assert ending.found.kept_all


def test_a_kill_at_any_call_loses_nothing_acknowledged(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    for name, number in tried(bench):
        ending = bench.run("real", "-e", f"inject={name}:signal=SIGKILL:when={number}")
        assert ending.code == -signal.SIGKILL, f"{name} {number} was not reached"
        assert ending.found.kept_all, f"{name} {number}"


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_full_or_broken_disk_at_any_call_is_told_and_loses_nothing(
    tmp_path: Path, error: str
) -> None:
    bench, refusals = Bench(tmp_path), 0
    for name, number in tried(bench):
        ending = bench.run("real", "-e", f"inject={name}:error={error}:when={number}")
        assert ending.code in (0, REFUSED), f"{name} {number}: {ending.complaint}"
        assert ending.complaint.startswith("desktop.") == (ending.code == REFUSED)
        assert ending.found.kept_all, f"{name} {number}"
        refusals += ending.code == REFUSED
    assert refusals  # else the fault never came


def test_control_a_store_that_acknowledges_too_early_is_caught(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    writes = (f"inject=write:signal=SIGKILL:when={number}" for number in (2, 1, 3))
    assert any(bench.run("hasty", "-e", fault).found.lost_seconds for fault in writes)
