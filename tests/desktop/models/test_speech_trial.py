"""A speech model is timed with a clock of its own, with as few threads as are worth trying."""

from collections.abc import Callable, Generator

import numpy as np
import pytest

from asr.audio import Block
from asr.hearing import Hearing
from asr.speech import Floats
from asr.transcript import Language
from desktop.models.pace import SpeechPace
from desktop.models.speech_trial import SECONDS, sample_sound, seconds_of, try_speech
from tests.asr.echo import Echo
from tests.desktop.models.paces import SHA256
from tests.fakes import blocks, silence, voice


class Stopwatch:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Timed(Echo):
    """Takes a while for each window: the first of them the longest, as in life."""

    def __init__(self, clock: Stopwatch, seconds: float, first: float = 1.0) -> None:
        super().__init__()
        self._clock, self._seconds, self._first = clock, seconds, first
        self.heard = 0

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        self._clock.now += self._seconds + (0.0 if self.heard else self._first)
        self.heard += 1
        return self.guess(sound, language, hotwords)


def sound() -> list[Block]:
    """Four seconds, in which somebody speaks for three."""
    return list(blocks(np.concatenate([voice(3), silence(1)])))


def timed(
    seconds: dict[int, float],
    count: int,
    idle: Callable[[Stopwatch], None] = lambda clock: None,
) -> tuple[SpeechPace, list[int], list[float]]:
    """The pace of a model that takes so long a window; the threads tried; and what was told."""
    clock, loaded, told = Stopwatch(), list[int](), list[float]()

    def load(threads: int) -> Timed:
        loaded.append(threads)
        return Timed(clock, seconds[threads])

    trial = try_speech(SHA256, load, sound(), count, clock)

    def between(done: float) -> None:
        told.append(done)
        idle(clock)

    return outcome(trial, between), loaded, told


def outcome(
    trial: Generator[float, None, SpeechPace], told: Callable[[float], object] = id
) -> SpeechPace:
    """What comes of it."""
    while True:
        try:
            told(next(trial))
        except StopIteration as ended:
            pace: SpeechPace = ended.value
            return pace


def test_the_first_window_does_not_count() -> None:
    pace, _, _ = timed({2: 1.0, 1: 2.0}, 2)
    assert pace.work == pytest.approx(1.0 / 4)
    assert (pace.sha256, pace.threads, pace.cores) == (SHA256, 2, 2)


def test_of_fewer_threads_that_are_as_fast_the_fewest_are_taken() -> None:
    pace, loaded, _ = timed({7: 1.0, 4: 1.03, 2: 1.5}, 8)
    assert pace.threads == 4
    assert loaded == [7, 4, 2]  # and one thread is not tried


def test_what_is_done_between_two_windows_does_not_count() -> None:
    def other_work(clock: Stopwatch) -> None:
        clock.now += 100

    pace, _, _ = timed({2: 1.0, 1: 2.0}, 2, other_work)
    assert pace.work == pytest.approx(1.0 / 4)


def test_the_faster_of_two_counts() -> None:
    clock = Stopwatch()

    class Disturbed(Timed):
        def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
            clock.now += 3.0 if self.heard == 1 else 0.0
            return super().hear(sound, language, hotwords)

    trial = try_speech(SHA256, lambda threads: Disturbed(clock, 1.0), sound(), 1, clock)
    assert outcome(trial).work == pytest.approx(1.0 / 4)


def test_a_model_that_is_hopelessly_slow_is_heard_once() -> None:
    pace, loaded, _ = timed({7: 9.0}, 8)
    assert loaded == [7]
    assert pace.work == pytest.approx(10.0 / 4)
    assert not pace.keeps_up


def test_how_far_it_is_grows() -> None:
    _, _, told = timed({2: 1.0, 1: 1.0}, 2)
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] < 1


def test_left_in_its_midst_it_gives_nothing() -> None:
    clock = Stopwatch()
    trial = try_speech(SHA256, lambda threads: Timed(clock, 1.0), sound(), 2, clock)
    next(trial)
    trial.close()
    with pytest.raises(StopIteration) as ended:
        next(trial)
    assert ended.value.value is None


def test_the_sample_is_half_a_minute_of_speech() -> None:
    assert seconds_of(sample_sound()) == SECONDS
