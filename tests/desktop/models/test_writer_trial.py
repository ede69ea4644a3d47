"""A language model is timed by the figures of its runtime, and judged with the best threads."""

from collections.abc import Callable, Generator
from dataclasses import dataclass

import pytest

from desktop.models.pace import remember_pace, writer_counts
from desktop.models.writer_trial import pace_of, try_writer
from summarize.generate import Generate
from summarize.runtime import Figures, Prompt, Schema
from tests.desktop.models.paces import SHA256, speech
from tests.summarize.runtimes import Phrasing


@dataclass
class Timed(Phrasing):
    """Reads a hundred tokens and writes ten for each answer, and says how long that took."""

    second: float = 1.0  # for both
    answers: int = 0

    def write(self, prompt: Prompt, schema: Schema, most: int) -> Generator[str, None, None]:
        yield from super().write(prompt, schema, most)
        self.answers += 1
        took = self.second * (10 if self.answers == 1 else 1)
        self.figures = Figures(read=100, written=10, read_seconds=took / 2, write_seconds=took / 2)


def loading(seconds: dict[int, float], loaded: list[int]) -> Callable[[int], Generate]:
    """A model that takes so long for an answer with each number of threads."""

    def load(threads: int) -> Generate:
        loaded.append(threads)
        return Generate(Timed(second=seconds[threads]))

    return load


def test_where_there_is_no_choice_its_notes_are_its_trial() -> None:
    loaded: list[int] = []
    fitness, pace = try_writer(SHA256, loading({1: 2.0}, loaded), count=2)
    assert fitness.verdict == "fit"
    assert loaded == [1]
    assert pace is not None
    assert (pace.sha256, pace.cores, pace.threads) == (SHA256, 2, 1)
    assert pace.read / pace.written == pytest.approx(10)
    assert 50 < pace.read < 100  # the first answer took ten times as long


def test_the_fewest_threads_that_are_nearly_as_fast_write_the_notes() -> None:
    loaded: list[int] = []
    _, pace = try_writer(SHA256, loading({4: 2.0, 2: 2.05, 1: 4.0}, loaded), count=8)
    assert loaded == [4, 2, 1, 2]
    assert pace is not None
    assert pace.threads == 2


def test_fewer_are_not_tried_once_they_are_slower() -> None:
    loaded: list[int] = []
    try_writer(SHA256, loading({4: 2.0, 2: 3.0}, loaded), count=8)
    assert loaded == [4, 2, 4]


def test_what_listens_here_keeps_its_threads() -> None:
    loaded: list[int] = []
    assert writer_counts(4) == (2, 1)
    remember_pace(speech(0.3, threads=3))
    _, pace = try_writer(SHA256, loading({1: 2.0}, loaded), count=4)
    assert loaded == [1]
    assert pace is not None


def test_a_runtime_that_tells_no_figures_has_no_pace() -> None:
    fitness, pace = try_writer(SHA256, lambda threads: Generate(Phrasing()), count=8)
    assert fitness.verdict == "fit"
    assert pace is None
    assert pace_of([Figures(read=3, written=2, read_seconds=1.0)], SHA256, 2, 1) is None


def test_how_far_it_is_is_told_over_all_of_it() -> None:
    told: list[float] = []
    try_writer(SHA256, loading({2: 2.0, 1: 3.0}, []), told.append, count=4)
    assert told == sorted(told)
    assert told[0] == pytest.approx(0.1)
    assert told[-1] == 1
