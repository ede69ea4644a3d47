"""What damage in a sound file has cost: packets lost, holes, and sound that was promised only."""

from asr.containers import Outside

_HOLE_SECONDS = 0.08  # one lost FLAC frame is 85 ms or more; browsers stamp to a few ms
# How far a whole file may stay behind its header: delays that encoders put in front and behind.
_SPARE_SECONDS = {"wav": 0.001, "flac": 0.001, "mp3": 0.1, "ogg": 0.1, "webm": 0.1, "mp4": 0.5}


class Toll:
    """Counts what came out of a file against what its headers and time stamps say."""

    def __init__(self, outside: Outside, stated_seconds: float | None) -> None:
        self.lost_packets = 0
        self.seconds = 0.0
        self._spare = _SPARE_SECONDS[outside.container]
        self._stated = stated_seconds
        self._torn = outside.cut
        self._next: float | None = None

    def count(self, samples: int, rate: int, start: float | None) -> None:
        """Add what one frame gave; `start` is its own time stamp in seconds."""
        lasts = samples / rate
        if start is not None and self._next is not None and start - self._next > _HOLE_SECONDS:
            self._torn = True
        self._next = None if start is None else start + lasts
        self.seconds += lasts

    @property
    def damaged(self) -> bool:
        """Whether less came out than should have; asked when all is counted."""
        short = self._stated is not None and self._stated - self.seconds > self._spare
        return short or self._torn or self.lost_packets > 0
