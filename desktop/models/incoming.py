"""A place beside the models where one is put together before it gets its name."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import PlaceUnwritable

_PREFIX = ".incoming-"
_STALE_AFTER = 24 * 3600  # seconds; a 3 GB model over a slow line takes hours, not a day


@contextmanager
def incoming(place: Path) -> Iterator[Path]:
    """A new empty folder on the same file system, gone at the end unless it was moved in."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError:
        raise PlaceUnwritable from None


def move_in(made: Path, target: Path) -> None:
    """Give the folder its name; a damaged one of that name makes way."""
    made.chmod(0o755)  # mkdtemp keeps others out, but a models folder may be shared
    _settle(made)
    if target.exists():
        old = made.with_name(made.name + "-old")
        target.rename(old)
        made.rename(target)
        shutil.rmtree(old)
    else:
        made.rename(target)
    _settle(target.parent)


def _sweep(place: Path) -> None:
    """Clear what a process that was killed left behind."""
    for left in place.glob(_PREFIX + "*"):
        if time.time() - left.stat().st_mtime > _STALE_AFTER:
            shutil.rmtree(left, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Have the names in a folder written to the disk; Windows has no such call and no need."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
