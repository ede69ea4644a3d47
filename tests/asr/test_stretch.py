"""Faster and slower speech: as long as asked, as high as it was."""

from itertools import chain, repeat

import numpy as np
import numpy.typing as npt
import pytest

from asr.audio import SAMPLE_RATE, Samples
from asr.stretch import HOP, Stretched, stretched
from tests.fakes import voice

SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)


def sine(hertz: float, seconds: float) -> Samples:
    """A tone."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (10_000 * np.sin(2 * np.pi * hertz * time)).astype(np.int16)


def in_seconds(sound: Samples) -> list[Samples]:
    """The sound in pieces of a second, as a recording gives it."""
    return [sound[at : at + SAMPLE_RATE] for at in range(0, sound.size, SAMPLE_RATE)]


def played(sound: Samples, speed: float) -> Samples:
    return joined(list(stretched(in_seconds(sound), lambda: speed)))


def joined(pieces: list[Stretched]) -> Samples:
    return np.concatenate([piece.samples for piece in pieces])


def pitch(sound: Samples) -> float:
    """The strongest frequency."""
    middle: npt.NDArray[np.float64] = sound[HOP:-HOP].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(middle.size), 4 * middle.size))
    return float(np.argmax(spectrum)) * SAMPLE_RATE / (4 * middle.size)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("hertz", [110.0, 220.0, 1_000.0])
def test_a_tone_is_as_long_as_asked_and_as_high_as_it_was(hertz: float, speed: float) -> None:
    heard = played(sine(hertz, 4.0), speed)
    assert heard.size / SAMPLE_RATE == pytest.approx(4.0 / speed, abs=0.05)
    assert pitch(heard) == pytest.approx(hertz, rel=0.01)


def test_control_a_tone_that_is_merely_played_faster_is_higher() -> None:
    assert pitch(sine(220.0, 4.0)[::2]) == pytest.approx(440.0, rel=0.01)


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_tone_has_no_holes_and_no_clicks(speed: float) -> None:
    heard = played(sine(220.0, 4.0), speed)[HOP : -2 * HOP].astype(np.float64)
    loud = np.sqrt((heard[: heard.size - heard.size % 320].reshape(-1, 320) ** 2).mean(axis=1))
    assert loud.min() > 0.9 * loud.max()
    steepest = 10_000 * 2 * np.pi * 220.0 / SAMPLE_RATE
    assert np.abs(np.diff(heard)).max() < 1.5 * steepest


def test_at_its_own_speed_it_comes_out_as_it_went_in() -> None:
    sound = (voice(3.3) * 32_767).astype(np.int16)
    heard = played(sound, 1.0)
    assert np.array_equal(heard[: sound.size], sound)
    assert not heard[sound.size :].any()


@pytest.mark.parametrize("speed", SPEEDS)
def test_each_piece_says_where_in_the_recording_it_is(speed: float) -> None:
    pieces = list(stretched(in_seconds(sine(220.0, 4.0)), lambda: speed))
    for number, piece in enumerate(pieces):
        assert piece.at == pytest.approx(number * HOP * speed, abs=HOP + 1)


def test_the_speed_may_change_while_it_plays() -> None:
    speeds = chain(repeat(1.0, 100), repeat(2.0))
    pieces = list(stretched(in_seconds(sine(220.0, 6.0)), lambda: next(speeds)))
    assert len(pieces) * HOP / SAMPLE_RATE == pytest.approx(2.0 + 2.0, abs=0.06)
    assert pitch(joined(pieces)) == pytest.approx(220.0, rel=0.01)


@pytest.mark.parametrize("samples", [1, HOP, HOP + 1, 3 * HOP])
def test_little_sound_is_no_failure(samples: int) -> None:
    sound = np.full(samples, 100, dtype=np.int16)
    for speed in SPEEDS:
        assert abs(played(sound, speed).size - samples / speed) <= 2 * HOP


def test_of_no_sound_nothing_comes() -> None:
    assert list(stretched([], lambda: 1.5)) == []
