"""A process killed at any moment loses nothing that it was told is kept."""

import os
import random
import signal
import time
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from desktop.store.sealing import Key
from tests.trust.keeping import Acknowledged, Kind, keep, look, prepare
from tests.trust.scale import FULL, full

_ITEMS = 10_000  # more than it ever comes to


def killed(home: Path, key: Key, kind: Kind, chance: random.Random) -> Acknowledged:
    """Keep things in another process, and kill it after a few acknowledgements."""
    fork = get_context("fork")  # no start-up: the kill is what is tried
    listening, telling = fork.Pipe(duplex=False)
    process = fork.Process(target=_keep, args=(home, key, kind, telling))
    process.start()
    telling.close()
    heard = b""
    for _ in range(chance.randint(0, 12)):
        heard += listening.recv_bytes()
    time.sleep(chance.uniform(0, 0.006))  # anywhere within the next write
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with suppress(EOFError):
        while True:
            heard += listening.recv_bytes()
    listening.close()
    assert process.exitcode == -signal.SIGKILL
    process.close()
    return Acknowledged.of(heard)


def _keep(home: Path, key: Key, kind: Kind, telling: Connection) -> None:
    keep(home, key, kind, _ITEMS, lambda line: telling.send_bytes(f"{line}\n".encode()))


@pytest.mark.xdist_group("trust-kill")
def test_a_kill_at_any_moment_loses_nothing_acknowledged(tmp_path: Path) -> None:
    key, chance = Key.new(), random.Random(1)  # noqa: S311 - where to strike
    prepare(tmp_path, key)
    slowest = 0.0
    for _ in range(full(300, 15)):
        told = killed(tmp_path, key, "real", chance)
        begun = time.monotonic()
        assert look(tmp_path, key, told).kept_all
        slowest = max(slowest, time.monotonic() - begun)
    if FULL:  # else other tests share the machine
        assert slowest < 5


@pytest.mark.xdist_group("trust-kill")
def test_control_a_store_that_acknowledges_too_early_is_caught(tmp_path: Path) -> None:
    key, chance = Key.new(), random.Random(2)  # noqa: S311 - where to strike
    prepare(tmp_path, key)
    found = []
    for _ in range(40):
        found.append(look(tmp_path, key, killed(tmp_path, key, "hasty", chance)))
        if found[-1].lost_seconds:
            break
    assert found[-1].lost_seconds
