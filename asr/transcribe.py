"""Turn a window of sound into the words Whisper hears in it."""

import os
import threading
from collections.abc import Sequence
from copy import copy
from functools import partial
from math import ceil, log
from pathlib import Path

# Weights come from a verified folder. Nothing on the way to sound or text may look for a network:
# both switches are read when the libraries below are imported.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

import numpy as np
import numpy.typing as npt
from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment as WhisperSegment
from tqdm import tqdm

from asr.audio import SAMPLE_RATE
from asr.errors import SpeechMemoryShort, SpeechModelUnusable
from asr.hearing import HeardSegment, HeardWord, Hearing
from asr.speech import Floats
from asr.transcript import Language

__all__ = ["HeardSegment", "HeardWord", "Hearing", "SpeechModel"]

# For a progress bar that it never shows, faster-whisper would take a semaphore of the system; a
# process that is killed leaves it behind, and Python tells so on the screen.
tqdm.set_lock(threading.RLock())

# Measured in shared conditions (Dutch, whisper-base): beam 1 costs 4 points of words wrong,
# conditioning on the text before makes loops and costs 1.6 times the time.
BEAM = 5
# What loops or is doubtful is tried once more, a little less sure of itself. Whisper's own ladder
# of five temperatures, five samples each, doubled the time of a recording and heard no more of it;
# none at all lost 5-7 % of the speech in two of eighteen. What still loops is heard in halves.
TEMPERATURES = (0.0, 0.2)
# Tokens, some ten words, that may not come again in one window: what Whisper does when it loops and
# nobody does who speaks. In one recording of eighteen 99 instead of 94 % of the speech became text,
# in 1153 tokens instead of 1980.
LONGEST_REPEAT = 15

# Whisper pads what it hears to 30 s. A guess looks at so many seconds at least, and at so many
# behind the sound: it takes little over half the time. Of the words shown 8 in a hundred change
# with the next guess, 7 with 30 s, 10 with only the two seconds behind the sound.
LEAST_SEEN, SEEN_TO_END = 15.0, 2.0

# For the second listen. Whisper holds so many tokens of text, and these stand around it.
_CONTEXT = 448
_AROUND = (
    "<|startofprev|>",
    "<|startoftranscript|>",
    "<|{}|>",
    "<|transcribe|>",
    "<|notimestamps|>",
    "<|endoftext|>",
)
_ALIGNED = 16  # to align the words with; where they lie is known, and all 1,500 cost 90 ms
_LEAST_CHANCE = 1e-9
_FRAMES_A_SECOND = 100


class _SecondLook(Exception):
    """Whisper wants to look again at what its last time stamp leaves over."""


class _Whisper(WhisperModel):
    """Whisper that can be held to one look at a window; each look is a whole encoder run."""

    looks = 0  # left; below zero: as many as it likes
    frames = 0  # to look at; 0: all of the 30 s
    looked: object = None  # what the last look gave

    def encode(self, features: npt.NDArray[np.float32]) -> object:
        if self.looks == 0:
            raise _SecondLook
        self.looks -= 1
        self.looked = super().encode(features[..., : self.frames or None])
        return self.looked


