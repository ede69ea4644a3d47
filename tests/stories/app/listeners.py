"""Engine processes that hear without a model: what they hear makes a note."""

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from asr.hearing import Hearing
from asr.speech import Floats
from asr.transcript import Language
from desktop.engine import Target
from desktop.engine.listening import Model
from desktop.engine.process import engine_with, load_whisper
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
        if self._hold is not None:
            _wait_for(self._hold)
        return super().hear(sound, language, hotwords)

    def guess(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        """Hear what is not over yet."""
        return super().hear(sound, language, hotwords)


def waits(hold: Path) -> Path:
    """The file that says that an engine waits for that one to go."""
    return hold.with_suffix(".waits")


class SecondHeld:
    """Hears as another does, but waits at its second window while there is a file of that name."""

    does_two_at_once = False

    def __init__(self, model: Model, hold: Path) -> None:
        self._model, self._hold = model, hold
        self._windows = 0

    @property
    def name(self) -> str:
        """The model that hears."""
        return self._model.name

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        """Hear, once it may."""
        self._windows += 1
        if self._windows > 1:
            _wait_for(self._hold)
        return self._model.hear(sound, language, hotwords)

    def guess(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        """Hear what is not over yet."""
        return self._model.guess(sound, language, hotwords)

    def tokens(self, text: str) -> int:
        """How many signs of the model a text is."""
        return self._model.tokens(text)


class Mortal(Fluent):
    """Ends its process at its first window, for as long as there is a file of that name."""

    def __init__(self, fate: Path) -> None:
        super().__init__()
        self._fate = fate

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        """Hear, or die as when memory runs out."""
        if self._fate.exists():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().hear(sound, language, hotwords)


def fluent_engine(connection: Connection) -> None:
    """An engine that hears a cough of three weeks."""
    engine_with(_fluent, connection)


def held_engine(hold: Path, connection: Connection) -> None:
    """The same, but it hears nothing while there is a file of that name."""
    engine_with(partial(_held, hold), connection)


def mortal_engine(fate: Path, connection: Connection) -> None:
    """An engine that dies at what it hears first, for as long as there is a file of that name."""
    engine_with(partial(_mortal, fate), connection)


def second_held_whisper(hold: Path, connection: Connection) -> None:
    """Whisper, which waits at its second window while there is a file of that name."""
    engine_with(partial(_second_held, hold), connection)


def _wait_for(hold: Path) -> None:
    """Wait until there is no file of that name, and say so with another."""
    while hold.exists():
        waits(hold).touch()
        time.sleep(0.02)


def _fluent(folder: Path) -> Fluent:
    return Fluent()


def _mortal(fate: Path, folder: Path) -> Mortal:
    return Mortal(fate)


def _second_held(hold: Path, folder: Path) -> SecondHeld:
    return SecondHeld(load_whisper(folder), hold)


def _held(hold: Path, folder: Path) -> Fluent:
    return Fluent(hold)
