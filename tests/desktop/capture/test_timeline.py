"""Where time is missing: true gaps found with their length, late sound not taken for one."""

import random
from itertools import pairwise

import pytest

from asr.wire import SAMPLE_RATE
from desktop.capture.timeline import Gap, Timeline

PIECE = SAMPLE_RATE // 10


def _fed(timeline: Timeline, times: list[float]) -> list[Gap]:
    return [gap for at in times for gap in timeline.came(at, PIECE)]


def _steady(start: float, count: int, jitter: float = 0.0, seed: int = 1) -> list[float]:
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [start + 0.1 * n + chance.random() * jitter for n in range(1, count + 1)]


def test_sound_that_comes_in_time_misses_nothing() -> None:
    timeline = Timeline()
    assert _fed(timeline, _steady(50, 36_000, jitter=0.2)) == []
    assert timeline.samples == 36_000 * PIECE


@pytest.mark.parametrize("seconds", [0.5, 1.0, 7.3, 600.0])
def test_a_gap_is_found_where_it_is_and_as_long_as_it_was(seconds: float) -> None:
    timeline = Timeline()
    before = _steady(50, 100, jitter=0.1)
    after = _steady(60 + seconds, 100, jitter=0.1, seed=2)
    (gap,) = _fed(timeline, before + after)
    assert gap.at == 100 * PIECE
    assert gap.seconds == pytest.approx(seconds, abs=0.2)


def test_sound_that_was_held_up_and_catches_up_misses_nothing() -> None:
    timeline = Timeline()
    held_up = [60 + 1.6 + 0.001 * n for n in range(16)]
    assert _fed(timeline, _steady(50, 100) + held_up + _steady(61.6, 100)) == []


def test_control_the_same_without_catching_up_is_a_gap() -> None:
    (gap,) = _fed(Timeline(), _steady(50, 100) + _steady(61.6, 100))
    assert gap.seconds == pytest.approx(1.6, abs=0.01)


def test_two_gaps_are_two() -> None:
    times = _steady(50, 50) + _steady(57, 50) + _steady(65, 50)
    gaps = _fed(Timeline(), times)
    assert [gap.at for gap in gaps] == [50 * PIECE, 100 * PIECE]
    assert [gap.seconds for gap in gaps] == pytest.approx([2.0, 3.0], abs=0.02)


@pytest.mark.parametrize("rate", [1 - 1e-4, 1 + 1e-4])
def test_a_sound_card_that_is_fast_or_slow_makes_no_gap_in_four_hours(rate: float) -> None:
    times = [50 + 0.1 * n * rate for n in range(144_000)]
    assert _fed(Timeline(), times) == []


def test_many_small_losses_are_found_together() -> None:
    times, now = [], 50.0
    for n in range(2_000):
        now += 0.1 + (0.1 if n % 50 == 49 else 0.0)
        times.append(now)
    missed = sum(gap.seconds for gap in _fed(Timeline(), times))
    assert missed == pytest.approx(4.0, abs=0.5)


def test_what_is_known_to_be_lost_is_not_found_twice() -> None:
    timeline = Timeline()
    _fed(timeline, _steady(50, 100))
    assert timeline.skipped(1.5) == Gap(100 * PIECE, 1.5)
    assert _fed(timeline, _steady(61.5, 100)) == []


def test_where_the_sound_system_says_so_a_small_gap_counts() -> None:
    timeline = Timeline()
    _fed(timeline, _steady(50, 100))
    found = timeline.came(60.25, PIECE, overflow=True) + _fed(timeline, _steady(60.25, 40))
    assert [round(gap.seconds, 2) for gap in found] == [0.15]


def test_a_pause_is_no_gap() -> None:
    timeline = Timeline()
    _fed(timeline, _steady(50, 100))
    timeline.anew(90.0)
    assert _fed(timeline, _steady(90, 100)) == []


def test_control_what_is_late_after_a_pause_is_a_gap() -> None:
    timeline = Timeline()
    _fed(timeline, _steady(50, 100))
    timeline.anew(90.0)
    (gap,) = _fed(timeline, _steady(93, 100))
    assert gap.at == 100 * PIECE
    assert gap.seconds == pytest.approx(3.1, abs=0.2)


def test_what_is_missing_at_the_end_is_told() -> None:
    timeline = Timeline()
    _fed(timeline, _steady(50, 100))
    (gap,) = timeline.ends(64.0)
    assert gap.seconds == pytest.approx(4.0, abs=0.2)


def test_an_end_in_time_misses_nothing() -> None:
    timeline = Timeline()
    times = _steady(50, 100)
    _fed(timeline, times)
    assert timeline.ends(times[-1] + 0.1) == []
    assert all(b > a for a, b in pairwise(times))


def test_nothing_is_missed_of_what_never_began() -> None:
    assert Timeline().ends(1e6) == []
