"""Pieces of sound become seconds of a recording; what is missing is marked."""

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Samples
from asr.microphone import SNIPPET_SAMPLES, Snippet
from desktop.capture.gathering import HELD, Gathering, Nowhere, Track
from desktop.store.mark import Mark
from tests.desktop.capture.studio import Tape


class Device:
    """A device whose samples count up from one, a tenth of a second at a time."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.now = 100.0
        self._count = 1
        self._number = 0

    def gives(self, seconds: float, zeros: bool = False) -> "Device":
        for _ in range(round(seconds * 10)):
            samples = np.arange(self._count, self._count + SNIPPET_SAMPLES).astype(np.int16)
            if zeros:
                samples[:] = 0
            self._count += SNIPPET_SAMPLES
            self.now += 0.1
            self.gathering.take(Snippet(self._number, self.now, False, samples.tobytes()))
            self._number += 1
        return self

    def is_away(self, seconds: float) -> "Device":
        self.now += seconds
        return self

    def begins_anew(self) -> "Device":
        self.gathering.begins()
        self._number = 0
        return self

    def loses(self, snippets: int) -> "Device":
        self._number += snippets
        self._count += snippets * SNIPPET_SAMPLES
        self.now += snippets * 0.1
        return self


def _counting(seconds: float) -> Samples:
    return np.arange(1, round(seconds * SAMPLE_RATE) + 1).astype(np.int16)


@pytest.fixture
def tape() -> Tape:
    return Tape()


@pytest.fixture
def device(tape: Tape) -> Device:
    return Device(Gathering(tape))


def test_the_sound_is_kept_whole_in_seconds(device: Device, tape: Tape) -> None:
    device.gives(3.4)
    assert [len(block) for block in tape.blocks] == [SAMPLE_RATE] * 3
    assert device.gathering.kept == 3.0
    device.gathering.finish(device.now)
    assert np.array_equal(tape.sound, _counting(3.4))
    assert tape.marks == []
    assert tape.closed


def test_a_device_that_comes_back_leaves_a_gap_of_its_length(device: Device, tape: Tape) -> None:
    device.gives(2.5)
    device.gathering.lost(deaf=False)
    assert device.gathering.kept == 2.5  # nothing waits in memory while there is no device
    device.is_away(7.3).begins_anew().gives(3)
    lost, gap = tape.marks
    assert (lost.kind, lost.at) == ("device_lost", round(2.5 * SAMPLE_RATE))
    assert (gap.kind, gap.at) == ("gap", round(2.5 * SAMPLE_RATE))
    assert gap.seconds == pytest.approx(7.3, abs=0.2)


@pytest.mark.parametrize(("lost", "gaps"), [(True, 1), (False, 0)])
def test_a_device_that_is_soon_back_leaves_its_gap_and_a_late_one_leaves_none(
    device: Device, tape: Tape, lost: bool, gaps: int
) -> None:
    device.gives(3)
    if lost:
        device.gathering.lost(deaf=False)
    device.is_away(0.2).gives(3)
    device.gathering.finish(device.now)
    assert len(tape.gaps) == gaps


def test_a_device_that_stays_away_leaves_a_gap_until_the_end(device: Device, tape: Tape) -> None:
    device.gives(2.5)
    device.gathering.lost(deaf=False)
    device.gathering.finish(device.now + 4)
    assert [gap.seconds for gap in tape.gaps] == pytest.approx([4.0], abs=0.2)
    assert tape.closed


def test_snippets_that_were_lost_are_a_gap(device: Device, tape: Tape) -> None:
    device.gives(1.2).loses(4).gives(1)
    device.gathering.finish(device.now)
    assert tape.gaps == [Mark(kind="gap", at=round(1.2 * SAMPLE_RATE), seconds=0.4)]


def test_digital_silence_is_kept_after_a_while(device: Device, tape: Tape) -> None:
    device.gives(1)
    device.gives(HELD + 5, zeros=True).gives(1)
    device.gathering.finish(device.now)
    assert len(tape.sound) == round((HELD + 7) * SAMPLE_RATE)
    assert tape.marks == []


def test_a_moment_of_it_is_kept_in_its_place(device: Device, tape: Tape) -> None:
    device.gives(1).gives(0.5, zeros=True).gives(1)
    device.gathering.finish(device.now)
    assert not tape.sound[SAMPLE_RATE : SAMPLE_RATE * 3 // 2].any()
    assert np.array_equal(
        tape.sound[SAMPLE_RATE * 3 // 2 :], _counting(2.5)[SAMPLE_RATE * 3 // 2 :]
    )


def test_silence_of_a_device_that_is_not_the_right_one_is_a_gap(device: Device, tape: Tape) -> None:
    device.gives(1.5).is_away(0.9).gives(0.8, zeros=True)
    device.gathering.lost(deaf=True)
    device.begins_anew().gives(3)
    device.gathering.finish(device.now)
    assert len(tape.sound) == round(4.5 * SAMPLE_RATE)
    assert [(gap.at, round(gap.seconds, 1)) for gap in tape.gaps] == [(24_000, 1.7)]


def test_a_pause_keeps_nothing_and_is_no_gap(device: Device, tape: Tape) -> None:
    device.gives(1.5)
    device.gathering.pause()
    device.gives(4)
    device.gathering.resume(device.now)
    device.gives(1)
    device.gathering.bookmark()
    device.gathering.finish(device.now)
    assert [(mark.kind, mark.at) for mark in tape.marks] == [
        ("pause", 24_000),
        ("resumed", 24_000),
        ("bookmark", 40_000),
    ]
    assert np.array_equal(tape.sound[:24_000], _counting(1.5))
    assert len(tape.sound) == 40_000


def test_ten_minutes_of_sleep_are_a_gap(device: Device, tape: Tape) -> None:
    device.gives(5).is_away(600).gives(5)
    device.gathering.finish(device.now)
    assert [gap.seconds for gap in tape.gaps] == pytest.approx([600.0], abs=0.2)
    assert len(tape.sound) == 10 * SAMPLE_RATE


def test_nowhere_keeps_nothing_and_can_do_all_that_a_track_can() -> None:
    track: Track = Nowhere()
    device = Device(Gathering(track)).gives(2)
    device.gathering.lost(deaf=False)
    device.gathering.finish(device.now)
    assert device.gathering.kept == 2.0
