"""Who did what when: one line an act, never a word of what was said or written."""

import os
from pathlib import Path
from typing import Literal, Protocol

from pydantic import AwareDatetime

from asr.value import Value
from desktop.consultation import ConsultationId

Act = Literal[
    "RECORD",
    "TRANSCRIBE",
    "DRAFT",
    "EDIT",
    "FLAG_RESOLVE",
    "APPROVE",
    "REVOKE_APPROVAL",
    "EXPORT",
    "REFUSED",
    "DELETE_AUDIO",
]


class AuditRecord(Value):
    """One act. Names after NEN 7513 where it has one; `detail` is a code or a format, not text."""

    act: Act
    at: AwareDatetime
    user: str
    consultation: ConsultationId
    detail: str = ""
    note_sha256: str = ""


class Audit(Protocol):
    """Where acts are written down. Once `write` has returned the act is kept."""

    def write(self, record: AuditRecord) -> None: ...

    def records(self) -> tuple[AuditRecord, ...]: ...


class PlainAudit:
    """Acts as JSON lines in one file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def write(self, record: AuditRecord) -> None:
        """Add a line; returns when the disk has it."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(record.model_dump_json() + "\n")
            file.flush()
            os.fsync(file.fileno())

    def records(self) -> tuple[AuditRecord, ...]:
        """All acts, oldest first."""
        if not self._file.exists():
            return ()
        lines = self._file.read_text(encoding="utf-8").splitlines()
        return tuple(AuditRecord.model_validate_json(line) for line in lines)
