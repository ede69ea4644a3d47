"""Whether a file is, byte for byte, the one that was pinned; joins pieces on the way."""

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from asr.value import Value
from desktop.models.catalogue import DATA_SUFFIXES, ModelFile
from desktop.models.errors import (
    ModelDamaged,
    ModelForbidden,
)

BLOCK = 1024 * 1024
# A file without a pinned size is a tokenizer or a configuration; the largest known is 2.2 MB.
SMALL_FILE_AT_MOST = 64 * 1024 * 1024

Tick = Callable[[int], None]  # told how many bytes were read since the last time


class Pin(Value):
    """What a file must be. None in a field: not known yet."""

    bytes: int | None = None
    sha256: str | None = None


def untold(_: float) -> None:
    """Nobody wants to know how far it is."""


def join(parts: Sequence[Path], target: Path, file: ModelFile, pin: Pin, tick: Tick) -> Pin:
    """Write the pieces, one after the other, to `target` if together they are that file."""
    _refuse_size(parts, file, pin)
    with target.open("wb") as out:
        found = _hashed(parts, pin, file, tick, out)
        out.flush()
        os.fsync(out.fileno())
    if pin.sha256 is None:
        _refuse_wrong_form(target, file)
    return found


def verify(path: Path, file: ModelFile, pin: Pin, tick: Tick) -> Pin:
    """The size and hash of the file at `path`, if it is that file."""
    _refuse_size([path], file, pin)
    found = _hashed([path], pin, file, tick, None)
    if pin.sha256 is None:
        _refuse_wrong_form(path, file)
    return found


def refuse_other_kinds(folder: Path) -> None:
    """Refuse a folder with anything in it but plain files of the kinds that are data.

    Links are refused because what they point at can change after it was checked.
    """
    for entry in sorted(folder.iterdir()):
        plain = stat.S_ISREG(entry.lstat().st_mode)
        if not plain or not (entry.name == "model.bin" or entry.suffix.lower() in DATA_SUFFIXES):
            raise ModelForbidden(entry.suffix or "?")


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    for block in _blocks_of([path], path.suffix):
        digest.update(block)
    return digest.hexdigest()


def _refuse_size(parts: Sequence[Path], file: ModelFile, pin: Pin) -> None:
    size = sum(part.stat().st_size for part in parts)
    if pin.bytes is not None:
        fits = size == pin.bytes
    else:
        fits = size > 0 and (file.is_main or size <= SMALL_FILE_AT_MOST)
    if not fits:
        raise ModelDamaged(file.name)


def _hashed(
    parts: Sequence[Path], pin: Pin, file: ModelFile, tick: Tick, out: BinaryIO | None
) -> Pin:
    digest, size = hashlib.sha256(), 0
    for block in _blocks_of(parts, file.name):
        digest.update(block)
        size += len(block)
        if pin.bytes is not None and size > pin.bytes:
            raise ModelDamaged(file.name)
        if out is not None:
            out.write(block)
        tick(len(block))
    found = Pin(bytes=size, sha256=digest.hexdigest())
    if pin.sha256 not in (None, found.sha256):
        raise ModelDamaged(file.name)
    return found


def _blocks_of(parts: Sequence[Path], name: str) -> Iterator[bytes]:
    """The bytes of the pieces, joined. A stick that is pulled out reads as a damaged file."""
    try:
        for part in parts:
            with part.open("rb") as piece:
                while block := piece.read(BLOCK):
                    yield block
    except OSError:
        raise ModelDamaged(name) from None


def _refuse_wrong_form(path: Path, file: ModelFile) -> None:
    """Catch a web page or an error message that was saved under the name of the file."""
    with path.open("rb") as opened:
        start = opened.read(512)
        if file.is_main:
            right = start.startswith(b"GGUF")
        elif path.suffix == ".json":
            right = _is_json(start + opened.read())
        else:
            right = not start.lstrip().startswith(b"<") and b"\0" not in start
    if not right:
        raise ModelDamaged(file.name)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True