class SpeechModel:
    """Whisper, loaded once from a folder."""

    def __init__(self, folder: Path, *, threads: int = 0, two_at_once: bool = False) -> None:
        """Load the weights; `threads` 0 takes what CTranslate2 finds best (at most 4).

        `two_at_once`: it can guess in one thread of the program while it hears in another.
        """
        if not (folder / "model.bin").is_file() or not (folder / "tokenizer.json").is_file():
            raise SpeechModelUnusable
        try:
            self._whisper = _Whisper(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads,
                num_workers=2 if two_at_once else 1,
                local_files_only=True,
            )
        except MemoryError:
            raise SpeechMemoryShort from None
        except (RuntimeError, ValueError, OSError) as error:
            if "alloc" in str(error):  # "mkl_malloc: failed to allocate memory", without a type
                raise SpeechMemoryShort from None
            raise SpeechModelUnusable from error
        self.name = folder.name
        self._hurried = copy(self._whisper)  # the same model; a look of one is not the other's
        self.does_two_at_once = two_at_once

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        """Look once at no more than 30 s of 16 kHz sound. The language is taken as given."""
        return self._look(self._whisper, sound, language, hotwords, BEAM, TEMPERATURES)

    def guess(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        """The same in a hurry: the likeliest word each time, no second try, and less of the silence
        behind it looked at."""
        seconds = max(LEAST_SEEN, len(sound) / SAMPLE_RATE + SEEN_TO_END)
        self._hurried.frames = _frames(seconds)
        return self._look(self._hurried, sound, language, hotwords, 1, TEMPERATURES[:1])

    def _look(
        self,
        whisper: _Whisper,
        sound: Floats,
        language: Language,
        hotwords: str,
        beam: int,
        temperatures: tuple[float, ...],
    ) -> Hearing:
        whisper.looks = 1
        segments, _ = whisper.transcribe(
            sound,
            language=language,
            beam_size=beam,
            best_of=1,
            temperature=temperatures,
            no_repeat_ngram_size=LONGEST_REPEAT,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
            no_speech_threshold=None,  # what is no speech is held back in sight, not left out here
            hotwords=hotwords or None,
        )
        heard, until = [], len(sound) / SAMPLE_RATE
        try:
            for segment in segments:
                if segment.words:
                    heard.append(_segment(segment))
        except _SecondLook:
            until = heard[-1].words[-1].end if heard else until
        looked = whisper.looked
        return Hearing(
            heard,
            until,
            judge=partial(self._weigh, looked, language),
            languages=partial(self._languages, looked),
            unprompted=partial(self._unprompted, looked, language) if hotwords else None,
        )

    def _languages(self, looked: object) -> dict[str, float]:
        """What seems to be spoken: one step of the decoder, 0.05 s of processor a window.

        A model that knows one language cannot tell.
        """
        if not self._whisper.model.is_multilingual:
            return {}
        (found,) = self._whisper.model.detect_language(looked)
        return {mark[2:-2]: float(chance) for mark, chance in found}

    def _unprompted(self, looked: object, language: Language) -> str:
        """The likeliest words for a window that was looked at; half as dear as a beam, no times."""
        start = [self._marker(mark.format(language)) for mark in _AROUND[1:-1]]
        (found,) = self._whisper.model.generate(looked, [start], beam_size=1)
        return str(self._whisper.hf_tokenizer.decode(found.sequences_ids[0]))

    def _weigh(
        self, looked: object, language: Language, words: Sequence[str], names: Sequence[str]
    ) -> list[float]:
        """The log probability of each word, as if Whisper itself had written them."""
        pieces = [self._ids(word) for word in words]
        text = [token for piece in pieces for token in piece]
        room = _CONTEXT - len(text) - len(_AROUND)
        if not text or room < 0:
            return [0.0] * len(words)
        prompt = self._ids(f" {', '.join(names)}")[:room] if names else []
        start = [
            *([self._marker("<|startofprev|>"), *prompt] if prompt else ()),
            *(self._marker(mark.format(language)) for mark in _AROUND[1:-2]),
        ]
        aligned = self._whisper.model.align(
            looked, start, [text], [_ALIGNED], median_filter_width=1
        )
        chances = iter(aligned[0].text_token_probs)
        return [sum(log(max(next(chances), _LEAST_CHANCE)) for _ in piece) for piece in pieces]

    def _ids(self, text: str) -> list[int]:
        return self._whisper.hf_tokenizer.encode(text, add_special_tokens=False).ids

    def _marker(self, name: str) -> int:
        found = self._whisper.hf_tokenizer.token_to_id(name)
        if found is None:
            raise SpeechModelUnusable
        return found

    def hear_bare(self, file: Path, language: Language) -> list[HeardWord]:
        """What faster-whisper by itself makes of a whole file: the yardstick of the bench.

        Decodes in this process and holds all of the sound, so only for files of our own.
        """
        self._whisper.looks = -1
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
        return len(self._ids(" " + text))


def _frames(seconds: float) -> int:
    """How many frames Whisper cuts that into; an even number, of which it makes half as many."""
    return 2 * ceil(seconds * _FRAMES_A_SECOND / 2)


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
