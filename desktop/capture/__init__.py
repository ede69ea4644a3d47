"""Record, or test a microphone, in a process of its own: the app's side of it."""

import atexit
import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from asr.elapsed import elapsed
from desktop.capture.messages import (
    Alarm,
    Begin,
    Ended,
    Hearing,
    Kept,
    Loudness,
    MaySleep,
    News,
    Order,
    RoomLow,
    read_news,
    to_bytes,
)
from desktop.capture.orders import stop_place
from desktop.capture.process import run_capture
from desktop.store.sealing import Key

__all__ = [
    "Alarm",
    "Capture",
    "Ended",
    "Hearing",
    "Kept",
    "Loudness",
    "MaySleep",
    "News",
    "RoomLow",
    "Target",
    "end_abandoned",
]

Target = Callable[[Connection], None]

STOP_PATIENCE = 10.0  # seconds; it takes half a second unless the disk does not answer


class Capture:
    """A recording that runs, or a test of a microphone where no place is given."""

    def __init__(
        self,
        device: str = "",
        place: Path | None = None,
        key: Key | None = None,
        target: Target = run_capture,
    ) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        # Not a daemon: those end with the app, and this one must not.
        self._process = spawn.Process(target=target, args=(theirs,), daemon=False)
        self._process.start()
        theirs.close()
        self._kept = 0.0
        self._ended: Ended | None = None
        # An app that ends in the usual way ends its recording; else Python would wait for it.
        atexit.register(self.stop)
        secret = key.revealed().hex() if key else ""
        self._say(Begin(device=device, place=str(place or ""), key=secret))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def ended(self) -> Ended | None:
        """How it ended, if it has."""
        return self._ended

    def news(self, patience: float = 0.0) -> Iterator[News]:
        """What happened since; the first of it may be waited for. Ended is the last."""
        while self._ended is None:
            try:
                if not self._connection.poll(patience):
                    return
                news = read_news(self._connection.recv_bytes())
            except (EOFError, OSError, ValidationError):
                self._process.join(STOP_PATIENCE)  # so that it holds the recording no longer
                news = Ended(reason="broken", seconds=self._kept)
            patience = 0.0
            if isinstance(news, Kept):
                self._kept = news.seconds
            if isinstance(news, Ended):
                self._ended = news
            yield news

    def pause(self) -> None:
        """Keep nothing until `resume`; the device stays open."""
        self._say(Order(kind="pause"))

    def resume(self) -> None:
        """Go on keeping."""
        self._say(Order(kind="resume"))

    def bookmark(self) -> None:
        """Mark this moment."""
        self._say(Order(kind="bookmark"))

    def stop(self) -> Ended:
        """End it; everything heard until now is kept when this returns. Twice is no failure."""
        self._say(Order(kind="stop"))
        deadline = elapsed() + STOP_PATIENCE
        while self._ended is None and (left := deadline - elapsed()) > 0:
            for _ in self.news(left):
                pass
        if self._ended is None:  # the disk does not answer; what it took before is kept
            self._process.kill()
            self._ended = Ended(reason="broken", seconds=self._kept)
        if not self._connection.closed:
            self._connection.close()
            self._process.join(STOP_PATIENCE)
            atexit.unregister(self.stop)
        return self._ended

    def _say(self, order: Begin | Order) -> None:
        if self._ended is None:
            try:
                self._connection.send_bytes(to_bytes(order))
            except OSError:
                return  # it is gone, and `news` tells so


def end_abandoned(place: Path) -> None:
    """Have a recording closed whose app has died while its capture process goes on.

    Within three seconds nobody holds the file any more. Where no process was left, this does
    nothing to the recording, and it can be gone on with.
    """
    stop_place(place).touch(mode=0o600)
