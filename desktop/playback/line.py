"""The little sound that waits between who makes it and the loudspeaker that takes it."""

import threading
from collections import deque

from asr.audio import SAMPLE_RATE
from asr.stretch import Stretched

_WIDTH = 2  # bytes a sample


class Line:
    """Pieces of sound in order. The loudspeaker never waits: where there is none it gets silence.

    `handed` is the sample of the recording up to which sound was handed over.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pieces: deque[tuple[int, bytes]] = deque()
        self._rest = b""
        self.handed: int | None = None

    @property
    def ahead(self) -> float:
        """Seconds that wait."""
        with self._lock:
            waiting = sum(len(sound) for _, sound in self._pieces) + len(self._rest)
        return waiting / _WIDTH / SAMPLE_RATE

    def add(self, piece: Stretched) -> None:
        """Put a piece behind the others."""
        with self._lock:
            self._pieces.append((piece.at, piece.samples.tobytes()))

    def clear(self) -> None:
        """Forget what waits, and what was handed over."""
        with self._lock:
            self._pieces.clear()
            self._rest, self.handed = b"", None

    def take(self, samples: int) -> bytes:
        """Exactly so many samples."""
        size = samples * _WIDTH
        with self._lock:
            taken = self._rest
            while len(taken) < size and self._pieces:
                self.handed, sound = self._pieces.popleft()
                taken += sound
            self._rest = taken[size:]
        return taken[:size].ljust(size, b"\0")
