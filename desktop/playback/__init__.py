"""Play a sealed recording in a process of its own: the app's side of it."""

import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from pydantic import ValidationError

from asr.elapsed import elapsed
from asr.errors import LoudspeakerMissing
from desktop.playback.errors import PlaybackStopped
from desktop.playback.messages import (
    Begin,
    Ended,
    Failed,
    News,
    Order,
    Pause,
    Play,
    Position,
    Tempo,
    read_news,
    to_bytes,
)
from desktop.playback.process import run_playback
from desktop.store.sealing import Key

__all__ = ["Ended", "Failed", "News", "Playback", "Position", "Target"]

Target = Callable[[Connection], None]

# Seconds without a sign of a loudspeaker that takes sound. From nothing, the first sound was there
# in 2 s on two cores with work for five, and in 6 s with work for fifteen.
PATIENCE = 15.0
_END_PATIENCE = 2.0  # seconds; a killed process is gone in a hundredth, unless a driver holds it


class Playback:
    """Plays one recording. The process begins with the first sound and may end and begin anew."""

    def __init__(
        self,
        place: Path,
        key: Key,
        target: Target = run_playback,
        clock: Callable[[], float] = elapsed,
    ) -> None:
        self._begin = Begin(place=str(place), key=key.revealed().hex())
        self._target = target
        self._clock = clock
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._turn = 0
        self._sign = 0.0
        self._unanswered: Play | None = None  # by a process that may have been on its way out
        self.playing = False

    def play(self, at: float = 0.0, speed: float = 1.0) -> None:
        """Play from that second. While something plays, it jumps."""
        self._turn += 1
        self._sign = self._clock()
        self.playing = True
        order = Play(turn=self._turn, at=max(0.0, at), speed=speed)
        if self._say(order):
            self._unanswered = order
        else:  # never begun, or ended after a while without work
            self._start(order)

    def pause(self) -> None:
        """Be silent."""
        self.playing = False
        self._say(Pause())

    def tempo(self, speed: float) -> None:
        """Go on at another speed."""
        self._say(Tempo(speed=speed))

    def news(self, patience: float = 0.0) -> Iterator[News]:
        """What happened since, of what plays now; the first of it may be waited for."""
        while self.playing:
            news = self._next(patience)
            if news is None:
                return
            patience = 0.0
            if news.turn == self._turn:
                self._sign, self._unanswered = self._clock(), None
                self.playing = isinstance(news, Position)
                yield news

    def close(self) -> None:
        """End it at once, whatever it is doing. Twice is no failure."""
        self.playing = False
        if self._process is not None:
            self._process.kill()
            self._process.join(_END_PATIENCE)
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None

    def _start(self, first: Play) -> None:
        self.close()
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(target=self._target, args=(theirs,), daemon=True)
        try:
            self._process.start()
        except OSError:  # no room for one more process; `news` tells so
            self._process = None
        theirs.close()
        self.playing, self._unanswered = True, None
        self._say(self._begin)
        self._say(first)

    def _next(self, patience: float) -> News | None:
        """One message; a process that is gone or gives no sign is ended, and that is the news."""
        if self._connection is None:
            return Failed(turn=self._turn, code=PlaybackStopped.code)
        try:
            if self._connection.poll(patience):
                return read_news(self._connection.recv_bytes())
        except (EOFError, OSError, ValidationError):
            if self._unanswered is None:
                return self._given_up(PlaybackStopped.code)
            self._start(self._unanswered)
        if self._clock() - self._sign > PATIENCE:
            return self._given_up(LoudspeakerMissing.code)
        return None

    def _given_up(self, code: str) -> Failed:
        self.close()
        self.playing = True  # until the news of it is taken
        return Failed(turn=self._turn, code=code)

    def _say(self, order: Order) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.send_bytes(to_bytes(order))
        except OSError:
            return False
        return True
