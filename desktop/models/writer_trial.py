"""Try a language model out, for what it writes and for how fast that is here.

First, where there is a choice, with which number of threads: on the beginnings of the conversations
of the trial. Then with that number the notes of all of them, which give the figures that are kept.
"""

from collections.abc import Callable, Sequence

from asr.transcript import Transcript
from desktop.models.check import untold
from desktop.models.fitness import Fitness
from desktop.models.pace import (
    WriterPace,
    cores,
    fewest,
    is_worse,
    listening_threads,
    writer_counts,
)
from desktop.models.trials import Told, conversation, trials, try_out
from summarize.generate import Generate
from summarize.runtime import Figures
from summarize.template import find_template

# Utterances of a conversation with which a number of threads is timed; some 300 tokens.
_BEGINNING = 12
_TIMING = 0.2  # the part of a trial that this is

LoadWith = Callable[[int], Generate]  # takes the number of threads


def try_writer(
    sha256: str, load: LoadWith, told: Told = untold, count: int | None = None
) -> tuple[Fitness, WriterPace | None]:
    """How the model with these weights writes, and how fast; None: its runtime does not say."""
    count = count or cores()
    counts = writer_counts(count, listening_threads())
    timing = _TIMING if len(counts) > 1 else 0.0
    threads = _best(load, counts, lambda done: told(timing * done))
    fitness, took = try_out(load(threads), lambda done: told(timing + (1 - timing) * done))
    return fitness, pace_of(took, sha256, count, threads)


def pace_of(took: Sequence[Figures], sha256: str, count: int, threads: int) -> WriterPace | None:
    """The speed that these answers show; None where they show none."""
    read = sum(one.read for one in took)
    written = sum(one.written for one in took)
    reading = sum(one.read_seconds for one in took)
    writing = sum(one.write_seconds for one in took)
    if not min(read, written, reading, writing) > 0:
        return None
    rates = {"read": read / reading, "written": written / writing}
    return WriterPace(sha256=sha256, cores=count, threads=threads, **rates)


def _best(load: LoadWith, counts: Sequence[int], told: Told) -> int:
    """The number of threads with which a draft is there soonest, or nearly."""
    timed: dict[int, float] = {}
    for place, threads in enumerate(counts if len(counts) > 1 else ()):
        took = _draft(load(threads), threads)
        told((place + 1) / len(counts))
        if took is None:
            break
        timed[threads] = took
        if is_worse(tuple(timed.values())):
            break
    return fewest(timed) if timed else counts[-1]


def _draft(writer: Generate, threads: int) -> float | None:
    """The seconds of a draft, by the faster of two beginnings after one that warms it up."""
    drafts: list[float] = []
    for trial in trials():
        template = find_template(trial.template, trial.language)
        for _ in writer.lines(_beginning(conversation(trial)), template):
            break  # one heading is enough
        pace = pace_of(writer.took, "0" * 64, cores(), threads)
        if pace is not None:
            drafts.append(pace.draft)
    return min(drafts[1:] or drafts, default=None)


def _beginning(talk: Transcript) -> Transcript:
    return talk.model_copy(update={"utterances": talk.utterances[:_BEGINNING]})
