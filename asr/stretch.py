"""Play speech faster or slower without changing how high a voice is.

Overlapping pieces of 40 ms are laid closer together or further apart. Each is taken from where it
best continues the sound before it, at most 10 ms from where it should be, so that the waves of the
voice meet (WSOLA: waveform similarity overlap-add).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from asr.audio import SAMPLE_RATE, Samples

HOP = SAMPLE_RATE // 50  # what one step gives
SLOWEST, FASTEST = 0.5, 3.0
_PIECE = 2 * HOP
_REACH = SAMPLE_RATE // 100
_Sound = npt.NDArray[np.float32]

# Two of these that overlap by half add up to one everywhere.
_FADE: _Sound = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_PIECE) / _PIECE)).astype(np.float32)


@dataclass(frozen=True)
class Stretched:
    """A fiftieth of a second to play, and the sample of the recording that it begins at."""

    at: int
    samples: Samples


def stretched(rows: Iterable[Samples], speed: Callable[[], float]) -> Iterator[Stretched]:
    """The sound of a row of samples at that speed, which is asked anew for each piece.

    At speed 1 it comes out as it went in.
    """
    source = _Source(iter(rows))
    tail: _Sound = source.piece(0)[HOP:] * _FADE[HOP:]
    head: _Sound = source.piece(0)[:HOP]  # the very first half has nothing to overlap with
    at, wanted = 0, 0.0
    while source.reaches(at):
        yield Stretched(at, _as_samples(head))
        factor = min(FASTEST, max(SLOWEST, speed()))
        going_on = at + HOP
        wanted = float(going_on) if factor == 1 else wanted + HOP * factor
        at = going_on if factor == 1 else _best(source, going_on, round(wanted))
        piece = source.piece(at) * _FADE
        head, tail = tail + piece[:HOP], piece[HOP:]
        source.forget(min(at, going_on) - _PIECE)


def _best(source: "_Source", going_on: int, wanted: int) -> int:
    """Where near `wanted` the sound is most like what would come next by itself."""
    first = max(0, wanted - _REACH)
    around = source.part(first, wanted + _REACH + _PIECE)
    alike = np.correlate(around, source.piece(going_on), mode="valid")
    power = np.concatenate(([0.0], np.cumsum(around.astype(np.float64) ** 2)))
    loud = np.sqrt(power[_PIECE:] - power[:-_PIECE] + 1.0)
    return first + int(np.argmax(alike / loud))


def _as_samples(sound: _Sound) -> Samples:
    return np.clip(np.rint(sound), -32_768, 32_767).astype(np.int16)


class _Source:
    """The sound as far as it was asked for, by its place in the recording; silence behind it."""

    def __init__(self, rows: Iterator[Samples]) -> None:
        self._rows = rows
        self._first = 0  # the place of the first sample that is still held
        self._held: _Sound = np.zeros(0, dtype=np.float32)
        self._over = False

    def reaches(self, place: int) -> bool:
        """Whether there is sound at that place or behind it."""
        self._take(place + 1)
        return place < self._first + self._held.size

    def piece(self, start: int) -> _Sound:
        return self.part(start, start + _PIECE)

    def part(self, start: int, end: int) -> _Sound:
        self._take(end)
        found = self._held[start - self._first : end - self._first]
        return np.pad(found, (0, end - start - found.size))

    def forget(self, before: int) -> None:
        """Nobody asks for what lies before that place any more."""
        gone = min(self._held.size, before - self._first)
        if gone > SAMPLE_RATE:  # not at each step: it is a copy
            self._held = self._held[gone:].copy()
            self._first += gone

    def _take(self, end: int) -> None:
        while not self._over and self._first + self._held.size < end:
            row = next(self._rows, None)
            if row is None:
                self._over = True
            else:
                self._held = np.concatenate((self._held, row.astype(np.float32)))
