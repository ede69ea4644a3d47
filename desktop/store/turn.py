"""Wait for one's turn: a lock of the operating system, which ends with the process holding it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        # flock and not lockf: it also holds between two threads of this same process.
        fcntl.flock(handle, fcntl.LOCK_EX)


@contextmanager
def turn(file: Path) -> Iterator[None]:
    """Nobody else with this file has a turn until the block ends. The file itself stays empty."""
    handle = os.open(file, os.O_RDONLY | os.O_CREAT, 0o600)
    try:
        _take(handle)
        yield
    finally:
        os.close(handle)
