"""Where somebody speaks: the Silero voice model, fed as the sound comes in."""

from typing import Protocol, cast

import numpy as np
import numpy.typing as npt
from faster_whisper.vad import get_vad_model

Floats = npt.NDArray[np.float32]

FRAME = 512  # samples the voice model judges at a time: 32 ms at 16 kHz
_CONTEXT = 64  # samples of the frame before that it wants to see as well

# Hysteresis of Silero's own streaming example: speech starts above one mark, ends below the other.
STARTS_ABOVE = 0.5
ENDS_BELOW = 0.35


class _Session(Protocol):
    def run(self, wanted: None, feed: dict[str, Floats]) -> list[Floats]: ...


class VoiceGate:
    """Says of each frame whether somebody speaks. Remembers what came before, so feed in order."""

    def __init__(self) -> None:
        self._session = cast(_Session, get_vad_model().session)
        self._h = np.zeros((1, 1, 128), dtype=np.float32)
        self._c = np.zeros((1, 1, 128), dtype=np.float32)
        self._context: Floats = np.zeros(_CONTEXT, dtype=np.float32)
        self._speaking = False

    def judge(self, samples: Floats) -> list[bool]:
        """For whole frames of samples (-1 to 1): is there speech in each?"""
        if not len(samples):
            return []
        frames = samples.reshape(-1, FRAME)
        tails = np.concatenate([self._context[None, :], frames[:-1, -_CONTEXT:]])
        probabilities, self._h, self._c = self._session.run(
            None,
            {"input": np.concatenate([tails, frames], axis=1), "h": self._h, "c": self._c},
        )
        self._context = frames[-1, -_CONTEXT:]
        return [self._judge_one(float(p)) for p in probabilities.reshape(-1)]

    def _judge_one(self, probability: float) -> bool:
        mark = ENDS_BELOW if self._speaking else STARTS_ABOVE
        self._speaking = probability >= mark
        return self._speaking
