"""How loud sound is, and when nothing in it moves."""

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Samples
from asr.level import SILENT, Flatline, Level, as_block, level


def _sine(peak: float, seconds: float = 1.0) -> Samples:
    turns = np.arange(int(seconds * SAMPLE_RATE)) * 440 / SAMPLE_RATE
    return np.round(peak * np.sin(2 * np.pi * turns)).astype(np.int16)


def _noise(dbfs: float, seconds: float, seed: int = 1) -> Samples:
    samples = np.random.default_rng(seed).normal(0, 32768 * 10 ** (dbfs / 20), int(seconds * 16000))
    return np.clip(np.round(samples), -32768, 32767).astype(np.int16)


def test_a_full_sine_is_at_the_top_and_its_power_three_below() -> None:
    loud = level(_sine(32767))
    assert loud.peak == pytest.approx(0.0, abs=0.01)
    assert loud.rms == pytest.approx(-3.01, abs=0.01)


def test_half_of_it_is_six_lower() -> None:
    assert level(_sine(16384)).peak == pytest.approx(-6.02, abs=0.01)


@pytest.mark.parametrize("samples", [np.zeros(1600, np.int16), np.zeros(0, np.int16)])
def test_nothing_is_at_the_bottom(samples: Samples) -> None:
    assert level(samples) == Level(SILENT, SILENT)


def test_the_lowest_sample_there_is_does_not_wrap_round() -> None:
    assert level(np.full(10, -32768, np.int16)) == Level(0.0, 0.0)


def test_the_smallest_step_is_above_the_bottom() -> None:
    assert SILENT < level(np.array([0, 1, 0], np.int16)).rms < -90


@pytest.mark.parametrize("value", [0, -1, 300])
def test_what_rests_is_counted_over_the_borders_of_pieces(value: int) -> None:
    flatline = Flatline()
    flatline.feed(_sine(1000))
    still = np.full(1600, value, np.int16)
    assert [round(flatline.feed(still), 2) for _ in range(3)] == [0.1, 0.2, 0.3]
    assert flatline.feed(_sine(1000)) < 0.01


def test_it_counts_from_the_last_sample_that_moved() -> None:
    samples = np.zeros(1600, np.int16)
    samples[599] = 7
    assert Flatline().feed(samples) == pytest.approx(1000 / SAMPLE_RATE)


def test_two_values_at_rest_are_no_rest() -> None:
    flatline = Flatline()
    flatline.feed(np.full(1600, 5, np.int16))
    assert flatline.feed(np.full(1600, 6, np.int16)) == pytest.approx(0.1)


@pytest.mark.parametrize("dbfs", [-50, -65, -80])
def test_a_quiet_room_never_rests(dbfs: float) -> None:
    flatline = Flatline()
    pieces = _noise(dbfs, 60).reshape(-1, 1600)
    assert max(flatline.feed(piece) for piece in pieces) < 0.02


def test_a_block_has_the_samples_of_the_bytes() -> None:
    samples = _sine(1000, 0.1)
    block = as_block(samples.tobytes())
    assert block.samples.shape == (1, 1600)
    assert np.array_equal(block.samples[0], samples)
