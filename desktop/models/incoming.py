"""A place beside the models where one is put together before it gets its name."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.errors import GriffelError, PlaceUnwritable
from desktop.models.errors import ModelDamaged, ModelHubPage
from desktop.store.lock import WriterLock

_PREFIX, _FETCHED, _HELD = ".incoming-", ".fetched-", "held"
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
    """A folder for what has to be fetched; where that is broken off the next try goes on with it,
    also where the process was killed or the power went.

    Two that fetch the same at once do not meet: what is there is taken by one of them, in one step.
    """
    left, scratch = made.with_name(_FETCHED + name), made / (_FETCHED + name)
    broken_off = True
    with _holding(made):
        try:
            _take_up(left, scratch, name)
            yield scratch
            broken_off = False
        except (ModelDamaged, ModelHubPage):
            broken_off = False
            raise
        finally:
            if broken_off and _size(scratch):
                with suppress(OSError):
                    scratch.rename(left)
            else:
                shutil.rmtree(scratch, ignore_errors=True)


def waiting(place: Path, name: str) -> int:
    """How many bytes wait of a model that was not fetched whole."""
    for left in (place / (_FETCHED + name), *_of_the_dead(place, name)):
        if there := _size(left):
            return there
    return 0


def forget(place: Path, name: str) -> bool:
    """Take away what waits of a model that was not fetched whole; whether there was any."""
    there = [left for left in (place / (_FETCHED + name),) if left.is_dir()]
    there += [left.parent for left in _of_the_dead(place, name)]
    for one in there:
        shutil.rmtree(one)
    return bool(there)


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


def _take_up(left: Path, scratch: Path, name: str) -> None:
    for one in (left, *_of_the_dead(left.parent, name)):
        with suppress(OSError):  # there is none, or another took it
            one.rename(scratch)
            break
    scratch.mkdir(exist_ok=True)


def _of_the_dead(place: Path, name: str) -> list[Path]:
    """What was being fetched of a model by processes that are no more, the most of it first."""
    found = []
    for left in place.glob(f"{_PREFIX}*/{_FETCHED}{name}"):
        held = _held(left.parent) if (left.parent / _HELD).exists() else None
        if held is not None:
            held.release()
            found.append(left)
    return sorted(found, key=_size, reverse=True)


def _size(left: Path) -> int:
    return sum(one.stat().st_size for one in left.rglob("*") if one.is_file())


@contextmanager
def _holding(made: Path) -> Iterator[None]:
    """Nobody takes what is put together there for left by the dead.

    What was fetched has its place before this ends: a stop right after it then loses nothing.
    """
    held = _held(made)
    try:
        yield
    finally:
        if held is not None:
            held.release()
            (made / _HELD).unlink()


def _held(made: Path) -> WriterLock | None:
    """A lock on what is put together there; None: another has it, or there are no locks here."""
    try:
        return WriterLock(made / _HELD)
    except (GriffelError, OSError):
        return None


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
