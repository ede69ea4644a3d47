"""An engine: the models in a process of their own that may die without harm. The app's side of it.

What is said or read here never waits for the engine. When the engine dies another one is started
and goes on with what is owed: hearing from where the transcript ends, an import from where the
recording ends. When that happens too often, what is owed fails.
"""

import atexit
import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Self

from pydantic import ValidationError

from asr.elapsed import elapsed
from desktop.engine.errors import EngineStopped
from desktop.engine.following import Followed
from desktop.engine.messages import (
    Cancel,
    Check,
    Checked,
    Drafted,
    Drafting,
    Failed,
    Follow,
    Guess,
    Heard,
    Import,
    Imported,
    Listen,
    Look,
    Looked,
    News,
    Order,
    Prepare,
    Progress,
    Read,
    Ready,
    Restarted,
    Transcribed,
    Write,
    read_news,
    to_bytes,
)
from desktop.engine.owed import Owed
from desktop.engine.process import run_engine
from desktop.engine.sending import Sending
from desktop.engine.trial_messages import Tried, TriedSpeech, Try, Trying, TrySpeech

__all__ = [
    "Cancel",
    "Check",
    "Checked",
    "Drafted",
    "Drafting",
    "Engine",
    "Failed",
    "Follow",
    "Guess",
    "Heard",
    "Import",
    "Imported",
    "Listen",
    "Look",
    "Looked",
    "News",
    "Order",
    "Prepare",
    "Progress",
    "Read",
    "Ready",
    "Restarted",
    "Target",
    "Transcribed",
    "Tried",
    "TriedSpeech",
    "Try",
    "TrySpeech",
    "Trying",
    "Write",
]

Target = Callable[[Connection], None]

MOST_RESTARTS = 3  # within a minute: what dies oftener would die for ever
MINUTE = 60.0
END_PATIENCE = 2.0  # seconds; a killed process is gone within a hundredth of one
CANCEL_PATIENCE = 5.0  # seconds; a window takes whisper-base two, and a stuck engine for ever


class Engine:
    """One engine. Its process is started with the first order and kept."""

    def __init__(self, target: Target = run_engine, *, mortal: bool = False) -> None:
        """One that is `mortal` is not begun anew when it dies."""
        self._target, self._mortal = target, mortal
        self._running: _Running | None = None
        self._owed = Owed()
        self._restarts: list[float] = []
        self._waiting: list[News] = []  # news of our own making

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process(self) -> int | None:
        """The id of the process, while there is one."""
        return self._running.process.pid if self._running else None

    @property
    def works(self) -> bool:
        """Whether it hears, brings in or writes something, or is to."""
        return self._owed.works

    def order(self, order: Order) -> None:
        """Have this done; returns at once."""
        if self._owed.unwanted(order):
            return
        number = self._owed.add(order)
        if self._running is not None:
            self._running.say(number, order)
        elif not isinstance(order, Cancel):
            self._begin()

    def news(self, patience: float = 0.0) -> Iterator[News]:
        """What happened since; the first of it may be waited for."""
        yield from self._told()
        while self._running is not None:
            try:
                if not self._running.connection.poll(patience):
                    break
                number, news = read_news(self._running.connection.recv_bytes())
            except (EOFError, OSError, ValidationError):
                self._died()
                yield from self._told()
                continue
            patience = 0.0
            told = self._owed.take(number, news)
            if told is not None:
                yield told
        if self._running and self._owed.cancelled_before(elapsed() - CANCEL_PATIENCE):
            self._end()
            self._go_on()

    def close(self) -> None:
        """End the process; everything it kept is whole. An order after this starts another."""
        self._owed = Owed()
        self._waiting.clear()
        self._end()

    def _told(self) -> Iterator[News]:
        while self._waiting:
            yield self._waiting.pop(0)

    def _died(self) -> None:
        self._end()
        now = elapsed()
        self._restarts = [at for at in self._restarts if now - at < MINUTE]
        if not self._mortal and len(self._restarts) < MOST_RESTARTS:
            self._restarts.append(now)
            self._go_on()
        else:
            self._waiting += self._owed.failed(EngineStopped.code)

    def _go_on(self) -> None:
        """Start another process where something is owed; else the next order will."""
        self._waiting += self._owed.renew(EngineStopped.code)
        if self._owed.waited_for:
            self._begin()
            self._waiting += [Restarted(consultation=one) for one in self._owed.consultations]

    def _begin(self) -> None:
        self._running = _Running(self._target)
        atexit.register(self._end)  # else Python would wait for it
        for number, order in self._owed.orders:
            self._running.say(number, order)

    def _end(self) -> None:
        if self._running is not None:
            self._running.end()
            self._running = None
            atexit.unregister(self._end)


class _Running:
    """The process, and the pipe to it."""

    def __init__(self, target: Target) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.connection, theirs = spawn.Pipe()
        # Not a daemon: those may have no children, and it has a decoder.
        self.process: BaseProcess = spawn.Process(target=target, args=(theirs,), daemon=False)
        self.process.start()
        theirs.close()
        self._sending = Sending(self.connection)
        self._followed = Followed()

    def say(self, number: int, order: Order) -> None:
        """Lay the order down."""
        if isinstance(order, Follow):
            order = self._followed.changed(order)
        self._sending.send(to_bytes(number, order))

    def end(self) -> None:
        """Kill it: whatever it does is done in steps that are whole or not there.

        One that waits for a disk that does not answer dies when that does; no window waits for it.
        """
        self.process.kill()
        self.process.join(END_PATIENCE)
        if self._sending.end(END_PATIENCE):  # else a thread is still writing to it
            self.connection.close()
