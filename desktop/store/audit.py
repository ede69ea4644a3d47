"""Who did what when: one line an act, never a word of what was said or written.

The file is plain JSON lines, so that the institution can check it without anybody's passphrase.
"""

import errno
import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from functools import cache
from importlib.metadata import version
from io import SEEK_END, FileIO
from pathlib import Path
from typing import Annotated, Literal, Protocol, Self

from pydantic import AwareDatetime, Field, model_validator

from asr.value import Value
from desktop.consultation import ConsultationId
from desktop.store.acts import ACTS, Act
from desktop.store.chain import Head, Verdict, head_after, judge, linked
from desktop.store.folder import sync_folder, words_for_failures, write_whole
from desktop.store.lock import turn

Role = Literal["clinician", "agent", "administrator", "system"]

_USER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@\\-]{0,63}")
_MACHINE = re.compile(r"[0-9a-f]{16}")
_CHUNK = 4096  # bytes; a line is about 500


class AuditRecord(Value):
    """One act. Names after NEN 7513 where it has one; `detail` is a code or a format, not text.

    `policy` is the digest of the rules in force: under which authority the act was done.
    """

    act: Act
    at: AwareDatetime
    user: str = Field(pattern=f"^{_USER.pattern}$")
    role: Role = "clinician"
    policy: str = Field(default="", pattern=r"^([0-9a-f]{16})?$")
    consultation: Annotated[ConsultationId, Field(pattern=r"^([a-z0-9][a-z0-9-]{0,63})?$")] = (
        ConsultationId("")
    )
    detail: str = ""
    note_sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")

    @model_validator(mode="after")
    def _detail_is_no_text(self) -> Self:
        if not ACTS[self.act].fits(self.detail):
            raise ValueError("a detail is a code, a name or a number")
        return self


class Audit(Protocol):
    """Where acts are written down. Once `write` has returned the act is kept."""

    def write(self, record: AuditRecord) -> None: ...

    def records(self) -> tuple[AuditRecord, ...]: ...

    def of(self, consultation: ConsultationId) -> tuple[AuditRecord, ...]: ...


def user_id(name: str) -> str:
    """The name the system knows the user by, or a code for it where it could be a sentence."""
    if _USER.fullmatch(name):
        return name
    return f"user-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


