"""An engine process for tests whose language model phrases by hand, and does as a folder says.

While "wait" lies in the folder it waits at any heading but the first, "die" kills it there once,
"always die" each time, "die reading" each time it reads ahead, and "too large" has it refuse the
model. What it read ahead is counted in "read", and how often it was loaded in "loaded".
"""

import os
import signal
import time
from collections.abc import Callable, Generator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.engine.process import engine_with
from desktop.models.errors import ModelTooLarge
from desktop.models.writing_model import WritingModel
from summarize.generate import Generate
from summarize.runtime import Prompt, Schema, always
from summarize.writer import ModelUsed
from tests.asr.echo import Echo
from tests.summarize.runtimes import Phrasing


class Obedient(Phrasing):
    """Phrases, waits and dies as the folder says."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def read(self, prompt: Prompt, wanted: Callable[[], bool] = always) -> None:
        super().read(prompt, wanted)
        with (self._folder / "read").open("a") as read:
            read.write(f"{len(prompt.question.splitlines())}\n")
        if (self._folder / "die reading").exists():
            os.kill(os.getpid(), signal.SIGKILL)
        while (self._folder / "read on").exists() and wanted():
            time.sleep(0.02)

    def write(self, prompt: Prompt, schema: Schema, most: int) -> Generator[str, None, None]:
        pieces = super().write(prompt, schema, most)
        form = schema["properties"]
        assert isinstance(form, dict)
        if "S" not in form:
            yield from self._obeyed()
        yield from pieces

    def _obeyed(self) -> Generator[str, None, None]:
        (self._folder / "writing").touch()
        if (self._folder / "always die").exists() or _taken(self._folder / "die"):
            os.kill(os.getpid(), signal.SIGKILL)
        while (self._folder / "wait").exists():
            time.sleep(0.02)
            yield ""


def writing_engine(folder: Path, connection: Connection) -> None:
    """An engine that hears an echo, and writes as that folder says."""
    engine_with(_echo, connection, partial(_writer, folder))


def _writer(folder: Path, model: WritingModel, wanted: Callable[[], bool]) -> Generate:
    with (folder / "loaded").open("a") as loaded:
        loaded.write("once\n")
    if (folder / "too large").exists():
        raise ModelTooLarge
    used = ModelUsed(name=model.name, sha256=model.sha256)
    return Generate(Obedient(folder), model=used, wanted=wanted)


def _echo(folder: Path) -> Echo:
    return Echo()


def _taken(file: Path) -> bool:
    there = file.exists()
    file.unlink(missing_ok=True)
    return there
