"""Every version of a note that was ever saved."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, ValidationError

from asr.value import Value
from desktop.consultation import Approval, Approved, ConsultationId, Draft, seal
from desktop.errors import LibraryDamaged, VersionUnknown
from desktop.store.database import Database
from desktop.store.sealing import Key
from desktop.store.transcripts import opened, sealed
from summarize.note import Note, StatementId

Kind = Literal["drafted", "corrected", "approved"]

_SELECT = (
    "SELECT number, text_sha256, ticked, approval, note, sealed FROM versions"
    " WHERE consultation = ?"
)


class Version(Value):
    """One saved version: which, why, when, and the hash of its text; `by` is who approved it."""

    number: int
    kind: Kind
    at: AwareDatetime
    text_sha256: str
    ticked: frozenset[StatementId] = frozenset()
    by: str = ""


@dataclass(frozen=True)
class _Kept:
    """A version as it lies in the library, its note read."""

    number: int
    text_sha256: str
    ticked: str
    approval: str
    note: Note


class Versions:
    """The versions in the library; their numbers count from 1 in the order of saving."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, saved: Draft | Approved, key: Key | None, at: datetime) -> bool:
        """Make a version of what was saved, unless it is the last one again.

        Where only what comparing found is another, the last one has that from now on: nobody would
        tell the two apart.
        """
        last = self._last(saved.id, key)
        note = saved.note if key is not None else saved.note.without_quotes()
        ticked = json.dumps(sorted(saved.ticked))
        approval = saved.approval.model_dump_json() if isinstance(saved, Approved) else ""
        if last and (last.note, last.ticked) == (note, ticked) and approval in ("", last.approval):
            return False
        whole, plain = note.model_dump_json().encode(), note.without_quotes().model_dump_json()
        if last and _only_compared_anew(saved, last, ticked):
            seen = sealed(key, whole, _bound(saved.id, last.number)) if key is not None else None
            self._database.run(
                "UPDATE versions SET note = ?, sealed = ? WHERE consultation = ? AND number = ?",
                (plain, seen, saved.id, last.number),
            )
            return False
        number = last.number + 1 if last else 1
        self._database.run(
            "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                saved.id,
                number,
                _kind(saved, last),
                at.isoformat(),
                seal(saved.id, note),
                ticked,
                approval,
                plain,
                sealed(key, whole, _bound(saved.id, number)) if key is not None else None,
            ),
        )
        return True

    def all(self, consultation: ConsultationId) -> tuple[Version, ...]:
        """All of them, oldest first."""
        rows = self._database.rows(
            "SELECT number, kind, at, text_sha256, ticked, approval FROM versions"
            " WHERE consultation = ? ORDER BY number",
            (consultation,),
        )
        return tuple(
            Version(
                number=number,
                kind=kind,
                at=datetime.fromisoformat(at),
                text_sha256=text_sha256,
                ticked=frozenset(json.loads(ticked)),
                by=Approval.model_validate_json(approval).by if approval else "",
            )
            for number, kind, at, text_sha256, ticked, approval in rows
        )

    def note(self, consultation: ConsultationId, number: int, key: Key | None) -> Note:
        """The note as it was in that version."""
        found = self._read(consultation, key, "AND number = ?", number)
        if found is None:
            raise VersionUnknown
        if seal(consultation, found.note) != found.text_sha256:
            raise LibraryDamaged
        return found.note

    def last(self, consultation: ConsultationId, key: Key | None) -> Note:
        """The note as it is now, whether or not it still is the text that was saved."""
        found = self._last(consultation, key)
        if found is None:
            raise LibraryDamaged
        return found.note

    def _last(self, consultation: ConsultationId, key: Key | None) -> _Kept | None:
        return self._read(consultation, key, "ORDER BY number DESC LIMIT 1")

    def _read(
        self, consultation: ConsultationId, key: Key | None, which: str, *values: int
    ) -> _Kept | None:
        rows = self._database.rows(
            f"{_SELECT} {which}",
            (consultation, *values),
        )
        for number, text_sha256, ticked, approval, plain, whole in rows:
            note = _note(plain, whole, key, _bound(consultation, number))
            return _Kept(number, text_sha256, ticked, approval, note)
        return None


def distinct(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The versions that can be told apart, oldest first. Before this was seen to at saving, each
    comparing made one more of the same text; the last of those stands for all."""
    found: list[Version] = []
    for one in versions:
        if found and one.kind == "corrected" and not found[-1].by and _same(one, found[-1]):
            found[-1] = one.model_copy(update={"kind": found[-1].kind})
        else:
            found.append(one)
    return tuple(found)


def _same(one: Version, other: Version) -> bool:
    return (one.text_sha256, one.ticked) == (other.text_sha256, other.ticked)


def _only_compared_anew(saved: Draft | Approved, last: _Kept, ticked: str) -> bool:
    """Whether neither text nor ticks changed. What was approved stays as it was approved."""
    if isinstance(saved, Approved) or last.approval or _kind(saved, last) != "corrected":
        return False
    return (seal(saved.id, saved.note), ticked) == (last.text_sha256, last.ticked)


def _kind(saved: Draft | Approved, last: _Kept | None) -> Kind:
    if isinstance(saved, Approved):
        return "approved"
    made_anew = last is None or _made(last.note) != _made(saved.note)
    return "drafted" if made_anew else "corrected"


def _made(note: Note) -> tuple[object, ...]:
    """What makes another draft of it: the kind of note, and what wrote it first."""
    return note.template, note.writer, *note.made[:1]


def _note(plain: str, whole: bytes | None, key: Key | None, bound: str) -> Note:
    """The whole note, if it can be opened and still is the one that lies open beside it."""
    try:
        note = Note.model_validate_json(plain)
        if key is None or whole is None:
            return note
        full = Note.model_validate_json(opened(key, whole, bound))
    except ValidationError:
        raise LibraryDamaged from None
    return full if full.without_quotes() == note else note


def _bound(consultation: ConsultationId, number: int) -> str:
    return f"note {consultation} {number}"
