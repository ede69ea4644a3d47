"""What the capture process is told to do, and when it ends because nobody tells it anything."""

from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.capture.messages import EndReason, Order, read_order

# Longer than a consultation takes. Nobody wants a microphone that stays open in an empty room.
ALONE_SECONDS = 30 * 60


def stop_place(place: Path) -> Path:
    """The file that ends the recording at this place when its app is gone."""
    return place.with_name(f"{place.name}.stop")


class Orders:
    """The orders of the app, or of whoever takes over when it has died."""

    def __init__(
        self,
        connection: Connection,
        place: Path | None,
        clock: Callable[[], float],
        alone: float = ALONE_SECONDS,
    ) -> None:
        self._connection: Connection | None = connection
        self._stop = stop_place(place) if place else None
        self._clock = clock
        self._alone = alone
        self._left_at = 0.0

    @property
    def awaited(self) -> list[Connection]:
        """What to wait for."""
        return [self._connection] if self._connection else []

    def given(self) -> Iterator[Order]:
        """The orders given since. An app that is gone gives none, and nothing waits for it."""
        while self._connection is not None:
            try:
                if not self._connection.poll():
                    return
                order = read_order(self._connection.recv_bytes())
            except (EOFError, OSError):
                self._connection = None
                self._left_at = self._clock()
                return
            if isinstance(order, Order):
                yield order

    def over(self) -> EndReason | None:
        """Why it has to end without an order, if it has to. Looks at the disk."""
        if self._connection is not None:
            return None
        if self._stop is None:
            return "alone"  # nothing is kept, so there is nothing to go on for
        if self._stop.exists():
            self._stop.unlink(missing_ok=True)
            return "stopped"
        return "alone" if self._clock() - self._left_at > self._alone else None
