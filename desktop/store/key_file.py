"""The key file: the root key of a library, wrapped once by the passphrase, once by the code.

It is small, and without it everything else in the library is noise. So it is kept twice, in two
files with the same bytes: a bad block in one of them loses nothing. The first is the one that
counts as long as it is whole; the copy is written before it, so a change is a fact at the moment
the first gets its new bytes, and a crash in between leaves what was.

A file is JSON, read by position: a SHA-256 and then the exact bytes it is of. So every changed
byte, a space included, is damage and never looks like a wrong passphrase.
"""

import hashlib
import os
import re
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from asr.value import Value
from desktop.errors import (
    LibraryPresent,
    VaultDamaged,
    VaultMissing,
    VaultNewer,
)
from desktop.store.folder import sync_folder, words_for_failures, write_whole
from desktop.store.sealing import NONCE_BYTES, TAG_BYTES, WRAPPED_BYTES

FORMAT: Final = 1
SALT_BYTES = 16
_LONGEST = 4096  # bytes; a key file has about 700
_SHAPE = re.compile(rb'\{"sha256":"([0-9a-f]{64})","vault":(.+)\}\n', re.DOTALL)


class _Sealed(Value):
    """A value whose bytes are written as hexadecimal."""

    model_config = ConfigDict(ser_json_bytes="hex", val_json_bytes="hex")


class Cost(Value):
    """What one try at a passphrase costs: Argon2id's memory, passes and lanes.

    The bounds keep a file that somebody made from asking for the memory of the machine: at the
    most a try takes 256 MiB and a few seconds.
    """

    memory_kib: int = Field(ge=64, le=256 * 1024)
    passes: int = Field(ge=1, le=8)
    lanes: int = Field(ge=1, le=8)


class Wrapped(_Sealed):
    """The root key, wrapped by the key that a secret gives with this salt at this cost."""

    cost: Cost
    salt: bytes = Field(min_length=SALT_BYTES, max_length=SALT_BYTES)
    key: bytes = Field(min_length=WRAPPED_BYTES, max_length=WRAPPED_BYTES)


class KeyFile(_Sealed):
    """What a key file holds. `proof` tells whether a root key from elsewhere is this one."""

    format: Literal[1] = FORMAT
    library: str = Field(pattern=r"^[0-9a-f]{16}$")
    passphrase: Wrapped
    recovery: Wrapped
    proof: bytes = Field(min_length=NONCE_BYTES + TAG_BYTES, max_length=NONCE_BYTES + TAG_BYTES)


class _AnyFormat(BaseModel):
    """Of a file of any version, the version."""

    format: int


class KeyFilePair:
    """The two copies of one key file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._copy = file.with_name(f"{file.stem}.copy{file.suffix}")

    @property
    def exists(self) -> bool:
        """Whether there is a key file, whole or not."""
        return self._file.exists() or self._copy.exists()

    def read(self) -> KeyFile:
        """What the first whole one of the two says."""
        if not self.exists:
            raise VaultMissing
        for place in (self._file, self._copy):
            found = _read(place)
            if found is not None:
                return found
        raise VaultDamaged

    def begin(self, content: KeyFile) -> None:
        """Write both for the first time; where two begin at once, one of them is refused."""
        data = _to_bytes(content)
        with words_for_failures():
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                _write_new(self._copy, data)
            except FileExistsError:
                raise LibraryPresent from None
            try:
                write_whole(self._file, data)
            except OSError:
                self._copy.unlink(missing_ok=True)
                raise

    def write(self, content: KeyFile) -> None:
        """Have both say this; on an error the first still says what it said."""
        data = _to_bytes(content)
        with words_for_failures():
            write_whole(self._copy, data)
            write_whole(self._file, data)

    def mend(self, content: KeyFile) -> None:
        """Write anew whichever of the two does not say this."""
        data = _to_bytes(content)
        for place in (self._file, self._copy):
            if _bytes(place) != data:
                try:
                    write_whole(place, data)
                except OSError:
                    return  # the other one is whole; mended when the disk allows


def _read(place: Path) -> KeyFile | None:
    """What a whole file says, or None. A whole one of a later version of Griffel is an error."""
    whole = _SHAPE.fullmatch(_bytes(place))
    if whole is None or hashlib.sha256(whole[2]).hexdigest().encode() != whole[1]:
        return None
    try:
        if _AnyFormat.model_validate_json(whole[2]).format > FORMAT:
            raise VaultNewer
        return KeyFile.model_validate_json(whole[2])
    except ValidationError:
        return None


def _bytes(place: Path) -> bytes:
    try:
        with place.open("rb") as file:
            return file.read(_LONGEST + 1)
    except OSError:  # a bad block is why there are two
        return b""


def _to_bytes(content: KeyFile) -> bytes:
    body = content.model_dump_json().encode()
    return b'{"sha256":"%b","vault":%b}\n' % (hashlib.sha256(body).hexdigest().encode(), body)


def _write_new(place: Path, data: bytes) -> None:
    """Write a file that is not there yet, readable by this user alone."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with ExitStack() as undo:
        undo.callback(place.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(place.parent)
        undo.pop_all()
