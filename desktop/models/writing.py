"""Load a model that writes, if this machine can carry it."""

import faulthandler
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.models.errors import ModelTooLarge
from desktop.models.memory import free_memory
from desktop.models.pace import writer_pace
from desktop.models.writing_model import WritingModel
from summarize.generate import Generate
from summarize.gguf import memory_needed
from summarize.llama import ROOM, Llama
from summarize.runtime import always
from summarize.writer import ModelUsed

# Seconds to load a model; 2.5 GB from a slow disk take half a minute.
_PATIENCE = 180.0


def load_writer(model: WritingModel, wanted: Callable[[], bool] = always) -> Generate:
    """The writer with that model."""
    used = ModelUsed(name=model.name, sha256=model.sha256)
    return Generate(load_runtime(model), model=used, wanted=wanted)


def load_runtime(model: WritingModel) -> Llama:
    """The model, loaded. Refused where it would take more memory than there is."""
    folder = Path(model.folder)
    free = free_memory()
    if free is not None and free < memory_needed(folder, ROOM):
        raise ModelTooLarge
    with _ended_if_it_hangs():
        return Llama(folder, threads=model.threads or _measured(model.sha256))


def _measured(sha256: str) -> int:
    """The threads that were best here; 0: as many as the runtime takes by itself."""
    pace = writer_pace(sha256)
    return pace.threads if pace is not None else 0


@contextmanager
def _ended_if_it_hangs() -> Iterator[None]:
    """End this process when loading takes too long: nothing else in it can run meanwhile."""
    with Path(os.devnull).open("w", encoding="ascii") as nowhere:
        faulthandler.dump_traceback_later(_PATIENCE, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
