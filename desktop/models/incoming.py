"""A place beside the models where one is put together before it gets its name."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.errors import PlaceUnwritable
from desktop.models.errors import ModelDamaged, ModelHubPage

_PREFIX, _FETCHED = ".incoming-", ".fetched-"
_DAY = 24 * 3600  # seconds
# A 3 GB model over a slow line takes hours, not a day; who tries again does so within the week.
_STALE_AFTER = {_PREFIX: _DAY, _FETCHED: 7 * _DAY}


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


@contextmanager
def fetched(made: Path, name: str) -> Iterator[Path]:
    """A folder for what has to be fetched; where that is broken off the next try goes on with it.

    Two that fetch the same at once do not meet: what is there is taken by one of them, in one step.
    """
    waiting, scratch = made.with_name(_FETCHED + name), made / ".fetched"
    with suppress(OSError):
        waiting.rename(scratch)
    scratch.mkdir(exist_ok=True)
    broken_off = True
    try:
        yield scratch
        broken_off = False
        shutil.rmtree(scratch)
    except (ModelDamaged, ModelHubPage):
        broken_off = False
        raise
    finally:
        if broken_off and any(one.stat().st_size for one in scratch.rglob("*") if one.is_file()):
            with suppress(OSError):
                scratch.rename(waiting)


def forget(place: Path, name: str) -> bool:
    """Take away what waits of a model that was not fetched whole; whether there was any."""
    waiting = place / (_FETCHED + name)
    there = waiting.is_dir()
    if there:
        shutil.rmtree(waiting)
    return there


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
    """Clear what a process that was killed left behind, and what nobody went on with."""
    for prefix, seconds in _STALE_AFTER.items():
        for left in place.glob(prefix + "*"):
            with suppress(OSError):  # of another that tidies up as well, or takes it
                changed = max(one.stat().st_mtime for one in (left, *left.rglob("*")))
                if time.time() - changed > seconds:
                    shutil.rmtree(left, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Have the names in a folder written to the disk; Windows has no such call and no need."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
