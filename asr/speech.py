"""Where somebody speaks: the Silero voice model, fed as the sound comes in."""

import os
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt

from asr.halt import GateHalt

Floats = npt.NDArray[np.float32]

FRAME = 512  # samples the voice model judges at a time: 32 ms at 16 kHz
_CONTEXT = 64  # samples of the frame before that it wants to see as well


class Sounding(IntEnum):
    """What a frame is."""

    quiet = 0
    loud = 1  # something sounds in it, perhaps a voice the model did not recognise
    voice = 2


@dataclass(frozen=True)
class Marks:
    """Speech starts above one probability and ends below another; `gain` is applied before.

    `reach`: loud frames within this many of voice, without a long break, are voice as well.
    """

    starts_above: float
    ends_below: float
    gain: float = 1.0
    reach: int = 0


# Silero's own marks, for sound from a microphone.
MICROPHONE = Marks(starts_above=0.5, ends_below=0.35)
# The model was not made for the 300-3400 Hz of a telephone: in three mu-law calls it sees the
# greater part of 5 % of an agent's turns with its own marks, of 56 % with these; noise, tones,
# chords and plucked strings in the same band stay below 0.15. Reaching out to what sounds around a
# voice (3 s) brings most of the rest; hold music, in which no voice is seen, gains nothing by it.
TELEPHONE = Marks(starts_above=0.2, ends_below=0.1, gain=0.25, reach=94)

# Mean level, of full scale, above which something sounds; and how far above the quietest of late.
_AUDIBLE = 0.003
_ABOVE_FLOOR = 3.0
_FLOOR_RISES = 1.005  # a frame: the floor follows a louder room within half a minute


class _Session(Protocol):
    def run(self, wanted: None, feed: dict[str, Floats]) -> list[Floats]: ...


class VoiceGate:
    """Says of each frame whether somebody speaks. Remembers what came before, so feed in order."""

    def __init__(self, marks: Marks = MICROPHONE) -> None:
        self._marks = marks
        # onnxruntime tells its maker of the machine unless it is told not to before it is loaded.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        # Not above: who only shows what was heard need not wait for the libraries that hear.
        from faster_whisper.vad import get_vad_model
        from onnxruntime import disable_telemetry_events

        disable_telemetry_events()  # its builds for Windows have some
        self._session = cast(_Session, get_vad_model().session)
        self._h = np.zeros((1, 1, 128), dtype=np.float32)
        self._c = np.zeros((1, 1, 128), dtype=np.float32)
        self._context: Floats = np.zeros(_CONTEXT, dtype=np.float32)
        self._speaking = False
        self._floor = 1.0

    def halt(self) -> GateHalt:
        """Where it stands, between two calls of `judge`."""
        memory = np.concatenate([self._h.ravel(), self._c.ravel(), self._context])
        return GateHalt(
            memory=memory.astype("<f4").tobytes().hex(), speaking=self._speaking, floor=self._floor
        )

    def go_on(self, halt: GateHalt) -> None:
        """Judge from here on as the gate would have that stood there."""
        memory = np.frombuffer(bytes.fromhex(halt.memory), dtype="<f4").astype(np.float32)
        self._h, self._c = memory[:128].reshape(1, 1, 128), memory[128:256].reshape(1, 1, 128)
        self._context = memory[256:]
        self._speaking, self._floor = halt.speaking, halt.floor

    def judge(self, samples: Floats) -> list[Sounding]:
        """For whole frames of samples (-1 to 1): what is each?"""
        if not len(samples):
            return []
        frames = (samples * self._marks.gain).reshape(-1, FRAME)
        tails = np.concatenate([self._context[None, :], frames[:-1, -_CONTEXT:]])
        probabilities, self._h, self._c = self._session.run(
            None,
            {"input": np.concatenate([tails, frames], axis=1), "h": self._h, "c": self._c},
        )
        self._context = frames[-1, -_CONTEXT:]
        levels = np.abs(samples.reshape(-1, FRAME)).mean(axis=1)
        return [
            self._judge_one(float(probability), float(level))
            for probability, level in zip(probabilities.reshape(-1), levels, strict=True)
        ]

    def _judge_one(self, probability: float, level: float) -> Sounding:
        mark = self._marks.ends_below if self._speaking else self._marks.starts_above
        self._speaking = probability >= mark
        self._floor = max(min(self._floor * _FLOOR_RISES, level), _AUDIBLE / _ABOVE_FLOOR)
        if self._speaking:
            return Sounding.voice
        return Sounding.loud if level > self._floor * _ABOVE_FLOOR else Sounding.quiet
