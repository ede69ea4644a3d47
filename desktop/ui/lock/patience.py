"""When to try again what failed: soon at first, then more and more seldom."""

from collections.abc import Callable

from asr.elapsed import elapsed

FIRST, MOST = 1.0, 60.0  # seconds


class Patience:
    """Waits twice as long after each failure."""

    def __init__(self, now: Callable[[], float] = elapsed) -> None:
        self._now = now
        self._wait = FIRST
        self._next = now()

    @property
    def is_over(self) -> bool:
        """Whether it may be tried now."""
        return self._now() >= self._next

    def failed(self) -> None:
        """It was tried in vain."""
        self._next = self._now() + self._wait
        self._wait = min(MOST, 2 * self._wait)
