"""Add sealed records to the file of a recording, each on the disk before the next is begun."""

import os
import secrets
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.errors import (
    ConsultationUnknown,
    RecordingClosed,
    RecordingDamaged,
    RecordingInUse,
    WouldOverwrite,
)
from desktop.store.folder import words_for_failures, write_whole
from desktop.store.recording_file import PREFIX_BYTES, Header, Kind, RecordingFile, Sealer, Spot
from desktop.store.sealing import Key

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class RecordingWriter:
    """One file, held by one writer at a time. Once `add` has returned the record is kept."""

    def __init__(self, file: BinaryIO, sealer: Sealer, end: Spot) -> None:
        self._file = file
        self._sealer = sealer
        self.end = end
        # Whether there may be more in the file than whole records.
        self._spoiled = False

    @classmethod
    def create(cls, place: Path, key: Key, header: Header) -> "RecordingWriter":
        """Begin a file; after a crash there is none, or one with its first session in it."""
        if place.exists():
            raise WouldOverwrite
        start, sealer = header.to_bytes(), Sealer(key, header)
        session, end = sealer.seal(Kind.SESSION, _new_prefix(), Spot(len(start)))
        with words_for_failures():
            write_whole(place, start + session)
            return cls(_held(place), sealer, end)

    @classmethod
    def on(cls, place: Path, key: Key) -> tuple["RecordingWriter", Header]:
        """Go on in a file: a torn tail is set aside, a new session begun."""
        with words_for_failures():
            file = _held(place)
            with ExitStack() as undo:
                undo.callback(file.close)
                found = _unfinished(place, key)
                writer = cls(file, Sealer(key, found.header), found.end)
                writer._set_aside(torn_place(place))
                writer._begin_session()
                undo.pop_all()
        return writer, found.header

    def add(self, kind: Kind, data: bytes) -> None:
        """Write one record; returns when the disk has it.

        After a failure the file ends with the last whole record, and the next call tries anew.
        """
        with words_for_failures():
            if self._spoiled:
                self._begin_session()
            self._write(kind, data)

    def leave(self) -> None:
        """Let go of the file without a final record; another writer may go on."""
        self._file.close()

    @property
    def left(self) -> bool:
        """Whether the file was let go of."""
        return self._file.closed

    def _begin_session(self) -> None:
        """Cut what is not whole; take a new prefix, for the old one may have served there.

        The cut is on the disk before anything is written behind it: otherwise a crash could leave
        a new record with old bytes after it, which is what damage looks like.
        """
        self._file.truncate(self.end.offset)
        os.fsync(self._file.fileno())
        self._write(Kind.SESSION, _new_prefix())

    def _write(self, kind: Kind, data: bytes) -> None:
        record, end = self._sealer.seal(kind, data, self.end)
        self._spoiled = True
        try:
            self._file.seek(self.end.offset)
            rest = memoryview(record)
            while rest:
                rest = rest[self._file.write(rest) :]
            _sync_data(self._file.fileno())
        except OSError:
            with suppress(OSError):  # tried again before the next record
                self._file.truncate(self.end.offset)
            raise
        self._spoiled = False
        self.end = end

    def _set_aside(self, place: Path) -> None:
        """Keep what a crash left of a record elsewhere: repairing destroys nothing."""
        self._file.seek(self.end.offset)
        torn = self._file.read()
        if torn:
            earlier = place.read_bytes() if place.exists() else b""
            write_whole(place, earlier + torn)


def torn_place(place: Path) -> Path:
    """Where the torn tails of a recording are set aside."""
    return place.with_suffix(f"{place.suffix}.torn")


def _unfinished(place: Path, key: Key) -> RecordingFile:
    found = RecordingFile(place, key)
    if found.damaged:
        raise RecordingDamaged
    if found.complete:
        raise RecordingClosed
    return found


def _new_prefix() -> bytes:
    return secrets.token_bytes(PREFIX_BYTES)


def _held(place: Path) -> BinaryIO:
    """The file, open to be changed, and held so that nobody else changes it."""
    try:
        file = place.open("r+b", buffering=0)
    except FileNotFoundError:
        raise ConsultationUnknown from None
    try:
        if sys.platform == "win32":
            file.seek(1 << 40)  # there the lock keeps readers out: a byte that no recording reaches
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise RecordingInUse from None
    return file


def _sync_data(handle: int) -> None:
    """Have the disk itself hold what was written."""
    if sys.platform == "darwin":
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync there stops at the drive's own memory
    elif sys.platform == "win32":
        os.fsync(handle)
    else:
        os.fdatasync(handle)
