"""Try a speech model out on half a minute of the bundled sample: how fast, with how many threads.

Nothing of what it hears is kept.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from importlib.resources import as_file, files
from itertools import islice

from asr.audio import SAMPLE_RATE, Block, open_sound
from asr.elapsed import elapsed
from asr.hear import Listener, Listening, hear
from desktop.models.pace import (
    KEEPS_UP,
    SpeechPace,
    cores,
    fewest,
    is_worse,
    speech_counts,
)
from desktop.vocabulary import expected_words

SECONDS = 28  # of the sample: one window, which ends where somebody stops speaking
RUNS = 2  # of which the faster counts: the machine may be doing something else
# A model that takes so many seconds for a second when it begins does not keep up with any number
# of threads; with a large one on a small machine each window takes minutes.
_HOPELESS = 3 * KEEPS_UP

LoadWith = Callable[[int], Listener]  # takes the number of threads
Clock = Callable[[], float]


def try_speech(
    sha256: str,
    load: LoadWith,
    sound: Sequence[Block],
    count: int | None = None,
    clock: Clock = elapsed,
) -> Generator[float, None, SpeechPace]:
    """Time the model with these weights; yields which part is done (0-1), a window at a time.

    Only its own work counts, not what is done between two steps.
    """
    count = count or cores()
    counts, timed = speech_counts(count), dict[int, float]()
    for place, threads in enumerate(counts):
        timing = _timed(load(threads), sound, clock)
        timed[threads] = yield from _part(timing, place, len(counts))
        if is_worse(tuple(timed.values())) or timed[threads] > _HOPELESS * seconds_of(sound):
            break
    threads = fewest(timed)
    work = timed[threads] / seconds_of(sound)
    return SpeechPace(sha256=sha256, cores=count, threads=threads, work=max(work, 0.001))


def sample_sound() -> tuple[Block, ...]:
    """What is heard for it."""
    sample = files("assets") / "sample" / "nl.ogg"
    with as_file(sample) as file, open_sound(file) as sound:
        return tuple(islice(sound, SECONDS))


def seconds_of(sound: Sequence[Block]) -> float:
    """How long that is."""
    samples: int = sum(block.samples.shape[1] for block in sound)
    return samples / SAMPLE_RATE


def _part(
    timing: Generator[float, None, float], place: int, of: int
) -> Generator[float, None, float]:
    """The same, as one part of as many."""
    while True:
        try:
            done = next(timing)
        except StopIteration as ended:
            took: float = ended.value
            return took
        yield (place + done) / of


def _timed(
    listener: Listener, sound: Sequence[Block], clock: Clock
) -> Generator[float, None, float]:
    """The seconds that the model takes once it is warm; yields which part of this is done."""
    took: list[float] = []
    for run in range(1 + RUNS):
        took.append(0.0)
        for seconds in _windows(listener, sound, clock):
            took[-1] += seconds
            yield (1 + run) / (2 + RUNS)
        if took[-1] > _HOPELESS * seconds_of(sound):
            break
    return min(took[1:] or took)


def _windows(listener: Listener, sound: Sequence[Block], clock: Clock) -> Iterator[float]:
    """The seconds that each window takes, and what comes after the last."""
    how = Listening(language="nl", vocabulary=expected_words("nl"))
    heard: Iterator[object] = hear(sound, 1, listener, how)
    over = False
    while not over:
        began = clock()
        over = next(heard, None) is None
        yield clock() - began
