"""What somebody sounds like in an utterance, from its beginning to its end."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import numpy as np
from pydantic import Base64Bytes

from asr.audio import SAMPLE_RATE
from asr.speech import Floats
from asr.voice_model import SIZE, SLICE, Numbers, voices
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
# Where the voice changes without a pause a slice is of two people. Where that may be it is heard
# closely: in slices of half a second, some 75 a minute if a turn takes five seconds. The network
# needs 2.7 ms for each.
CLOSE = 0.5
CLOSE_STEP = 0.3
CLOSE_REACH = 1.1  # seconds from the end of what sounds like one, and from where the other begins
_EDGE = 0.05  # of what is heard closely, too near to its end for the middle of a slice
# Of two slices that follow each other within so many seconds, 1.6 s long, of one person 95 % are
# alike to 0.76 or more, of two people 75 % to 0.74 or less; shorter ones of either are less alike.
_FOLLOWS = 2.0
_ALIKE, _ALIKE_A_SECOND = 0.55, 0.125
_SURELY = 0.08  # more than that, and nobody else is in either
_MOST = 15  # of what is kept of a number in half a byte: its root, for small ones tell as much


@dataclass(frozen=True, slots=True)
class VoiceSlice:
    """How the voice sounds between two times of the recording.

    Its numbers take half a byte each: whole ones of a visit of two hours would take 50 MB.
    """

    start: float
    end: float
    heard: Base64Bytes
    close_from: float = 0.0  # the middle of the first of its slices of half a second
    close: Base64Bytes = b""  # their numbers

    @property
    def seconds(self) -> float:
        return self.end - self.start

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def numbers(self) -> Numbers:
        """A row of length 1."""
        return np.asarray(_unpacked(self.heard)[0])

    @property
    def closely(self) -> tuple[Numbers, Numbers]:
        """The middles of its slices of half a second, and a row of length 1 for each."""
        rows = _unpacked(self.close)
        times = self.close_from + CLOSE_STEP * np.arange(len(rows), dtype=np.float64)
        return np.asarray(times, dtype=np.float64), rows


def voices_of(
    spans: Sequence[Span], speech: Sequence[Span], sound: Callable[[float, float], Floats]
) -> list[tuple[VoiceSlice, ...]]:
    """The voice in each of these spans.

    `speech` is where somebody speaks; `sound` gives the samples between two times.
    """
    rows = [[one for part in _phrases(span, speech) for one in _slices(part)] for span in spans]
    slices = [one for row in rows for one in row]
    heard = voices([sound(one.start, one.end) for one in slices])
    times = _moments(slices, _turns(slices, heard))
    close = voices([_around(time, sound) for own in times for time in own])
    found = _with_close(slices, heard, times, close)
    return [tuple(next(found) for _ in row) for row in rows]


def _around(time: float, sound: Callable[[float, float], Floats]) -> Floats:
    return sound(max(0.0, time - CLOSE / 2), time + CLOSE / 2)


def _with_close(
    slices: Sequence[Span], heard: Numbers, times: Sequence[Sequence[float]], close: Numbers
) -> Iterator[VoiceSlice]:
    gone = 0
    for one, row, own in zip(slices, heard, times, strict=True):
        rows, gone = close[gone : gone + len(own)], gone + len(own)
        first = own[0] if own else 0.0
        yield VoiceSlice(one.start, one.end, packed(row[None]), first, packed(rows))


def _turns(slices: Sequence[Span], heard: Numbers) -> list[Span]:
    """Where another voice may take over, unless it is plain that it does so in the pause.

    At either end that is not known: what is said before and after is heard by itself.
    """
    alike = [
        float(a @ b) - _ALIKE - _ALIKE_A_SECOND * min(_length(x), _length(y))
        for (x, a), (y, b) in pairwise(zip(slices, heard, strict=True))
    ]
    turns = [_end(one) for one in slices[-1:]] + [_beginning(one) for one in slices[:1]]
    for n, (x, y) in enumerate(pairwise(slices)):
        sure = 0 < n < len(alike) - 1 and min(alike[n - 1], alike[n + 1]) > _SURELY
        if alike[n] < 0 and y.start - x.end < (BREATH if sure else _FOLLOWS):
            turns.append(Span(_end(x).start, _beginning(y).end))
    return turns


def _beginning(one: Span) -> Span:
    return Span(one.start, min(one.end, one.start + CLOSE_REACH))


def _end(one: Span) -> Span:
    return Span(max(one.start, one.end - CLOSE_REACH), one.end)


def _moments(slices: Sequence[Span], turns: Sequence[Span]) -> list[list[float]]:
    """The middles of the slices of half a second in each, as far as it is not in the one before."""
    moments = []
    last = 0.0
    for one in slices:
        start, last = max(one.start, last), max(one.end, last)
        near = [turn for turn in turns if turn.end > start and turn.start < one.end]
        starts, ends = [turn.start for turn in near], [turn.end for turn in near]
        moments.append(_evenly(max(start, min(starts)), min(one.end, max(ends))) if near else [])
    return moments


def _evenly(start: float, end: float) -> list[float]:
    """Times in between, a step apart."""
    room = end - start - 2 * _EDGE
    if room < 0:
        return []
    steps = int(room / CLOSE_STEP)
    first = (start + end - steps * CLOSE_STEP) / 2
    return [first + number * CLOSE_STEP for number in range(steps + 1)]


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


def packed(rows: Numbers) -> bytes:
    """The rows as they are kept. None of their numbers is below zero: the last step of the network
    sees to that."""
    most = np.maximum(rows.max(axis=1, keepdims=True, initial=0), 1e-9)
    roots = np.rint(_MOST * np.sqrt(rows / most)).astype(np.uint8)
    return np.asarray(roots[:, ::2] << 4 | roots[:, 1::2]).tobytes()


def _unpacked(heard: bytes) -> Numbers:
    """A row of length 1 for each that was packed."""
    pairs = np.frombuffer(heard, dtype=np.uint8).reshape(-1, SIZE // 2)
    roots = np.stack([pairs >> 4, pairs & _MOST], axis=2).reshape(-1, SIZE)
    rows = np.square(roots, dtype=np.float64)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))
