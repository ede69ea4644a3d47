"""The consultation, its stages, and which step may follow which.

    Recorded -> Transcribed -> Draft <-> Approved -> exported

A stage is a type, so that what is not allowed does not fit: export takes an Approved, and an
Approved exists only while its seal is the hash of its own text.
"""

import hashlib
import json
from datetime import datetime
from typing import Annotated, Any, Literal, NewType, Self

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError, model_validator

from asr.transcript import Language, Transcript
from asr.value import Value
from desktop.errors import ApproverMissing, FileBroken, FindingsOpen
from desktop.unseen import unseen_lines, unseen_omissions
from summarize.note import Note, Omission, StatementId

ConsultationId = NewType("ConsultationId", str)


class Recorded(Value):
    """There is sound, and nothing else yet."""

    stage: Literal["recorded"] = "recorded"
    id: ConsultationId
    language: Language
    channels: int = Field(ge=1, le=2)
    seconds: float = Field(ge=0)


class Transcribed(Value):
    """What was said is known; there is no note yet."""

    stage: Literal["transcribed"] = "transcribed"
    id: ConsultationId
    transcript: Transcript


class Draft(Value):
    """A note that nobody has approved, whether a writer or the clinician touched it last.

    `ticked` are the statements whose findings the clinician has looked at and left; `waived` are
    the omissions that need not be in the note.
    """

    stage: Literal["draft"] = "draft"
    id: ConsultationId
    transcript: Transcript
    note: Note
    ticked: frozenset[StatementId] = frozenset()
    waived: frozenset[str] = frozenset()

    @property
    def open_findings(self) -> tuple[StatementId, ...]:
        """Statements with a finding that must be seen and was not ticked."""
        return tuple(
            statement.id
            for _, statement in self.note.statements()
            if statement.id not in self.ticked
            and any(finding.severity == "must_see" for finding in statement.findings)
        )

    @property
    def blocking_omissions(self) -> tuple[Omission, ...]:
        """What was said, must be seen, is not in the note, and was not waived."""
        return tuple(
            one
            for one in self.note.omissions
            if one.severity == "must_see" and one.key not in self.waived
        )

    @property
    def open_statements(self) -> tuple[StatementId, ...]:
        """Statements with findings to look at that were not ticked."""
        return tuple(line.id for line in unseen_lines(self.note, self.ticked))

    @property
    def open_omissions(self) -> tuple[Omission, ...]:
        """What is to be looked at because it was said and is not in the note, and not waived."""
        return unseen_omissions(self.note, self.ticked, self.waived)


class Approval(Value):
    """Who approved which exact text, and when."""

    by: str = Field(min_length=1)
    at: AwareDatetime
    text_sha256: str


class Approved(Value):
    """A note a clinician approved. It cannot exist with a text other than the approved one."""

    stage: Literal["approved"] = "approved"
    id: ConsultationId
    transcript: Transcript
    note: Note
    ticked: frozenset[StatementId] = frozenset()
    waived: frozenset[str] = frozenset()
    approval: Approval

    @model_validator(mode="after")
    def _text_is_the_approved_text(self) -> Self:
        if self.approval.text_sha256 != seal(self.id, self.note):
            raise ValueError("the text is not the approved text")
        return self

    @classmethod
    def of(cls, draft: Draft, by: str, at: datetime) -> "Approved":
        """Approve exactly this text. Refused while a finding or omission must still be seen."""
        if not by.strip():
            raise ApproverMissing
        if draft.open_findings or draft.blocking_omissions:
            raise FindingsOpen
        approval = Approval(by=by.strip(), at=at, text_sha256=seal(draft.id, draft.note))
        return cls(**_carried(draft), approval=approval)

    def reopened(self) -> Draft:
        """The same note as a draft again: correcting un-approves."""
        return Draft(**_carried(self))

    def without_conversation(self) -> "Approved":
        """The same approved text, and nothing left of what was said but what the note says."""
        words = {"transcript": self.transcript.without_words(), "note": self.note.without_quotes()}
        return Approved(**{**_carried(self), **words}, approval=self.approval)


Consultation = Recorded | Transcribed | Draft | Approved
_CONSULTATION: TypeAdapter[Consultation] = TypeAdapter(
    Annotated[Consultation, Field(discriminator="stage")]
)


def seal(consultation: ConsultationId, note: Note) -> str:
    """SHA-256 of the exact text: whose it is, headings, statements and their order."""
    text = [
        [report.problem, [[s.key, [line.text for line in s.statements]] for s in report.sections]]
        for report in note.reports
    ]
    sealed = json.dumps([consultation, note.template, note.language, text], ensure_ascii=False)
    return hashlib.sha256(sealed.encode()).hexdigest()


def to_bytes(consultation: Consultation) -> bytes:
    """The consultation as it is kept: JSON, UTF-8."""
    return _CONSULTATION.dump_json(consultation, indent=1) + b"\n"


def from_bytes(data: bytes) -> Consultation:
    """Read a kept consultation. One whose approved text was changed comes back as a draft."""
    try:
        return _CONSULTATION.validate_json(data)
    except ValidationError as error:
        return _unapproved(_fields(data), error)


def from_fields(fields: dict[str, Any]) -> Consultation:
    """The same from fields of which some are values already; those are not read twice."""
    try:
        return _CONSULTATION.validate_python(fields)
    except ValidationError as error:
        return _unapproved(fields, error)


def _fields(data: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(data)
    except ValueError as error:
        raise FileBroken from error
    if not isinstance(fields, dict):
        raise FileBroken
    return fields


def _unapproved(fields: dict[str, Any], error: ValidationError) -> Draft:
    if fields.get("stage") != "approved":
        raise FileBroken from error
    rest = {name: value for name, value in fields.items() if name not in ("stage", "approval")}
    try:
        return Draft.model_validate(rest)
    except ValidationError as broken:
        raise FileBroken from broken


def _carried(consultation: "Draft | Approved") -> dict[str, object]:
    kept = ("id", "transcript", "note", "ticked", "waived")
    return {name: getattr(consultation, name) for name in kept}
