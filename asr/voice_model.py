"""Numbers that tell one voice from another: a small network made for it, run on slices of speech.

assets/voice/README.md tells where the network comes from. On 1.6 s of five people's speech it takes
one for another in 3 % of the pairs, pitch and average spectrum in 21 %; on 0.8 s 10 and 28 %.
"""

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt

from asr.audio import SAMPLE_RATE
from asr.errors import SpeechModelUnusable
from asr.speech import Floats

Numbers = npt.NDArray[np.float64]

SLICE = int(1.6 * SAMPLE_RATE)  # what the network was made to hear at a time
SIZE = 256  # numbers a slice
_SHA256 = "b1d8c2e15869f229e68eaeb708d0613e198420a365d9148a68f7c1828121e937"
_FRAME, _HOP, _BANDS = 400, 160, 40
_FRAMES = SLICE // _HOP
_AT_ONCE = 16  # slices; the runtime keeps the memory that the most of them took
# The mean level that every slice is brought to: how loud somebody is tells where he sits.
_LEVEL = 10 ** (-22 / 20)


class _Session(Protocol):
    def run(self, wanted: None, feed: dict[str, Floats]) -> list[Floats]: ...


def voices(slices: Sequence[Floats]) -> Numbers:
    """A row of numbers for each slice, of length 1: the inner product tells how alike two are.

    What is shorter than SLICE is heard over and over, what is longer only as far.
    """
    rows = np.zeros((len(slices), SIZE))
    for frames in (_FRAMES // 2, _FRAMES):  # a short slice costs half
        fitting = [n for n, one in enumerate(slices) if _fitting(one) == frames]
        for first in range(0, len(fitting), _AT_ONCE):
            wanted = fitting[first : first + _AT_ONCE]
            heard = np.stack([_bands(slices[n], frames) for n in wanted], axis=1)
            rows[wanted] = _session().run(None, {"frames": heard})[0]
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def _fitting(sound: Floats) -> int:
    """How many frames hold it best."""
    return _FRAMES // 2 if len(sound) <= SLICE // 2 else _FRAMES


@cache
def _session() -> _Session:
    """The network, loaded once; a file that is not the one we know is refused."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    # Not above: who only shows what was heard need not wait for the libraries that hear.
    from onnxruntime import InferenceSession, SessionOptions, disable_telemetry_events

    disable_telemetry_events()
    weights = (files("assets") / "voice" / "encoder.onnx").read_bytes()
    if hashlib.sha256(weights).hexdigest() != _SHA256:
        raise SpeechModelUnusable
    options = SessionOptions()
    options.intra_op_num_threads = 1  # beside Whisper, which has the others
    return cast(_Session, InferenceSession(weights, options, providers=["CPUExecutionProvider"]))


def _bands(sound: Floats, frames: int) -> Floats:
    """The power in 40 bands, every hundredth of a second, for so many of them."""
    sound = sound[:SLICE]
    level = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if len(sound) else 0.0
    padded = np.pad(sound * np.float32(_LEVEL / max(level, 1e-6)), _FRAME // 2, mode="reflect")
    pieces = np.lib.stride_tricks.sliding_window_view(padded, _FRAME)[::_HOP]
    waves = np.fft.rfft(pieces * _window())
    power = (waves.real**2 + waves.imag**2).astype(np.float32)
    # Not as a product of matrices: for so few numbers its threads cost more than they gain.
    bands = np.einsum("tf,fb->tb", power, _filters())[: max(1, len(sound) // _HOP)]
    return np.asarray(np.resize(bands, (frames, _BANDS)), dtype=np.float32)


@cache
def _window() -> Floats:
    angle = 2 * np.pi * np.arange(_FRAME) / _FRAME
    return np.asarray(0.5 - 0.5 * np.cos(angle), dtype=np.float32)


@cache
def _filters() -> Floats:
    """Triangles of equal area: evenly spaced up to 1 kHz, ever wider above (Slaney's mel scale)."""
    steps = np.linspace(0, 15 + np.log(8) / _STEP, _BANDS + 2)
    edges = np.where(steps < 15, steps * 200 / 3, 1000 * np.exp(_STEP * (steps - 15)))
    hertz = np.fft.rfftfreq(_FRAME, 1 / SAMPLE_RATE)
    rising = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    areas = 2 / (edges[2:] - edges[:-2])
    triangles = np.maximum(0, np.minimum(rising, falling)) * areas[:, None]
    return np.asarray(triangles.T, dtype=np.float32)


_STEP = np.log(6.4) / 27  # above 1 kHz
