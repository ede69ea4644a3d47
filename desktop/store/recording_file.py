"""The bare file of a sealed recording: a header, then records, added at the end and nowhere else.

    header   magic, version, channels, rate, consultation
    record   kind (1 byte), length (4), check of these (4), sealed bytes, end mark (1)

The first record of each writer is a session: it brings seven random bytes, the prefix of the
nonces that follow. A nonce is prefix, number of the record in the file (4 bytes, enough for 136
years of seconds) and whether it is the final record (1). No nonce serves twice: a record that was
cut short is not written again under its number before a new session, so a new prefix, has begun.

Bound to each record are the header, its kind, the samples before it and the prefix in force before
it. So none can be moved, left out, doubled, or brought in from another session or recording.

Torn or damaged: a record is begun only once the disk has the one before, so a crash can spoil the
last record alone, and in two ways alone. The file ends too early, or disk sectors that were never
written read as zeros; and no sector of a whole record is all zero, for it begins and ends with
another byte and is ciphertext between. Such a tail is torn: nobody was told that it was kept, and
reading leaves it out. A check or a seal that fails in any other way, at the end too, is damage.
The check is there because a length cannot be sealed: without it, one bit in the last length looks
like a file that ends too early.
"""

import os
import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from asr.wire import BLOCK_SAMPLES, SAMPLE_RATE
from desktop.consultation import ConsultationId
from desktop.errors import ConsultationUnknown, PlaceUnwritable, RecordingDamaged
from desktop.store.sealing import TAG_BYTES, Key, SealBroken

PREFIX_BYTES = 7
SAMPLE_BYTES = 2  # 16 bits, little endian, a sample of each channel in turn

_MAGIC = b"GRIFFEL\x1a"
_VERSION = 1
_HEADER = struct.Struct(">8sBBIB")
_LEAD = struct.Struct(">BI")
_CHECK = struct.Struct(">I")
_BEFORE = _LEAD.size + _CHECK.size  # what of a record comes before its sealed bytes
_END = b"\xa5"
_SECTOR = 512  # the least that a disk writes whole
_NO_PREFIX = bytes(PREFIX_BYTES)


class Kind(IntEnum):
    """What a record holds. No value is one flipped bit away from another or from zero."""

    SESSION = 0x53
    SOUND = 0x65
    MARK = 0x9A
    FINAL = 0xAC


@dataclass(frozen=True)
class Header:
    """How the sound is laid out, and whose it is."""

    channels: int
    consultation: ConsultationId

    def to_bytes(self) -> bytes:
        """The header as it stands in the file and is bound to every record."""
        name = self.consultation.encode()
        return _HEADER.pack(_MAGIC, _VERSION, self.channels, SAMPLE_RATE, len(name)) + name

    @classmethod
    def read(cls, file: BinaryIO) -> "Header":
        """The header at the start of a file, if it is one of ours."""
        try:
            *_, channels, _, length = _HEADER.unpack(file.read(_HEADER.size))
            name = file.read(length)
            header = cls(channels, ConsultationId(name.decode("ascii")))
        except (struct.error, UnicodeDecodeError):
            raise RecordingDamaged from None
        file.seek(0)
        if channels not in (1, 2) or file.read(_HEADER.size + length) != header.to_bytes():
            raise RecordingDamaged
        return header


