"""What the clinician changes in a note by hand."""

from dataclasses import dataclass

from desktop.errors import SectionUnknown, StatementUnknown
from summarize.note import Note, Report, Section, Statement, StatementId


@dataclass(frozen=True)
class Reworded:
    """A statement gets another text; with an empty text it goes."""

    statement: StatementId
    text: str


@dataclass(frozen=True)
class Added:
    """A statement of the clinician's own, at the end of a section of the first report."""

    section: str
    text: str


Correction = Reworded | Added


def corrected(note: Note, correction: Correction) -> Note:
    """The note with one correction; what was touched is marked as the clinician's."""
    if isinstance(correction, Reworded):
        return _reworded(note, correction)
    return _added(note, correction)


def _reworded(note: Note, change: Reworded) -> Note:
    if all(statement.id != change.statement for _, statement in note.statements()):
        raise StatementUnknown
    return _with_reports(
        note, [_with_sections(r, [_rewrite(s, change) for s in r.sections]) for r in note.reports]
    )


def _rewrite(section: Section, change: Reworded) -> Section:
    lines = [_rewrite_line(line, change) for line in section.statements]
    return section.model_copy(update={"statements": tuple(line for line in lines if line.text)})


def _rewrite_line(line: Statement, change: Reworded) -> Statement:
    if line.id != change.statement:
        return line
    return line.model_copy(update={"text": change.text.strip(), "origin": "clinician"})


def _added(note: Note, change: Added) -> Note:
    if not note.reports or all(s.key != change.section for s in note.reports[0].sections):
        raise SectionUnknown
    first, *others = note.reports
    new = Statement(id=_free_id(note, change.section), text=change.text.strip(), origin="clinician")
    sections = [
        s.model_copy(update={"statements": (*s.statements, new)}) if s.key == change.section else s
        for s in first.sections
    ]
    return _with_reports(note, [_with_sections(first, sections), *others])


def _free_id(note: Note, section: str) -> StatementId:
    """A statement id never used in this note, so that ticks and audit stay unambiguous."""
    used = {statement.id for _, statement in note.statements()}
    number = 1
    while f"{section}+{number}" in used:
        number += 1
    return StatementId(f"{section}+{number}")


def _with_sections(report: Report, sections: list[Section]) -> Report:
    return report.model_copy(update={"sections": tuple(sections)})


def _with_reports(note: Note, reports: list[Report]) -> Note:
    return note.model_copy(update={"reports": tuple(reports)})
