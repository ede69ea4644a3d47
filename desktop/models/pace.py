"""How fast a model is on this machine: what was measured, kept by its weights, and what follows.

Figures of another number of cores, other weights or another way of measuring are as good as none.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import Field, ValidationError

from asr.value import Value
from desktop import paths
from desktop.models.catalogue import Kind
from desktop.models.records import keep_if_possible, weights_in

# Of the way in which speed is measured: figures of an earlier one are measured again.
METHOD = 1
# Fewer threads are taken where they are nearly as fast: what runs beside then has a core.
NEARLY = 1.05
_COUNTS = (8, 4, 2, 1)

# Seconds of work for a second of conversation with which the text keeps up while it is recorded.
# The rest of the second goes to guesses at what is not final, without which the text comes half a
# minute late, and to a model that reads along; and a laptop on its battery is slower.
KEEPS_UP = 0.7

# Tokens of a conversation of ten minutes, read while it goes on, and of its draft after that. In
# two notes of the trial 33 lines, about as many as in ten minutes, took 1,000 tokens of question
# and 676 of answer.
_CONVERSATION, _QUESTIONS, _ANSWERS = 3200, 1000, 700
TEN_MINUTES = 600.0
# Seconds after Stop. Who waits longer for a draft would have written the note meanwhile.
LONG_DRAFT = 120.0


class Pace(Value):
    """One model on one machine, with the threads that suit it best."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")  # of its weights
    cores: int
    threads: int = Field(ge=1)
    method: int = METHOD

    def holds(self, sha256: str) -> bool:
        """Whether it says something of these weights on this machine."""
        now = (sha256, cores(), METHOD)
        return (self.sha256, self.cores, self.method) == now


class SpeechPace(Pace):
    """A model that listens."""

    work: float = Field(gt=0)  # seconds, for a second of conversation

    @property
    def keeps_up(self) -> bool:
        """Whether the text is there while a conversation is recorded."""
        return self.work <= KEEPS_UP

    @property
    def ten_minutes(self) -> float:
        """The seconds that ten minutes of conversation take."""
        return self.work * TEN_MINUTES


class WriterPace(Pace):
    """A model that writes."""

    read: float = Field(gt=0)  # tokens a second
    written: float = Field(gt=0)

    @property
    def draft(self) -> float:
        """The seconds from Stop to the draft of a conversation of ten minutes that was read along
        as far as there was time."""
        behind = max(0.0, _CONVERSATION - self.read * TEN_MINUTES)
        return (behind + _QUESTIONS) / self.read + _ANSWERS / self.written

    @property
    def is_long(self) -> bool:
        """Whether a draft is there later than anybody waits for it."""
        return self.draft > LONG_DRAFT


_Pace = TypeVar("_Pace", SpeechPace, WriterPace)


def cores() -> int:
    """How many processor cores this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 2


def speech_counts(count: int) -> tuple[int, ...]:
    """The numbers of threads to try a speech model with, the most first.

    From three cores on one stays free, for the window and the sound that comes in.
    """
    return _upto(count - 1 if count > 2 else count)


def writer_counts(count: int, listening: int = 0) -> tuple[int, ...]:
    """The same for a language model, where listening takes so many (0: nobody knows).

    Together they never take more threads than there are cores, but for the seconds in which a
    model with one thread guesses while it hears: more cost both 25 to 60 times the time.
    """
    free = count - listening if listening else count // 2
    return _upto(min(free, max(1, count // 2)))


def fewest(seconds: Mapping[int, float]) -> int:
    """Of what each number of threads took: the fewest that are nearly as fast as the fastest."""
    best = min(seconds.values())
    return min(threads for threads, took in seconds.items() if took <= best * NEARLY)


def is_worse(seconds: Sequence[float]) -> bool:
    """Whether the last of what fewer and fewer threads took says that still fewer are no use."""
    return seconds[-1] > min(seconds) * NEARLY


def speech_pace(sha256: str) -> SpeechPace | None:
    """How fast the speech model with these weights is here, if that is known."""
    return _known(sha256, SpeechPace)


def writer_pace(sha256: str) -> WriterPace | None:
    """How fast the language model with these weights is here, if that is known."""
    return _known(sha256, WriterPace)


def pace_of(sha256: str, kind: Kind) -> SpeechPace | WriterPace | None:
    """How fast a model of that kind with these weights is here, if that is known."""
    return speech_pace(sha256) if kind == "speech" else writer_pace(sha256)


def pace_in(folder: Path) -> SpeechPace | None:
    """How fast the speech model in a folder is here, if that is known without reading it."""
    sha256 = weights_in(folder)
    return speech_pace(sha256) if sha256 else None


def listening_threads() -> int:
    """The most threads that any speech model takes here; 0: none was measured."""
    found = (_read(file, SpeechPace) for file in sorted(_folder().glob("*.json")))
    return max((one.threads for one in found if one and one.holds(one.sha256)), default=0)


def remember_pace(pace: Pace) -> None:
    """Keep how fast a model is."""
    keep_if_possible(pace, _place(pace.sha256))


def _known(sha256: str, kind: type[_Pace]) -> _Pace | None:
    found = _read(_place(sha256), kind)
    return found if found is not None and found.holds(sha256) else None


def _read(file: Path, kind: type[_Pace]) -> _Pace | None:
    try:
        return kind.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None


def _upto(most: int) -> tuple[int, ...]:
    most = max(1, min(most, _COUNTS[0]))
    return (most, *(count for count in _COUNTS if count < most))


def _folder() -> Path:
    return paths.home() / "model-pace"


def _place(sha256: str) -> Path:
    return _folder() / f"{sha256[:32]}.json"
