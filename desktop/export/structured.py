"""JSON for a program that reads the note: sections, lines, where each was said, and the mark.

The conversation itself is not in it: evidence is given as ids and times.
"""

from typing import Literal

from pydantic import AwareDatetime

from asr.transcript import Language, Seconds, Transcript, UtteranceId
from asr.value import Value
from desktop.consultation import Approved
from desktop.export.page import Block, page, software
from summarize.note import Made, Origin, Statement


class Evidence(Value):
    """Where in the recording a statement was said; no times if that utterance is gone."""

    utterance: UtteranceId
    start: Seconds | None
    end: Seconds | None


class ExportedStatement(Value):
    """One approved line."""

    id: str
    text: str
    origin: Origin
    made: int  # the place, in the list of the note, of what wrote it
    evidence: tuple[Evidence, ...]


class ExportedSection(Value):
    """One heading with its lines."""

    key: str
    title: str
    statements: tuple[ExportedStatement, ...]


class ExportedReport(Value):
    """One problem of the visit."""

    problem: str
    sections: tuple[ExportedSection, ...]


class ExportedNote(Value):
    """The file. A change that an old reader cannot follow raises the version."""

    schema_name: Literal["griffel-note"] = "griffel-note"
    schema_version: Literal[1] = 1
    id: str
    kind: str
    language: Language
    title: str
    ai_assisted: Literal[True] = True
    mark: str
    writer: str
    made: tuple[Made, ...]
    checked_by: str
    checked_at: AwareDatetime
    note_sha256: str
    software: str
    reports: tuple[ExportedReport, ...]


def to_json(approved: Approved, *, marked: bool = True) -> bytes:
    """The note as JSON, UTF-8."""
    whole, note = page(approved, marked=marked), approved.note
    approval = approved.approval
    exported = ExportedNote(
        id=approved.id,
        kind=note.template,
        language=note.language,
        title=whole.title,
        mark=whole.mark,
        writer=note.writer,
        made=note.made,
        checked_by=approval.by,
        checked_at=approval.at,
        note_sha256=approval.text_sha256,
        software=f"Griffel {software()}",
        reports=tuple(
            ExportedReport(
                problem=problem.name,
                sections=tuple(_section(block, approved.transcript) for block in problem.blocks),
            )
            for problem in whole.problems
        ),
    )
    return exported.model_dump_json(indent=1).encode() + b"\n"


def _section(block: Block, transcript: Transcript) -> ExportedSection:
    statements = tuple(_statement(statement, transcript) for statement in block.statements)
    return ExportedSection(key=block.key, title=block.title, statements=statements)


def _statement(statement: Statement, transcript: Transcript) -> ExportedStatement:
    return ExportedStatement(
        id=statement.id,
        text=statement.text,
        origin=statement.origin,
        made=statement.made,
        evidence=tuple(_evidence(wanted, transcript) for wanted in statement.evidence),
    )


def _evidence(wanted: UtteranceId, transcript: Transcript) -> Evidence:
    said = transcript.utterance(wanted)
    if said is None:
        return Evidence(utterance=wanted, start=None, end=None)
    return Evidence(utterance=wanted, start=said.start, end=said.end)
