"""What a voice sounds like, and which of two voices an utterance is in.

A rough print from plain signal processing: pitch and the average spectrum. Enough to tell two
people in a room apart with the help of what they say; no more is claimed for it.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from asr.audio import SAMPLE_RATE
from asr.speech import Floats

Numbers = npt.NDArray[np.float64]

_FRAME = 640  # 40 ms: two periods of the lowest voice
_HOP = 640
_BANDS = 20
_LOWEST, _HIGHEST = 70.0, 350.0  # Hz, of the pitch of speech
_PERIODIC = 0.5  # autocorrelation above which a frame has a pitch
_NEARLY = 0.92
_PITCH_WEIGHT = 8.0  # a semitone of pitch counts about as much as 3 dB in one band

# The rounds of guessing speakers and fitting voices; it settles within three on all dev recordings.
ROUNDS = 4
_SPREAD = 0.5  # part of the average variance added to each direction, against chance likeness
_SUREST = 5.0  # no sound is surer evidence than this (log odds)
_FULL_SECONDS = 1.5  # an utterance shorter than this says less, in proportion


def voice_print(sound: Floats) -> Numbers | None:
    """Pitch and average spectrum of an utterance; None when there is too little voice in it."""
    if len(sound) < 4 * _FRAME:
        return None
    frames = np.lib.stride_tricks.sliding_window_view(sound.astype(np.float64), _FRAME)[::_HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(_FRAME), 2 * _FRAME)) ** 2
    pitch, periodic = _pitch(power)
    loud = power.sum(axis=1) > 0.05 * np.percentile(power.sum(axis=1), 95)
    voiced = loud & (periodic > _PERIODIC)
    if voiced.sum() < 5:
        return None
    bands = np.log(power[voiced] @ _filters().T + 1e-9).mean(axis=0)
    height = np.median(12 * np.log2(pitch[voiced] / 100))
    return np.concatenate([[height * _PITCH_WEIGHT / 10], bands - bands.mean()])


def likelier_first(
    prints: Sequence[Numbers | None], seconds: Sequence[float], first: Sequence[float]
) -> list[float]:
    """Log odds by sound that each utterance is in the first voice.

    `first` is how likely each is thought to be so by now (0-1); the two voices are learned from
    that guess and then heard in every utterance.
    """
    known = [number for number, one in enumerate(prints) if one is not None]
    if len(known) < 4:
        return [0.0] * len(prints)
    points = np.stack([one for one in prints if one is not None])
    lengths = np.minimum([seconds[n] for n in known], _FULL_SECONDS)
    guess = np.array([first[n] for n in known])
    odds = _separated(points, lengths, guess)
    found = [0.0] * len(prints)
    for number, value, length in zip(known, odds, lengths, strict=True):
        found[number] = float(np.clip(value, -_SUREST, _SUREST)) * float(length) / _FULL_SECONDS
    return found


def _separated(points: Numbers, weights: Numbers, guess: Numbers) -> Numbers:
    """Log odds along the direction in which the two guessed groups differ most (Fisher)."""
    ones, twos = weights * guess, weights * (1 - guess)
    if min(ones.sum(), twos.sum()) < 2 * _FULL_SECONDS:
        return np.zeros(len(points))
    here = np.average(points, axis=0, weights=ones)
    there = np.average(points, axis=0, weights=twos)
    off = np.concatenate([points - here, points - there])
    both = np.concatenate([ones, twos])
    within = (off * both[:, None]).T @ off / both.sum()
    if np.trace(within) < 1e-9:  # one and the same sound
        return np.zeros(len(points))
    within += _SPREAD * np.trace(within) / len(within) * np.eye(len(within))
    direction = np.linalg.solve(within, here - there)
    along = points @ direction
    middle = (here + there) @ direction / 2
    spread = np.average((off @ direction) ** 2, weights=both)
    return np.asarray((along - middle) * ((here - there) @ direction) / max(spread, 1e-9))


def _pitch(power: Numbers) -> tuple[Numbers, Numbers]:
    """Hz and periodicity (0-1) of each frame, from the autocorrelation."""
    waves = np.fft.irfft(power)[:, :_FRAME]
    waves = waves / np.maximum(waves[:, :1], 1e-12)
    window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(_FRAME), 2 * _FRAME)) ** 2)[:_FRAME]
    waves = waves / np.maximum(window / window[0], 1e-3)
    low, high = int(SAMPLE_RATE / _HIGHEST), int(SAMPLE_RATE / _LOWEST)
    likely = waves[:, low:high]
    # Two periods fit a wave as well as one: take the shortest lag that fits nearly as well as any.
    lags = (likely >= _NEARLY * likely.max(axis=1, keepdims=True)).argmax(axis=1) + low
    return SAMPLE_RATE / lags, waves[np.arange(len(waves)), lags]


@cache
def _filters() -> Numbers:
    """Triangles on the mel scale from 100 to 7,000 Hz."""
    mel = np.linspace(_mel(100.0), _mel(7000.0), _BANDS + 2)
    edges = 700 * (10 ** (mel / 2595) - 1)
    hertz = np.fft.rfftfreq(2 * _FRAME, 1 / SAMPLE_RATE)
    rising = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    return np.asarray(np.clip(np.minimum(rising, falling), 0, 1))


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))