class ChainedAudit:
    """Acts as a chain of lines in one file, on the disk before `write` returns.

    Several processes may write in turn. A line that a crash cut short is set aside in a file
    beside it before the next act, and that is an act of its own: REPAIRED.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._turn = file.with_name(f"{file.name}.lock")
        self._machine = file.with_name("machine.id")

    def write(self, record: AuditRecord) -> None:
        """Add a line; returns when the disk has it."""
        with words_for_failures():
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with turn(self._turn), FileIO(self._file, "a+", opener=_private) as file:
                self._add(file, record, self._mended(file, record))

    def records(self) -> tuple[AuditRecord, ...]:
        """Every act that can be read, oldest first; whether that is all of them, `verify` tells."""
        return tuple(_records(self._read()))

    def of(self, consultation: ConsultationId) -> tuple[AuditRecord, ...]:
        """What was done to one consultation, oldest first: what its patient may see."""
        mark = f'"consultation":"{consultation}"'.encode()
        return self._marked(mark)

    def acts(self, act: Act) -> tuple[AuditRecord, ...]:
        """Every time that this was done, oldest first."""
        return self._marked(f'"act":"{act}"'.encode())

    def verify(self, known: Head | None = None) -> Verdict:
        """Whether the chain holds, and still goes through a head that was remembered elsewhere."""
        return judge(self._read(), known)

    def head(self) -> Head:
        """How many acts there are and the hash of the last, to be remembered elsewhere."""
        if not self._file.exists():
            return Head()
        with FileIO(self._file) as file:
            return _tail(file)[0]

    def lines(self) -> bytes:
        """The file as it is."""
        return self._read()

    def _marked(self, mark: bytes) -> tuple[AuditRecord, ...]:
        lines = [line for line in self._read().split(b"\n") if mark in line]
        return tuple(_records(b"\n".join(lines)))

    def _add(self, file: FileIO, record: AuditRecord, head: Head) -> Head:
        kind = ACTS[record.act]
        fields = {
            **record.model_dump(mode="json"),
            "event": secrets.token_hex(8),
            "action": kind.action,
            "result": kind.result,
            "object": kind.object,
            "app": _app(),
            "machine": self._machine_id(),
        }
        line, head = linked(fields, head)
        _append(file, line)
        if head.count == 1:
            sync_folder(self._file.parent)
        return head

    def _mended(self, file: FileIO, record: AuditRecord) -> Head:
        """The head to go on from, after what a crash left of a line was set aside.

        The name of the file that holds it carries the number the line would have had. So if a crash
        comes between, the next act still finds out that there is a repair to write down.
        """
        head, torn = _tail(file)
        aside = self._file.with_name(f"{self._file.name}.torn-{head.count + 1}")
        if torn:
            earlier = aside.read_bytes() if aside.exists() else b""
            write_whole(aside, earlier + torn)
            file.truncate(file.seek(0, SEEK_END) - len(torn))
            os.fsync(file.fileno())
        if not aside.exists():
            return head
        repaired = AuditRecord(
            act="REPAIRED",
            at=record.at,
            user=record.user,
            role="system",
            policy=record.policy,
            detail=f"{aside.stat().st_size}-bytes",
        )
        return self._add(file, repaired, head)

    def _machine_id(self) -> str:
        """The name of this installation: chance, and nothing about anybody."""
        with suppress(OSError, UnicodeDecodeError):
            found = self._machine.read_text(encoding="ascii").strip()
            if _MACHINE.fullmatch(found):
                return found
        made = secrets.token_hex(8)
        write_whole(self._machine, f"{made}\n".encode())
        return made

    def _read(self) -> bytes:
        """The whole file, between two acts of whoever writes."""
        if not self._file.exists():
            return b""
        with turn(self._turn) if self._turn.exists() else nullcontext():
            return self._file.read_bytes()


@cache
def _app() -> str:
    return f"griffel {version('griffel')}"


def _private(place: str, flags: int) -> int:
    return os.open(place, flags, 0o600)


def _append(file: FileIO, line: bytes) -> None:
    """Add all of it or nothing, as far as the disk lets us."""
    before = file.seek(0, SEEK_END)
    try:
        if file.write(line) != len(line):
            raise OSError(errno.ENOSPC, "the disk took a part of the line")
        os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):  # what is left then is a torn line, and the next act sets it aside
            file.truncate(before)
        raise


def _tail(file: FileIO) -> tuple[Head, bytes]:
    """The head to go on from, and what a crash left of a line after it.

    A last line that is whole but wrong was not torn by a crash: it stays where it is, for `verify`
    to find, and the next line goes on from its bytes.
    """
    data, at = b"", file.seek(0, SEEK_END)
    while at and data.count(b"\n") < 3:  # two whole lines and where the third begins
        step = min(_CHUNK, at)
        at -= step
        file.seek(at)
        data = file.read(step) + data
    *lines, torn = data.split(b"\n")
    if lines and b"\0" in lines[-1]:  # blocks that the file system promised and never wrote
        torn = lines.pop() + b"\n" + torn
    if not lines:
        return Head(), torn
    return head_after(lines[-1]) or _head_of_wrong(file, lines[-1], len(torn)), torn


def _head_of_wrong(file: FileIO, line: bytes, torn: int) -> Head:
    file.seek(0)
    whole = file.read()
    count = whole[: len(whole) - torn].count(b"\n")
    return Head(count=count, hash=hashlib.sha256(line).hexdigest())


def _records(data: bytes) -> Iterator[AuditRecord]:
    found = (_record(line) for line in data.split(b"\n"))
    return (record for record in found if record is not None)


def _record(line: bytes) -> AuditRecord | None:
    try:
        fields = json.loads(line)
        own = {name: fields[name] for name in AuditRecord.model_fields if name in fields}
        return AuditRecord.model_validate(own)
    except (ValueError, TypeError, RecursionError):  # ValueError: also what pydantic raises
        return None
