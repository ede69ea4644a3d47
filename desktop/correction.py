"""What the clinician changes in a note by hand."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.errors import SectionUnknown, StatementUnknown
from summarize.note import Note, Omission, Report, Section, Statement, StatementId


@dataclass(frozen=True)
class Reworded:
    """A statement gets another text; with an empty text it goes."""

    statement: StatementId
    text: str


@dataclass(frozen=True)
class Added:
    """A statement of the clinician's own in a section; `line` is its place there, else the end."""

    section: str
    text: str
    report: int = 0
    line: int | None = None


@dataclass(frozen=True)
class Split:
    """One statement becomes two, which rest on the same."""

    statement: StatementId
    first: str
    second: str


@dataclass(frozen=True)
class Joined:
    """A statement goes on the end of the one before it in its section, and rests on both."""

    statement: StatementId


@dataclass(frozen=True)
class Moved:
    """A statement changes places with its neighbour; past the edge it goes to the next section."""

    statement: StatementId
    up: bool


@dataclass(frozen=True)
class Supplied:
    """What was said and left out comes in after all, with what it rests on."""

    omission: Omission


Correction = Reworded | Added | Split | Joined | Moved | Supplied


@dataclass(frozen=True)
class Place:
    """Where a statement stands: in which report, in which of its sections, on which line."""

    report: int
    section: int
    line: int


def corrected(note: Note, correction: Correction) -> Note:
    """The note with one correction; what was touched is marked as the clinician's."""
    match correction:
        case Reworded():
            return _reworded(note, correction)
        case Added():
            return _added(note, correction)
        case Split():
            return _split(note, correction)
        case Joined():
            return _joined(note, correction)
        case Moved():
            return _moved(note, correction)
        case Supplied():
            return _supplied(note, correction)


def place_of(note: Note, statement: StatementId) -> Place:
    """Where a statement stands in the note."""
    for number, report in enumerate(note.reports):
        for index, section in enumerate(report.sections):
            for line, one in enumerate(section.statements):
                if one.id == statement:
                    return Place(number, index, line)
    raise StatementUnknown


def statement_before(note: Note, statement: StatementId) -> Statement | None:
    """The statement before this one in its section."""
    place = place_of(note, statement)
    return _lines(note, place)[place.line - 1] if place.line else None


def _reworded(note: Note, change: Reworded) -> Note:
    place, text = place_of(note, change.statement), change.text.strip()
    line = _lines(note, place)[place.line]
    changed = line.model_copy(update={"text": text, "origin": "clinician"})
    return _replaced(note, place, *([changed] if text else []))


def _added(note: Note, change: Added) -> Note:
    new = Statement(id=free_id(note, change.section), text=change.text.strip(), origin="clinician")
    return _inserted(note, change.report, change.section, new, change.line)


def _supplied(note: Note, change: Supplied) -> Note:
    one = change.omission
    new = Statement(
        id=free_id(note, one.section), text=one.sentence, evidence=one.said_in, origin="clinician"
    )
    left = tuple(other for other in note.omissions if other.key != one.key)
    return _inserted(note, 0, one.section, new, None).model_copy(update={"omissions": left})


def _split(note: Note, change: Split) -> Note:
    place = place_of(note, change.statement)
    line, section = _lines(note, place)[place.line], _section(note, place)
    halves = [
        line.model_copy(update={"text": text.strip(), "origin": "clinician", "id": identity})
        for text, identity in (
            (change.first, line.id),
            (change.second, free_id(note, section.key)),
        )
    ]
    return _replaced(note, place, *(half for half in halves if half.text))


def _joined(note: Note, change: Joined) -> Note:
    place = place_of(note, change.statement)
    if not place.line:
        return note
    before, line = _lines(note, place)[place.line - 1 : place.line + 1]
    more = tuple(one for one in line.evidence if one not in before.evidence)
    whole = {
        "text": f"{before.text} {line.text}".strip(),
        "evidence": before.evidence + more,
        "origin": "clinician",
    }
    without = _replaced(note, place)
    first = Place(place.report, place.section, place.line - 1)
    return _replaced(without, first, before.model_copy(update=whole))


def _moved(note: Note, change: Moved) -> Note:
    place = place_of(note, change.statement)
    lines = _lines(note, place)
    line, to = lines[place.line], place.line + (-1 if change.up else 1)
    without = _replaced(note, place)
    if 0 <= to < len(lines):
        return _inserted(without, place.report, _section(note, place).key, line, to)
    sections = [(r, s.key) for r, report in enumerate(note.reports) for s in report.sections]
    here = sections.index((place.report, _section(note, place).key))
    there = here + (-1 if change.up else 1)
    if not 0 <= there < len(sections):
        return note
    report, key = sections[there]
    return _inserted(without, report, key, line, None if change.up else 0)


def _inserted(note: Note, report: int, section: str, new: Statement, line: int | None) -> Note:
    if not 0 <= report < len(note.reports):
        raise SectionUnknown
    for index, one in enumerate(note.reports[report].sections):
        if one.key == section:
            at = len(one.statements) if line is None else line
            lines = (*one.statements[:at], new, *one.statements[at:])
            return _with_lines(note, Place(report, index, 0), lines)
    raise SectionUnknown


def _replaced(note: Note, place: Place, *by: Statement) -> Note:
    lines = _lines(note, place)
    return _with_lines(note, place, (*lines[: place.line], *by, *lines[place.line + 1 :]))


def _section(note: Note, place: Place) -> Section:
    return note.reports[place.report].sections[place.section]


def _lines(note: Note, place: Place) -> tuple[Statement, ...]:
    return _section(note, place).statements


def _with_lines(note: Note, place: Place, lines: tuple[Statement, ...]) -> Note:
    """The note with other lines in the section of that place."""
    section = _section(note, place).model_copy(update={"statements": lines})
    report = note.reports[place.report]
    sections = (*report.sections[: place.section], section, *report.sections[place.section + 1 :])
    changed: Report = report.model_copy(update={"sections": sections})
    reports = (*note.reports[: place.report], changed, *note.reports[place.report + 1 :])
    return note.model_copy(update={"reports": reports})


def free_id(note: Note, section: str, more: Iterable[Statement] = ()) -> StatementId:
    """A statement id never used in this note, so that ticks and audit stay unambiguous."""
    used = {statement.id for _, statement in note.statements()} | {one.id for one in more}
    number = 1
    while f"{section}+{number}" in used:
        number += 1
    return StatementId(f"{section}+{number}")
