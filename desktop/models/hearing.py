"""Load a model that listens, if this machine can carry it, with the threads that suit it here."""

from pathlib import Path

from asr.transcribe import SpeechModel
from desktop.models.errors import SpeechModelTooLarge
from desktop.models.hearing_memory import BESIDE, memory_needed
from desktop.models.memory import free_memory
from desktop.models.pace import cores, pace_in


def load_speech(folder: Path, threads: int = 0) -> SpeechModel:
    """The model, loaded. Refused where it would take more memory than there is.

    `threads` 0: as many as were best when it was tried out here, else what Whisper finds best. If
    that is one and there is another core, and memory, it can guess while it hears.
    """
    free, best = free_memory(), best_threads(folder)
    if free is not None and free < memory_needed(folder):
        raise SpeechModelTooLarge
    # Two teams of threads on the same cores would wait for each other: 25 to 60 times as long.
    two = not threads and best == 1 and cores() > 1
    roomy = free is None or free >= memory_needed(folder) + BESIDE
    return SpeechModel(folder, threads=threads or best, two_at_once=two and roomy)


def best_threads(folder: Path) -> int:
    """The threads with which the model in a folder was fastest here, or nearly; 0: not tried."""
    pace = pace_in(folder)
    return pace.threads if pace is not None else 0
