"""Put an export on the disk whole, inside the chosen folder, and never over another file."""

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from desktop.errors import WouldOverwrite
from desktop.store.folder import sweep, words_for_failures

_LEFT_BEHIND = re.compile(r"\.griffel-[a-z0-9_]{8}\.new")  # of a write that was cut short
_LONGEST = 120  # letters in a file name; every file system in use takes 255 bytes


def write_export(data: bytes, folder: Path, name: str) -> Path:
    """Write the file and give its place. Nothing is left if that fails half-way."""
    return write_pieces((data,), folder, name)


def write_pieces(pieces: Iterable[bytes], folder: Path, name: str) -> Path:
    """The same for what is too large to hold at once."""
    target = folder / _plain(name)
    with words_for_failures():
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder, _LEFT_BEHIND)
        handle, fresh = tempfile.mkstemp(prefix=".griffel-", suffix=".new", dir=folder)
        try:
            with os.fdopen(handle, "wb") as out:
                for piece in pieces:
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            _name(Path(fresh), target)
        finally:
            Path(fresh).unlink(missing_ok=True)
    return target


def _plain(name: str) -> str:
    """A name without separators, leading dots or other signs that mean something to a system."""
    split = re.fullmatch(r"(.*)\.([A-Za-z0-9]{1,8})", name, re.DOTALL)
    stem, suffix = split.groups() if split else (name, "")
    stem = re.sub(r"[^A-Za-z0-9_-]", "_", stem)[:_LONGEST]
    stem = stem if stem.startswith("griffel-") else f"griffel-{stem}"  # CON.txt is a device
    return f"{stem}.{suffix}" if suffix else stem


def _name(fresh: Path, target: Path) -> None:
    """Give the file its name, unless the name is taken.

    A hard link does both in one step. A USB stick may know no links: there the name is claimed
    first and filled after.
    """
    try:
        os.link(fresh, target)
    except FileExistsError:
        raise WouldOverwrite from None
    except OSError:
        _claim(target)
        fresh.replace(target)


def _claim(target: Path) -> None:
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise WouldOverwrite from None