@dataclass(frozen=True, slots=True)
class Spot:
    """A place between two records: what has gone before, on which the next is sealed."""

    offset: int
    number: int = 0
    samples: int = 0
    prefix: bytes = _NO_PREFIX

    def after(self, kind: Kind, length: int, samples: int, prefix: bytes) -> "Spot":
        """The place behind a record of so many sealed bytes."""
        offset = self.offset + _BEFORE + length + len(_END)
        if kind is not Kind.SOUND:
            samples = 0
        return Spot(offset, self.number + 1, self.samples + samples, prefix)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it begins and where it ends."""

    kind: Kind
    length: int
    begins: Spot
    ends: Spot


class Sealer:
    """Turns bytes into a record for one spot of one recording, and back."""

    def __init__(self, key: Key, header: Header) -> None:
        self._key = key
        self._header = header.to_bytes()
        self._width = SAMPLE_BYTES * header.channels
        self.longest = BLOCK_SAMPLES * self._width + TAG_BYTES  # sealed bytes in any record

    def seal(self, kind: Kind, data: bytes, spot: Spot) -> tuple[bytes, Spot]:
        """The whole record, and the spot behind it. The data of a session is its new prefix."""
        prefix = data if kind is Kind.SESSION else spot.prefix
        inside = b"" if kind is Kind.SESSION else data
        sealed = self._key.seal(_nonce(prefix, spot, kind), inside, self._bound(kind, spot))
        if kind is Kind.SESSION:
            sealed = prefix + sealed
        lead = _LEAD.pack(kind, len(sealed))
        record = lead + _CHECK.pack(zlib.crc32(lead)) + sealed + _END
        return record, spot.after(kind, len(sealed), len(data) // self._width, prefix)

    def framed(self, before: bytes, spot: Spot) -> Record | None:
        """The record these bytes announce, or None where the check or the length is wrong."""
        lead, check = before[: _LEAD.size], before[_LEAD.size :]
        if len(before) < _BEFORE or check != _CHECK.pack(zlib.crc32(lead)):
            return None
        value, length = _LEAD.unpack(lead)
        if value not in tuple(Kind) or not TAG_BYTES <= length <= self.longest:
            return None
        kind, (samples, rest) = Kind(value), divmod(length - TAG_BYTES, self._width)
        if rest and kind is Kind.SOUND:
            return None
        return Record(kind, length, spot, spot.after(kind, length, samples, spot.prefix))

    def open(self, record: Record, sealed: bytes) -> bytes:
        """What was put in, or SealBroken. Of a session: its prefix."""
        kind, spot, prefix = record.kind, record.begins, record.begins.prefix
        if sealed[record.length :] != _END:
            raise SealBroken
        sealed = sealed[: record.length]
        if kind is Kind.SESSION:
            prefix, sealed = sealed[:PREFIX_BYTES], sealed[PREFIX_BYTES:]
        inside = self._key.open(_nonce(prefix, spot, kind), sealed, self._bound(kind, spot))
        return prefix if kind is Kind.SESSION else inside

    def _bound(self, kind: Kind, spot: Spot) -> bytes:
        return self._header + struct.pack(">BQ", kind, spot.samples) + spot.prefix


def _nonce(prefix: bytes, spot: Spot, kind: Kind) -> bytes:
    return prefix + spot.number.to_bytes(4, "big") + bytes([kind is Kind.FINAL])


class RecordingFile:
    """The records of a file, in order; found anew, from where it was, whenever it is read.

    Only the lead of a record is looked at on the way, so that any second is reached without
    opening the ones before; each is opened when it is read, and the last one at once.
    """

    def __init__(self, place: Path, key: Key) -> None:
        self._place = place
        with self._opened() as file:
            self.header = Header.read(file)
            self.end = Spot(file.tell())
            self._sealer = Sealer(key, self.header)
            self._found: dict[Kind, list[Record]] = {kind: [] for kind in Kind}
            self.damaged = False
            self._walk(file)
        if not self._found[Kind.SESSION]:
            raise RecordingDamaged  # nothing vouches for the header

    @property
    def complete(self) -> bool:
        """Whether the writer closed it: there is a final record and nothing behind it."""
        return bool(self._found[Kind.FINAL]) and not self.damaged

    def walk(self) -> None:
        """Find what was added since."""
        with self._opened() as file:
            self._walk(file)

    def read(self, kind: Kind, after: int = -1) -> Iterator[tuple[int, bytes]]:
        """All records of a kind that end behind this sample, each with the sample it begins at.

        Ends when it has caught up with the writer; RecordingDamaged where one does not open.
        """
        found = self._found[kind]
        with self._opened() as file:
            self._walk(file)
            n = bisect_right(found, after, key=lambda record: record.ends.samples)
            while n < len(found):
                yield found[n].begins.samples, self._contents(file, found[n])
                n += 1
                if n == len(found):
                    self._walk(file)
        if self.damaged:
            raise RecordingDamaged

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        try:
            with self._place.open("rb", buffering=0) as file:
                yield file
        except FileNotFoundError:
            raise ConsultationUnknown from None
        except PermissionError:
            raise PlaceUnwritable from None
        except OSError:  # a sector that cannot be read
            raise RecordingDamaged from None

    def _walk(self, file: BinaryIO) -> None:
        size = file.seek(0, os.SEEK_END)
        while self.end.offset < size and not self.damaged:
            if self._found[Kind.FINAL]:
                self.damaged = True  # nothing comes behind the final record
            elif not self._step(file, size):
                return

    def _step(self, file: BinaryIO, size: int) -> bool:
        """Take up one record; False at the end of what can be used."""
        file.seek(self.end.offset)
        record = self._sealer.framed(file.read(_BEFORE), self.end)
        if record is None:
            self.damaged = not self._torn(file, size)
            return False
        if record.ends.offset > size:
            return False
        if record.ends.offset == size or record.kind in (Kind.SESSION, Kind.FINAL):
            return self._tried(file, size, record)
        self._take(record, record.ends)
        return True

    def _tried(self, file: BinaryIO, size: int, record: Record) -> bool:
        """Take up a record that has to be opened now: the last one, or one that others rest on."""
        try:
            contents = self._contents(file, record)
        except RecordingDamaged:
            if record.ends.offset == size and self._torn(file, size):
                return False
            if record.kind in (Kind.SESSION, Kind.FINAL):
                self.damaged = True
                return False
            contents = b""
        prefix = contents if record.kind is Kind.SESSION else record.ends.prefix
        ends = record.ends
        self._take(record, Spot(ends.offset, ends.number, ends.samples, prefix))
        return True

    def _take(self, record: Record, end: Spot) -> None:
        self._found[record.kind].append(record)
        self.end = end

    def _contents(self, file: BinaryIO, record: Record) -> bytes:
        file.seek(record.begins.offset + _BEFORE)
        try:
            return self._sealer.open(record, file.read(record.length + len(_END)))
        except SealBroken:
            raise RecordingDamaged from None

    def _torn(self, file: BinaryIO, size: int) -> bool:
        """Whether what is left can only be a record that a crash cut short (see above)."""
        start, left = self.end.offset, size - self.end.offset
        if left < _BEFORE:
            return True
        if left > _BEFORE + self._sealer.longest + len(_END):
            return False
        file.seek(start)
        tail = file.read(left)
        cuts = [0, *range(_SECTOR - start % _SECTOR, left, _SECTOR), left]
        return any(not any(tail[a:b]) for a, b in pairwise(cuts))
