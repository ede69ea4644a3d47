"""One at a time; who has the turn can see that somebody waits for it."""

import threading
from types import TracebackType


class Turn:
    """A lock that its holder may take again, and that knows whether others want it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._counting = threading.Lock()
        self._waiting = 0

    @property
    def wanted(self) -> bool:
        """Whether somebody waits."""
        return self._waiting > 0

    def __enter__(self) -> None:
        if self._lock.acquire(blocking=False):
            return
        self._count(1)
        self._lock.acquire()
        self._count(-1)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.release()

    def _count(self, more: int) -> None:
        with self._counting:
            self._waiting += more
