"""Load a model that listens, if this machine can carry it, with the threads that suit it here."""

from pathlib import Path

from asr.transcribe import SpeechModel
from desktop.models.errors import SpeechModelTooLarge
from desktop.models.hearing_memory import memory_needed
from desktop.models.memory import free_memory
from desktop.models.pace import pace_in


def load_speech(folder: Path, threads: int = 0) -> SpeechModel:
    """The model, loaded. Refused where it would take more memory than there is.

    `threads` 0: as many as were best when it was tried out here, else what Whisper finds best.
    """
    free = free_memory()
    if free is not None and free < memory_needed(folder):
        raise SpeechModelTooLarge
    return SpeechModel(folder, threads=threads or best_threads(folder))


def best_threads(folder: Path) -> int:
    """The threads with which the model in a folder was fastest here, or nearly; 0: not tried."""
    pace = pace_in(folder)
    return pace.threads if pace is not None else 0
