"""Engine processes for tests: the real ones, with a listener that hears without a model."""

import itertools
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from asr.audio import Block
from asr.elapsed import elapsed
from asr.errors import SpeechModelUnusable
from asr.hearing import Hearing
from asr.speech import Floats
from asr.transcript import Language
from desktop.engine import Engine, News
from desktop.engine.process import engine_with
from desktop.store.sealed_recording import SealedRecordingInProgress
from tests.asr.echo import Echo

PATIENCE = 120.0


class Mortal(Echo):
    """The same, but it kills its process at the calls whose numbers lie in a folder, each once."""

    def __init__(self, fates: Path) -> None:
        super().__init__()
        self._fates = fates
        self._calls = 0

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        """Hear, or die."""
        self._calls += 1
        fate = min(self._fates.iterdir(), default=None)
        if fate is not None and int(fate.read_text()) <= self._calls:
            fate.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().hear(sound, language, hotwords)


def echo_engine(connection: Connection) -> None:
    """An engine that hears an echo."""
    engine_with(_echo, connection)


def mortal_engine(fates: Path, connection: Connection) -> None:
    """An engine that dies where it is told to."""
    engine_with(partial(_mortal, fates), connection)


def stuck_engine(connection: Connection) -> None:
    """An engine that hangs while it loads a model, as native code may."""
    engine_with(_stuck, connection)


def import_engine(folder: Path, connection: Connection) -> None:
    """An engine that at the 40th second of an import dies if "die" lies in that folder, and waits
    while "wait" lies there."""
    append, count = SealedRecordingInProgress.append, itertools.count(1)

    def keep(recording: SealedRecordingInProgress, block: Block) -> None:
        if next(count) == 40:
            if (folder / "die").exists():
                (folder / "die").unlink()
                os.kill(os.getpid(), signal.SIGKILL)
            while (folder / "wait").exists():
                time.sleep(0.02)
        append(recording, block)

    pytest.MonkeyPatch().setattr(SealedRecordingInProgress, "append", keep)
    engine_with(_echo, connection)


def _echo(folder: Path) -> Echo:
    if folder.name == "broken":
        raise SpeechModelUnusable
    return Echo()


def _mortal(fates: Path, folder: Path) -> Echo:
    return Mortal(fates)


def _stuck(folder: Path) -> Echo:
    threading.Event().wait()
    return Echo()


def told_until(
    engine: Engine, so: Callable[[list[News]], object], patience: float = PATIENCE
) -> list[News]:
    """The news until this is so of them."""
    told: list[News] = []
    deadline = elapsed() + patience
    while not so(told):
        assert elapsed() < deadline, [type(news).__name__ for news in told]
        told += engine.news(0.1)
    return told
