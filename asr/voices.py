"""What somebody sounds like in an utterance, from its beginning to its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from asr.audio import SAMPLE_RATE
from asr.speech import Floats
from asr.voice_model import SLICE, Numbers, voices
from asr.window import Span

# Slices of an utterance begin at most so many seconds apart: they overlap by a third or more, and
# where another voice begins inside it can be told to some tenths of a second.
STEP = 1.1
# Less sound than this, a click or half a word, tells no voice.
SHORTEST = 0.2
# Who takes over seldom does so without a breath: no slice reaches over a pause of so many seconds.
BREATH = 0.2
# Less than this tells too little by itself: it is heard with what stands beside it.
PHRASE = 0.8
_SECONDS = SLICE / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class VoiceSlice:
    """How the voice sounds between two times of the recording."""

    start: float
    end: float
    heard: str  # its numbers, a byte each: whole ones of a visit of two hours would take 50 MB

    @property
    def seconds(self) -> float:
        return self.end - self.start

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def numbers(self) -> Numbers:
        """A row of length 1."""
        whole = np.frombuffer(bytes.fromhex(self.heard), dtype=np.uint8).astype(np.float64)
        return np.asarray(whole / max(float(np.linalg.norm(whole)), 1e-9))


def voices_of(
    spans: Sequence[Span], speech: Sequence[Span], sound: Callable[[float, float], Floats]
) -> list[tuple[VoiceSlice, ...]]:
    """The voice in each of these spans.

    `speech` is where somebody speaks; `sound` gives the samples between two times.
    """
    rows = [[one for part in _phrases(span, speech) for one in _slices(part)] for span in spans]
    heard = iter(voices([sound(one.start, one.end) for row in rows for one in row]))
    return [
        tuple(VoiceSlice(one.start, one.end, _packed(next(heard))) for one in row) for row in rows
    ]


def _phrases(span: Span, speech: Sequence[Span]) -> list[Span]:
    """The speech in a span, from breath to breath."""
    phrases: list[Span] = []
    for one in speech:
        part = Span(max(one.start, span.start), min(one.end, span.end))
        if part.end <= part.start:
            continue
        short = bool(phrases) and min(_length(phrases[-1]), _length(part)) < PHRASE
        if phrases and (short or part.start - phrases[-1].end < BREATH):
            phrases[-1] = Span(phrases[-1].start, part.end)
        else:
            phrases.append(part)
    return [one for one in phrases if _length(one) >= SHORTEST]


def _length(span: Span) -> float:
    return span.end - span.start


def _slices(phrase: Span) -> list[Span]:
    """Slices of equal length, evenly over the whole."""
    spare = phrase.end - phrase.start - _SECONDS
    if spare <= 0:
        return [phrase]
    steps = ceil(spare / STEP)
    starts = [phrase.start + number * spare / steps for number in range(steps + 1)]
    return [Span(one, one + _SECONDS) for one in starts]


def _packed(numbers: Numbers) -> str:
    """None of the numbers is below zero: the last step of the network sees to that."""
    return np.rint(255 * numbers / max(float(numbers.max()), 1e-9)).astype(np.uint8).tobytes().hex()
