"""Where a recording misses time: judged by how far the clock runs ahead of the samples.

Sound may come late and then catch up, which misses nothing. Time is missing when the distance
between the clock and the samples has grown and does not shrink again.
"""

from dataclasses import dataclass

from asr.wire import SAMPLE_RATE

GAP = 0.3  # seconds; callbacks come up to 0.2 s late under load (measured)
OVERFLOW_GAP = 0.05  # the same where the sound system itself says that it lost some
SETTLED = 2.0  # seconds after which sound that was late has caught up
DRIFT = 0.0002  # the clock of a sound card may go this much slower or faster


@dataclass(frozen=True)
class Gap:
    """Time without sound: from which sample, and how many seconds."""

    at: int
    seconds: float


@dataclass
class _Suspected:
    at: int
    since: float
    lag: float
    least: float  # what is missing counts from here on


class Timeline:
    """Follows one recording; told of every piece of sound in order, it gives the gaps."""

    def __init__(self) -> None:
        self.samples = 0
        self._missed = 0.0
        self._lag: float | None = None  # the least distance of clock and sound, lately
        self._last = 0.0
        self._suspected: _Suspected | None = None

    def came(self, at: float, samples: int, overflow: bool = False) -> list[Gap]:
        """So many samples had come in at this time; the gaps that are sure by now."""
        start = self.samples
        self.samples += samples
        lag = self._lag_at(at)
        if self._lag is None:
            self._lag, self._last = lag, at
        late = lag - self._lag
        least = OVERFLOW_GAP if overflow else GAP
        if self._suspected is None and late > least:
            self._suspected = _Suspected(start, at, lag, least)
        if self._suspected is None:
            self._lag = min(lag, self._lag + DRIFT * (at - self._last))
        self._last = at
        return self._settled(at, lag)

    def skipped(self, seconds: float) -> Gap:
        """So much is known to have been lost here."""
        self._missed += seconds
        return Gap(self.samples, seconds)

    def anew(self, now: float) -> None:
        """What went before is not missed: a pause has ended at this time."""
        self._suspected = None
        self._lag = self._lag_at(now)
        self._last = now

    def ends(self, now: float) -> list[Gap]:
        """The gaps that are left when the recording ends at this time."""
        found = self._confirmed() if self._suspected else []
        missing = self._lag_at(now) - self._lag if self._lag is not None else 0.0
        return [*found, self.skipped(missing)] if missing > GAP else found

    def _settled(self, at: float, lag: float) -> list[Gap]:
        suspected = self._suspected
        if suspected is None:
            return []
        suspected.lag = min(suspected.lag, lag)
        if suspected.lag - (self._lag or 0.0) <= suspected.least:
            self._suspected = None  # it has caught up
        elif at - suspected.since > SETTLED:
            return self._confirmed()
        return []

    def _confirmed(self) -> list[Gap]:
        suspected, self._suspected = self._suspected, None
        if suspected is None or self._lag is None:
            return []
        seconds = suspected.lag - self._lag
        self._missed += seconds
        return [Gap(suspected.at, seconds)]

    def _lag_at(self, time: float) -> float:
        return time - self.samples / SAMPLE_RATE - self._missed
