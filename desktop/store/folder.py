"""Files in a folder of Griffel's own: safe names, whole writes, words for what a disk refuses."""

import errno
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from desktop.errors import ConsultationUnknown, DiskFull, PlaceUnwritable

# What the store hands out itself; anything else never becomes a path.
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
# What a write that a crash cut short leaves behind in a folder of ours.
_LEFT_BEHIND = re.compile(
    r"\.new-[a-z0-9_]{8}|settings\.json\.new|\.new-library\.db(-wal|-journal)?"
)
LEFT_FOR = 3600.0  # seconds after which nobody is writing it any more
_FULL = (errno.ENOSPC, errno.EDQUOT)


def check_id(name: str) -> str:
    """The name, if it is one this store can have given."""
    if not _ID.fullmatch(name):
        raise ConsultationUnknown
    return name


def write_whole(place: Path, data: bytes) -> None:
    """Put data under its name in one step: after a crash there is the old file or the new one."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    with ExitStack() as undo:
        undo.callback(Path(name).unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
        sync_folder(place.parent)
        undo.pop_all()


def sweep(folder: Path, left: re.Pattern[str] = _LEFT_BEHIND) -> None:
    """Remove from a folder what writes that were cut short have left, unless it is of just now."""
    before = time.time() - LEFT_FOR
    with suppress(OSError):
        for file in [file for file in folder.iterdir() if left.fullmatch(file.name)]:
            with suppress(OSError):
                if file.is_file() and file.stat().st_mtime < before:
                    file.unlink()


@contextmanager
def words_for_failures() -> Iterator[None]:
    """Turn a refusal of the disk into one that has words: full, or not to be written."""
    try:
        yield
    except OSError as error:  # it carries the path, so nothing of it goes on
        raise (DiskFull if error.errno in _FULL else PlaceUnwritable) from None


def sync_folder(folder: Path) -> None:
    """Have the disk know which files the folder holds. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
