"""An entry for each consultation: how far it is, and what the list shows of it."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal, get_args

from pydantic import AwareDatetime

from asr.transcript import Language
from asr.value import Value
from desktop.consultation import Approved, Consultation, ConsultationId, Draft, Recorded
from desktop.errors import ConsultationUnknown, LibraryDamaged, WouldOverwrite
from desktop.intake import Intake
from desktop.store.database import Database, Row

Stage = Literal["recorded", "transcribed", "draft", "approved"]
STAGES: tuple[Stage, ...] = get_args(Stage)
_COLUMNS = (
    "id, stage, language, template, made, changed, approved_by,"
    " intake, seconds, to_see, missing, exported"
)
# A draft and an approved note take turns; for the rest a consultation only goes forward.
_ORDER = {"recorded": 0, "transcribed": 1, "draft": 2, "approved": 2}


class Summary(Value):
    """What the list shows of a consultation.

    `to_see` and `missing` count the findings and omissions of a draft that were not left as they
    are; `exported` is when an approved note last went out.
    """

    id: ConsultationId
    stage: Stage
    language: Language
    template: str
    made: AwareDatetime
    changed: AwareDatetime
    approved_by: str
    intake: Intake = Intake()
    seconds: float = 0.0
    to_see: int = 0
    missing: int = 0
    exported: AwareDatetime | None = None


class Page(Value):
    """A part of the list, and how long all of it is."""

    total: int
    summaries: tuple[Summary, ...]


class Entries:
    """The entries of the library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, consultation: Consultation, at: datetime) -> None:
        """Keep how far it is now. It never goes back to before its note, or its transcript."""
        question = "SELECT stage FROM consultations WHERE id = ?"
        for (before,) in self._database.rows(question, (consultation.id,)):
            if _ORDER[consultation.stage] < _ORDER[before]:
                raise WouldOverwrite
        self._database.run(
            "INSERT INTO consultations"
            " (id, stage, language, template, made, changed, approved_by, state, seconds, to_see,"
            " missing, indexed)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9, ?10, 1) ON CONFLICT (id) DO UPDATE"
            " SET stage = ?2, language = ?3, template = ?4, changed = ?5, approved_by = ?6,"
            " state = ?7, seconds = ?8, to_see = ?9, missing = ?10",
            (
                consultation.id,
                consultation.stage,
                _language(consultation),
                consultation.note.template if isinstance(consultation, Draft | Approved) else "",
                at.isoformat(),
                consultation.approval.by if isinstance(consultation, Approved) else "",
                consultation.model_dump_json(exclude={"transcript", "note"}),
                _seconds(consultation),
                *left_to_see(consultation),
            ),
        )

    def put_intake(self, consultation: ConsultationId, intake: Intake) -> None:
        """Keep what was said of the visit before it began."""
        value = (intake.model_dump_json(), consultation)
        if not self._database.run("UPDATE consultations SET intake = ? WHERE id = ?", value):
            raise ConsultationUnknown

    def put_exported(self, consultation: ConsultationId, at: datetime) -> None:
        """Keep that its note went out now."""
        value = (at.isoformat(), consultation)
        if not self._database.run("UPDATE consultations SET exported = ? WHERE id = ?", value):
            raise ConsultationUnknown

    def summary(self, consultation: ConsultationId) -> Summary:
        """What the list shows of this one."""
        question = f"SELECT {_COLUMNS} FROM consultations WHERE id = ?"  # noqa: S608 - names of ours
        for row in self._database.rows(question, (consultation,)):
            return _summary(row)
        raise ConsultationUnknown

    def state(self, consultation: ConsultationId) -> dict[str, Any]:
        """The consultation without its transcript and note."""
        question = "SELECT state FROM consultations WHERE id = ?"
        for (state,) in self._database.rows(question, (consultation,)):
            return _fields(state)
        raise ConsultationUnknown

    def remove(self, consultation: ConsultationId) -> None:
        """Take the entry out, and with it everything that hangs on it."""
        if not self._database.run("DELETE FROM consultations WHERE id = ?", (consultation,)):
            raise ConsultationUnknown

    def ids(self) -> tuple[ConsultationId, ...]:
        """All consultations, in order of their id."""
        rows = self._database.rows("SELECT id FROM consultations ORDER BY id")
        return tuple(ConsultationId(identity) for (identity,) in rows)

    def page(self, offset: int, size: int, stages: Collection[Stage]) -> Page:
        """The consultations of these stages from that place in the list on, latest first."""
        wanted = tuple(stages)
        within = f"FROM consultations WHERE stage IN ({', '.join('?' * len(wanted))})"
        with self._database.undisturbed():
            (total,) = self._database.row(f"SELECT count(*) {within}", wanted)
            rows = self._database.rows(
                f"SELECT {_COLUMNS} {within} ORDER BY made DESC, id DESC LIMIT ? OFFSET ?",
                (*wanted, max(0, size), max(0, offset)),
            )
        return Page(total=total, summaries=tuple(map(_summary, rows)))


def _fields(state: str) -> dict[str, Any]:
    try:
        fields = json.loads(state)
    except ValueError:
        raise LibraryDamaged from None
    if not isinstance(fields, dict):
        raise LibraryDamaged
    return fields


def _language(consultation: Consultation) -> Language:
    if isinstance(consultation, Recorded):
        return consultation.language
    return consultation.transcript.language


def _seconds(consultation: Consultation) -> float:
    if isinstance(consultation, Recorded):
        return consultation.seconds
    return consultation.transcript.coverage.recorded


def left_to_see(consultation: Consultation) -> tuple[int, int]:
    """How many statements and omissions of a draft the clinician has still to look at."""
    if not isinstance(consultation, Draft):
        return 0, 0
    return len(consultation.open_statements), len(consultation.open_omissions)


def _summary(row: Row) -> Summary:
    (identity, stage, language, template, made, changed, approved_by, *more) = row
    intake, seconds, to_see, missing, exported = more
    return Summary(
        id=identity,
        stage=stage,
        language=language,
        template=template,
        made=datetime.fromisoformat(made),
        changed=datetime.fromisoformat(changed),
        approved_by=approved_by,
        intake=Intake.model_validate_json(intake) if intake else Intake(),
        seconds=seconds,
        to_see=to_see,
        missing=missing,
        exported=datetime.fromisoformat(exported) if exported else None,
    )
