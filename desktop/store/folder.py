"""Files in a folder of Griffel's own: safe names, whole writes."""

import os
import re
import tempfile
from pathlib import Path

from desktop.errors import ConsultationUnknown

# What the store hands out itself; anything else never becomes a path.
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def check_id(name: str) -> str:
    """The name, if it is one this store can have given."""
    if not _ID.fullmatch(name):
        raise ConsultationUnknown
    return name


def write_whole(place: Path, data: bytes) -> None:
    """Put data under its name in one step: after a crash there is the old file or the new one."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
        sync_folder(place.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Have the disk know which files the folder holds. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
