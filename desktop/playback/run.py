"""Playing one recording: orders in, sound to the loudspeaker, and where it is told."""

import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from pydantic import ValidationError

from asr.audio import SAMPLE_RATE, Samples
from asr.errors import HearingError
from asr.loudspeaker import LATENCY, Give
from asr.stretch import Stretched, stretched
from desktop.errors import GriffelError
from desktop.playback.line import Line
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
    read_order,
    to_bytes,
)
from desktop.store.recording_file import RecordingFile
from desktop.store.sealed_recording import SealedRecording
from desktop.store.sealing import Key

TICK = 0.02  # seconds between two looks
AHEAD = 0.4  # seconds of sound made before the loudspeaker asks for them
TELL = 0.1  # seconds between two positions
IDLE = 60.0  # seconds without playing after which the loudspeaker is let go, and the process ends

Speaker = Callable[[Give], None]


class PlaybackRun:
    """The loop of the playing process. The loudspeaker is opened in a thread: it may hang."""

    def __init__(
        self, connection: Connection, begin: Begin, speaker: Speaker, clock: Callable[[], float]
    ) -> None:
        self._connection = connection
        self._begin = begin
        self._speaker = speaker
        self._clock = clock
        self._line = Line()
        self._opening: threading.Thread | None = None
        self._mute = ""  # the code of why there is no loudspeaker
        self._recording: SealedRecording | None = None
        self._pieces: Iterator[Stretched] | None = None
        self._speed = 1.0
        self._turn = 0
        self._over = False  # there is no more to come than what waits
        self._broken = ""  # the code of why, if it is not the end
        self._told = self._busy = clock()
        self._told_at = -1  # the sample that was told of last

    def run(self) -> None:
        """Play as told, until nobody is there any more or nothing was played for long."""
        try:
            while self._pieces is not None or self._clock() - self._busy < IDLE:
                if self._connection.poll(TICK):
                    self._obey(read_order(self._connection.recv_bytes()))
                if self._pieces is not None:
                    self._go_on()
        except (EOFError, OSError, ValidationError):
            return

    def _obey(self, order: Order) -> None:
        self._busy = self._clock()
        match order:
            case Play():
                self._turn, self._speed = order.turn, order.speed
                self._play(order.at)
            case Pause():
                self._stop()
            case Tempo():
                self._speed = order.speed
            case Begin():
                self._begin = order

    def _play(self, at: float) -> None:
        self._stop()
        if self._opening is None:
            self._opening = threading.Thread(target=self._open, daemon=True)
            self._opening.start()
        self._pieces = self._made(at)

    def _stop(self) -> None:
        self._line.clear()
        self._pieces, self._over, self._broken = None, False, ""
        self._told_at = -1

    def _open(self) -> None:
        try:
            self._speaker(self._line.take)
        except HearingError as error:
            self._mute = error.code

    def _made(self, at: float) -> Iterator[Stretched]:
        """The sound from there on, at the speed of the moment, by its place in the recording."""
        first = round(at * SAMPLE_RATE)
        for piece in stretched(self._rows(at), lambda: self._speed):
            yield Stretched(first + piece.at, piece.samples)

    def _rows(self, at: float) -> Iterator[Samples]:
        """The sound as it was kept; what comes before damage is still played."""
        try:
            for block in self._opened().blocks(at):
                yield block.samples.mean(axis=0).astype(block.samples.dtype)
        except GriffelError as error:
            self._broken = error.code

    def _opened(self) -> SealedRecording:
        if self._recording is None:  # once: it remembers where each second lies
            key = Key(bytes.fromhex(self._begin.key))
            self._recording = SealedRecording(RecordingFile(Path(self._begin.place), key))
        return self._recording

    def _go_on(self) -> None:
        self._fill()
        if self._mute:
            self._finish(Failed(turn=self._turn, code=self._mute))
        elif self._over and not self._line.ahead:
            code, turn = self._broken, self._turn
            self._finish(Failed(turn=turn, code=code) if code else Ended(turn=turn))
        else:
            self._tell_where()

    def _fill(self) -> None:
        while self._pieces is not None and not self._over and self._line.ahead < AHEAD:
            piece = next(self._pieces, None)
            if piece is None:
                self._over = True
            else:
                self._line.add(piece)

    def _tell_where(self) -> None:
        """Tell how far it is. A loudspeaker that takes nothing is not told of: that is the sign."""
        now, handed = self._clock(), self._line.handed
        if handed is not None and handed != self._told_at and now - self._told >= TELL:
            self._told, self._told_at = now, handed
            sounds = max(0.0, handed / SAMPLE_RATE - LATENCY * self._speed)
            self._tell(Position(turn=self._turn, seconds=sounds))

    def _finish(self, last: Ended | Failed) -> None:
        self._stop()
        self._busy = self._clock()
        self._tell(last)

    def _tell(self, news: News) -> None:
        self._connection.send_bytes(to_bytes(news))
