"""What a patient may have of the own consultation: sound as wav, its marks, and what was said."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from asr.audio import SAMPLE_RATE
from asr.transcript import Language, Transcript
from desktop.errors import RecordingDamaged
from desktop.store.mark import Mark
from desktop.store.recording import Recording
from desktop.words import words

_WIDTH = 2  # bytes a sample


@runtime_checkable
class Marked(Protocol):
    """A recording that knows what happened to it."""

    def marks(self) -> Iterator[Mark]: ...


@dataclass(frozen=True)
class Sound:
    """The readable part of a recording, as the bytes of a wav file. `damaged`: there was more."""

    recording: Recording
    samples: int
    damaged: bool

    def wav(self) -> Iterator[bytes]:
        """The file piece by piece, so that four hours need no memory."""
        yield _header(self.recording.channels, self.samples)
        left = self.samples
        for block in self.recording:
            rows = block.samples[:, :left]
            left -= rows.shape[1]
            yield rows.T.astype("<i2").tobytes()
            if not left:
                return


def readable(recording: Recording) -> Sound:
    """How much of a recording can be read, from the start up to the first damage."""
    samples, damaged = 0, False
    try:
        for block in recording:
            samples += block.samples.shape[1]
    except RecordingDamaged:
        damaged = True
    return Sound(recording, samples, damaged)


def marks_text(recording: Recording, language: Language) -> str:
    """A line for each pause, gap and bookmark; empty where there are none."""
    if not isinstance(recording, Marked):
        return ""
    lines = []
    try:
        for mark in recording.marks():
            what = words(f"access.{mark.kind}", language, seconds=f"{mark.seconds:.1f}")
            lines.append(f"{_clock(mark.at / SAMPLE_RATE)}  {what}\n")
    except RecordingDamaged:  # told with the sound, which is cut off at the same place
        pass
    return "".join(lines)


def transcript_text(transcript: Transcript) -> str:
    """Who said what and when, a line each."""
    lines = []
    for said in transcript.utterances:
        speaker = words(f"speaker.{said.speaker}", transcript.language)
        lines.append(f"{_clock(said.start)}  {speaker}: {said.text}\n")
    return "".join(lines)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _header(channels: int, samples: int) -> bytes:
    size = samples * channels * _WIDTH
    rate = SAMPLE_RATE * channels * _WIDTH
    form = struct.pack("<HHIIHH", 1, channels, SAMPLE_RATE, rate, channels * _WIDTH, 8 * _WIDTH)
    return b"RIFF%sWAVEfmt %s%sdata%s" % (
        struct.pack("<I", 36 + size),
        struct.pack("<I", len(form)),
        form,
        struct.pack("<I", size),
    )
