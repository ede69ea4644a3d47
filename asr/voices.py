"""What somebody sounds like in an utterance, from its beginning to its end."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
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
# Who takes over mostly does so in a breath: no slice reaches over a pause of so many seconds,
# unless it parts less than a phrase, which tells too little by itself, from something near by.
BREATH = 0.1
PHRASE = 0.5
NEAR = 0.3
LONGEST = SLICE / SAMPLE_RATE  # seconds of a slice


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
        whole = np.frombuffer(b64decode(self.heard), dtype=np.uint8).astype(np.float64)
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
    inside = (Span(max(one.start, span.start), min(one.end, span.end)) for one in speech)
    phrases = [one for one in inside if one.end > one.start]
    while (at := _belongs(phrases)) is not None:
        phrases[at : at + 2] = [Span(phrases[at].start, phrases[at + 1].end)]
    return [one for one in phrases if _length(one) >= SHORTEST]


def _belongs(phrases: Sequence[Span]) -> int | None:
    """Which one belongs to the next most of all, if any does."""
    pauses = {
        number: b.start - a.end
        for number, (a, b) in enumerate(pairwise(phrases))
        if b.start - a.end < (NEAR if min(_length(a), _length(b)) < PHRASE else BREATH)
    }
    return min(pauses, key=lambda number: pauses[number], default=None)


def _length(span: Span) -> float:
    return span.end - span.start


def _slices(phrase: Span) -> list[Span]:
    """Slices of equal length, evenly over the whole."""
    spare = phrase.end - phrase.start - LONGEST
    if spare <= 0:
        return [phrase]
    steps = ceil(spare / STEP)
    starts = [phrase.start + number * spare / steps for number in range(steps + 1)]
    return [Span(one, one + LONGEST) for one in starts]


def _packed(numbers: Numbers) -> str:
    """None of the numbers is below zero: the last step of the network sees to that."""
    whole = np.rint(255 * numbers / max(float(numbers.max()), 1e-9)).astype(np.uint8)
    return b64encode(whole.tobytes()).decode()
