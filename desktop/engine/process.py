"""The engine process: it does what the app orders, and ends when the app does.

It reaches no network, prints nothing and leaves no memory on the disk. It may die at any moment:
nothing that it alone knows is worth anything.
"""

import os
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING

from asr.allocator import keep_freed_memory
from asr.confine import fall_silent
from asr.silence import leave_no_dumps, refuse_network

if TYPE_CHECKING:
    from desktop.engine.listening import Model
    from desktop.engine.scribe import LoadWriter
    from desktop.engine.trying import LoadToTry
    from desktop.models.writing_model import WritingModel
    from summarize.generate import Generate

# Below the app and the capture process: a screen that stutters or a second that is lost is worse
# than words that come a little later.
NICE = 5
# And a language model below whoever listens: the draft can wait, what is said now cannot.
NICER = 15


def run_engine(connection: Connection) -> None:
    """Do what the app orders, with Whisper."""
    engine_with(load_whisper, connection, load_model_that_writes)


def load_whisper(folder: Path, threads: int = 0) -> "Model":
    """The model in that folder, with so many threads; 0: those that were best here."""
    keep_freed_memory()
    from desktop.models.hearing import load_speech

    return load_speech(folder, threads)


def load_model_that_writes(model: "WritingModel", wanted: Callable[[], bool]) -> "Generate":
    """The writer with that model."""
    if hasattr(os, "setpriority"):
        # Before its threads are there: they have what this one has.
        os.setpriority(os.PRIO_PROCESS, 0, NICER)
    from desktop.models.writing import load_writer

    return load_writer(model, wanted)


def engine_with(
    load: "Callable[[Path], Model]",
    connection: Connection,
    load_writer: "LoadWriter" = load_model_that_writes,
    load_to_try: "LoadToTry" = load_whisper,
) -> None:
    """The same with models of one's own, for tests."""
    fall_silent()
    leave_no_dumps()
    refuse_network()
    _end_with_the_app()
    if hasattr(os, "nice"):
        os.nice(NICE)
    # Heavy libraries are loaded behind the closed door, and never in the app, which needs this
    # module to start the process.
    from desktop.engine.shift import Shift

    Shift(connection, load, load_writer, load_to_try).run()


def _end_with_the_app() -> None:
    """Have this process end at once when the app is gone, also in the midst of a window."""
    parent = parent_process()
    if parent is not None:

        def watch() -> None:
            wait([parent.sentinel])
            os._exit(0)

        threading.Thread(target=watch, daemon=True).start()
