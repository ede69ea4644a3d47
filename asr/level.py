"""How loud a piece of sound is, and how long there has been none in it at all."""

import math
from dataclasses import dataclass

import numpy as np

from asr.audio import SAMPLE_RATE, Block, Samples

FULL_SCALE = 32_768
SILENT = -96.0  # dBFS; the smallest step of 16 bits is -90.3


@dataclass(frozen=True)
class Level:
    """The loudest sample and the power of a piece of sound, in dB below the loudest there is."""

    peak: float
    rms: float


def level(samples: Samples) -> Level:
    """How loud these samples are; SILENT when all of them are nought, or there are none."""
    if not samples.size:
        return Level(SILENT, SILENT)
    sound = samples.astype(np.float64)
    return Level(
        _decibels(float(np.abs(sound).max())), _decibels(float(np.sqrt((sound**2).mean())))
    )


class Flatline:
    """Counts samples that do not move: what a muted or vanished device delivers.

    Nought is the usual one, but a device may also rest at another value. The noise of a quiet room
    moves all the time: it is 20 to 30 dB above the smallest step.
    """

    def __init__(self) -> None:
        self._value = 0
        self._samples = 0

    def feed(self, samples: Samples) -> float:
        """Take one row of samples; for how many seconds, up to its end, nothing has moved."""
        if not samples.size:
            return self.seconds
        last = int(samples[-1])
        moved = np.flatnonzero(samples != last)
        if moved.size:
            self._samples = samples.size - 1 - int(moved[-1])
        else:
            self._samples = samples.size + (self._samples if last == self._value else 0)
        self._value = last
        return self.seconds

    @property
    def seconds(self) -> float:
        """How long nothing has moved."""
        return self._samples / SAMPLE_RATE


def as_block(sound: bytes) -> Block:
    """The block in these bytes: one channel, 16-bit samples as a microphone delivers them."""
    return Block(np.frombuffer(sound, dtype=np.int16).reshape(1, -1))


def _decibels(amplitude: float) -> float:
    return max(SILENT, 20 * math.log10(amplitude / FULL_SCALE)) if amplitude else SILENT
