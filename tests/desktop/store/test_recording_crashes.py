"""Whatever is recorded and wherever it crashes: what was acknowledged comes back, and goes on."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import RecordingDamaged
from desktop.store.mark import Mark
from desktop.store.recording_file import RecordingFile
from desktop.store.sealed_recording import SealedRecordingInProgress
from desktop.store.sealing import Key
from tests.desktop.store.recordings import begun, noise, reader

SECTOR = 512

Kept = tuple[bytes | Mark, ...]
Crash = tuple[float, frozenset[int]]  # how much of the record in flight is there; sectors missing

SOUND = st.integers(1, 1500)  # samples: up to three kilobytes, so up to seven sectors
CRASH = st.tuples(st.floats(0, 1), st.frozensets(st.integers(0, 6)))
STEPS = st.lists(st.one_of(SOUND, st.just("mark"), CRASH), max_size=12)


class Life:
    """A recording with its crashes. The record last written is in flight until there is another."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._key = Key.new()
        self._recording = begun(place, self._key)
        self._offset = place.stat().st_size
        self.acknowledged: Kept = ()
        self.with_last: Kept = ()

    def record(self, number: int, step: int | str) -> None:
        self.acknowledged, self._offset = self.with_last, self._place.stat().st_size
        if isinstance(step, int):
            block = noise(step, number)
            self._recording.append(block)
            self.with_last += (block.samples.tobytes(),)
        else:
            mark = Mark(kind="bookmark", at=number)
            self._recording.mark(mark)
            self.with_last += (mark,)

    def crash(self, share: float, missing: frozenset[int]) -> None:
        """Leave of the record in flight only so much, and that without some sectors."""
        self._recording.leave()
        data, start = bytearray(self._place.read_bytes()), self._offset
        del data[start + round(share * (len(data) - start)) :]
        for sector in missing:
            begin = start - start % SECTOR + sector * SECTOR
            begin, end = max(begin, start), min(begin + SECTOR, len(data))
            data[begin:end] = bytes(max(0, end - begin))
        self._place.write_bytes(data)

    def go_on(self) -> None:
        """Resume, with all that was acknowledged; what was in flight may be there as well."""
        self._offset = RecordingFile(self._place, self._key).end.offset
        self._recording = SealedRecordingInProgress.on(self._place, self._key)
        there = self._told()
        assert there in (self._sorted(self.acknowledged), self._sorted(self.with_last))
        if there == self._sorted(self.acknowledged):
            self.with_last = self.acknowledged
        self.acknowledged = self.with_last

    def end(self) -> None:
        self._recording.close()
        assert self._told() == self._sorted(self.with_last)
        assert reader(self._place, self._key).complete

    def stop(self) -> None:
        self._recording.leave()

    def _told(self) -> tuple[list[bytes], list[Mark]]:
        kept = reader(self._place, self._key)
        return [block.samples.tobytes() for block in kept], list(kept.marks())

    @staticmethod
    def _sorted(kept: Kept) -> tuple[list[bytes], list[Mark]]:
        sound = [item for item in kept if isinstance(item, bytes)]
        return sound, [item for item in kept if isinstance(item, Mark)]


def lived(place: Path, steps: list[int | str | Crash]) -> Life:
    life = Life(place)
    for number, step in enumerate(steps):
        if isinstance(step, tuple):
            life.crash(*step)
            life.go_on()
        else:
            life.record(number, step)
    return life


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_what_was_acknowledged_comes_back_after_any_crash(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int | str | Crash]
) -> None:
    lived(tmp_path_factory.mktemp("life") / "one.sound", steps).end()


def test_control_a_second_acknowledged_too_early_is_missed(tmp_path: Path) -> None:
    life = lived(tmp_path / "one.sound", [900, 900])
    life.acknowledged = life.with_last
    life.crash(0.5, frozenset())
    with pytest.raises(AssertionError):
        life.go_on()
    life.stop()


def test_control_a_store_that_takes_a_torn_tail_for_damage_does_not_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecordingFile, "_torn", lambda *_: False)
    life = lived(tmp_path / "one.sound", [900, 900])
    life.crash(1.0, frozenset({2}))
    with pytest.raises(RecordingDamaged):
        life.go_on()
    life.stop()
