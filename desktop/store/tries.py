"""Slow down whoever guesses: after five wrong tries each next one has to wait longer."""

from collections.abc import Callable
from functools import cache
from math import ceil
from pathlib import Path
from threading import Lock

from desktop.errors import PassphraseWait

Clock = Callable[[], float]

FREE_TRIES = 5
LONGEST_WAIT = 60  # seconds


class Tries:
    """The wrong tries since the last right one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wrong = 0
        self._last = 0.0

    def begin(self, clock: Clock) -> None:
        """Allow one try now, or say how long to wait.

        A try counts as wrong until it proved right: two at the same time are two.
        """
        with self._lock:
            now = clock()
            left = self._last + wait_after(self._wrong) - now
            if self._wrong and left > 0:
                raise PassphraseWait(ceil(left))
            self._wrong += 1
            self._last = now

    def was_right(self) -> None:
        """Start counting anew."""
        with self._lock:
            self._wrong = 0


def wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong tries: 1, 2, 4 and so on from the fifth, at most 60."""
    if wrong < FREE_TRIES:
        return 0
    return min(LONGEST_WAIT, 1 << min(wrong - FREE_TRIES, LONGEST_WAIT.bit_length()))


@cache
def tries_at(place: Path) -> Tries:
    """The tries at one vault, the same for the whole life of the process."""
    return Tries()
