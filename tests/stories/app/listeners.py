"""Engine processes that hear without a model: what they hear makes a note."""

import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from asr.hearing import Hearing
from asr.speech import Floats
from asr.transcript import Language
from desktop.engine import Target
from desktop.engine.process import engine_with
from tests.conftest import SENTINEL
from tests.fakes import FakeListener

Hears = Callable[[Target], None]  # have windows hear with another engine

SAID = f"Ik hoest al drie weken {SENTINEL} op."


class Fluent(FakeListener):
    """Hears the same sentence in every window, once it may."""

    def __init__(self, hold: Path | None = None) -> None:
        super().__init__(SAID)
        self._hold = hold

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        """Hear; while there is a file of that name wait, and say so with another."""
        while self._hold is not None and self._hold.exists():
            waits(self._hold).touch()
            time.sleep(0.02)
        return super().hear(sound, language, hotwords)

    def guess(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        """Hear what is not over yet."""
        return super().hear(sound, language, hotwords)


def waits(hold: Path) -> Path:
    """The file that says that an engine waits for that one to go."""
    return hold.with_suffix(".waits")


def fluent_engine(connection: Connection) -> None:
    """An engine that hears a cough of three weeks."""
    engine_with(_fluent, connection)


def held_engine(hold: Path, connection: Connection) -> None:
    """The same, but it hears nothing while there is a file of that name."""
    engine_with(partial(_held, hold), connection)


def _fluent(folder: Path) -> Fluent:
    return Fluent()


def _held(hold: Path, folder: Path) -> Fluent:
    return Fluent(hold)
