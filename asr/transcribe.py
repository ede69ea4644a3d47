"""Turn a window of sound into the words Whisper hears in it."""

import os
from dataclasses import dataclass
from pathlib import Path

# Weights come from a verified folder. Nothing on the way to sound or text may look for a network:
# both switches are read when the libraries below are imported.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment as WhisperSegment

from asr.audio import SAMPLE_RATE
from asr.errors import SpeechModelUnusable
from asr.speech import Floats
from asr.transcript import Language

# Measured in shared conditions (Dutch, whisper-base): beam 1 costs 4 points of words wrong,
# conditioning on the text before makes loops and costs 1.6 times the time.
BEAM = 5
# Whisper looks again at what its last time stamp leaves over. Less than this at the end of a window
# is padding: a whole encoder run for nothing, and where it invents ("MUZIEK.").
TAIL = 0.5


@dataclass(frozen=True)
class HeardWord:
    """A word with seconds from the start of the window and Whisper's probability (0-1)."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True)
class HeardSegment:
    """What Whisper takes for one sentence or breath, within one window."""

    words: tuple[HeardWord, ...]
    no_speech: float  # Whisper's own doubt that there was speech at all (0-1)
    log_probability: float  # mean over tokens
    compression: float  # above 2.4 the text repeats itself


class SpeechModel:
    """Whisper, loaded once from a folder."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        """Load the weights; `threads` 0 takes what CTranslate2 finds best (at most 4)."""
        if not (folder / "model.bin").is_file() or not (folder / "tokenizer.json").is_file():
            raise SpeechModelUnusable
        try:
            self._whisper = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise SpeechModelUnusable from error
        self.name = folder.name

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> list[HeardSegment]:
        """The segments of at most 30 s of 16 kHz sound. The language is taken as given."""
        segments, _ = self._whisper.transcribe(
            sound,
            language=language,
            beam_size=BEAM,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
            hotwords=hotwords or None,
        )
        heard = []
        for segment in segments:
            if segment.words:
                heard.append(_segment(segment))
            if segment.end >= len(sound) / SAMPLE_RATE - TAIL:
                break
        return heard

    def hear_bare(self, file: Path, language: Language) -> list[HeardWord]:
        """What faster-whisper by itself makes of a whole file: the yardstick of the bench.

        Decodes in this process and holds all of the sound, so only for files of our own.
        """
        segments, _ = self._whisper.transcribe(
            str(file),
            language=language,
            beam_size=BEAM,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=True,
            vad_parameters={"min_silence_duration_ms": 300},
        )
        return [word for segment in segments for word in _segment(segment).words]

    def tokens(self, text: str) -> int:
        """How much room a text takes in the prompt."""
        tokenizer = self._whisper.hf_tokenizer
        return len(tokenizer.encode(" " + text, add_special_tokens=False).ids)


def _segment(segment: WhisperSegment) -> HeardSegment:
    return HeardSegment(
        words=tuple(
            HeardWord(w.word, float(w.start), float(w.end), min(1.0, float(w.probability)))
            for w in segment.words or ()
        ),
        no_speech=float(segment.no_speech_prob),
        log_probability=float(segment.avg_logprob),
        compression=float(segment.compression_ratio),
    )
