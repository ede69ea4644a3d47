"""Whatever of the unsynced a crash leaves on the disk, what was acknowledged is in it and whole."""

import shutil
import time
from pathlib import Path

import pytest

from desktop.store.sealing import Key
from tests.trust.conftest import needs_tool
from tests.trust.crash_states import State, states, trace
from tests.trust.keeping import Found, Kind, look, prepare
from tests.trust.scale import FULL, full

pytestmark = [needs_tool("strace"), pytest.mark.xdist_group("trust-states")]


class Rebuilt:
    """A store, what keeping things in it asked of the system, and the states that follow."""

    def __init__(self, folder: Path, kind: Kind, items: int) -> None:
        self.key, home = Key.new(), folder / "home"
        prepare(home, self.key)
        before = {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}
        lines = trace(home, self.key, kind, items, folder / "calls")
        self.states: list[State] = list(states(home, before, lines, seed=1))
        self._home = home

    def found(self, state: State) -> Found:
        """What is there in that state."""
        for folder in ("recordings", "keys"):
            shutil.rmtree(self._home / folder)
            (self._home / folder).mkdir()
        for file in self._home.iterdir():
            if file.is_file():
                file.unlink()
        for place, data in state.files.items():
            place.write_bytes(data)
        return look(self._home, self.key, state.told)


def test_every_state_after_a_crash_holds_what_was_acknowledged(tmp_path: Path) -> None:
    rebuilt = Rebuilt(tmp_path, "real", full(4, 2))
    assert len(rebuilt.states) > 100
    assert rebuilt.states[-1].told.note == full(4, 2) - 1  # the acknowledgements were seen
    slowest = 0.0
    for state in rebuilt.states[:: full(1, 7)]:
        begun = time.monotonic()
        found = rebuilt.found(state)
        slowest = max(slowest, time.monotonic() - begun)
        assert found.kept_all, f"call {state.call}, {state.how}: {found}"
    if FULL:  # else other tests share the machine
        assert slowest < 5


@pytest.mark.parametrize("kind", ["normal", "no-sync"])
def test_control_a_store_that_does_not_wait_for_the_disk_is_caught(
    tmp_path: Path, kind: Kind
) -> None:
    rebuilt = Rebuilt(tmp_path, kind, 2)
    late = [state for state in rebuilt.states if state.told.note >= 0 and state.how == "none"]
    assert any(not rebuilt.found(state).kept_all for state in late)
