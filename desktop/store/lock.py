"""One writer at a time: a lock of the operating system, which ends with the process that holds it.

So a crash leaves no stale lock behind. The file itself stays where it is and says nothing.
"""

import os
import sys
from pathlib import Path

from desktop.errors import LibraryInUse, PlaceUnwritable

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise BlockingIOError from None
else:
    import fcntl

    def _take(handle: int) -> None:
        # flock and not lockf: it also holds against a second library in this same process.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held from here until `release`, or until this process is gone."""

    def __init__(self, file: Path) -> None:
        try:
            self._handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise PlaceUnwritable from error
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise (
                LibraryInUse if isinstance(error, BlockingIOError) else PlaceUnwritable
            ) from None

    def release(self) -> None:
        """Let the next one in."""
        os.close(self._handle)
