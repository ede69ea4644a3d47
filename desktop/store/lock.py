"""Locks of the operating system, which end with the process that holds them: none is ever stale.

The file that is locked stays where it is, empty. `turn` waits; a library that is open elsewhere is
refused at once.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import LibraryInUse
from desktop.store.folder import words_for_failures

if sys.platform == "win32":
    import msvcrt

    def _wait_for(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

    def _take(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise BlockingIOError from None
else:
    import fcntl

    # flock and not lockf: it also holds between two threads, or two libraries, of this process.
    def _wait_for(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def turn(file: Path) -> Iterator[None]:
    """Nobody else with this file has a turn until the block ends."""
    handle = os.open(file, os.O_RDONLY | os.O_CREAT, 0o600)
    try:
        _wait_for(handle)
        yield
    finally:
        os.close(handle)


class WriterLock:
    """One writer at a time: held from here until `release`, or until this process is gone."""

    def __init__(self, file: Path) -> None:
        with words_for_failures():
            self._handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _take(self._handle)
            except BlockingIOError:
                os.close(self._handle)
                raise LibraryInUse from None
            except OSError:
                os.close(self._handle)
                raise

    def release(self) -> None:
        """Let the next one in."""
        os.close(self._handle)
