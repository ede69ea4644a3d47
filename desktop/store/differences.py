"""What differs between two notes, statement by statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from asr.value import Value
from summarize.note import Note, StatementId


class Difference(Value):
    """One statement that is not the same in two versions; moved counts as removed and added."""

    kind: Literal["added", "removed", "changed"]
    section: str
    statement: StatementId
    before: str = ""
    after: str = ""


def differences(before: Note, after: Note) -> tuple[Difference, ...]:
    """What to do to one note to get the other, in reading order."""
    old, new = list(_lines(before)), list(_lines(after))
    matcher = SequenceMatcher(
        None, [place for place, _ in old], [place for place, _ in new], autojunk=False
    )
    found: list[Difference] = []
    for act, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if act == "equal":
            pairs = zip(old[old_from:old_to], new[new_from:new_to], strict=True)
            found += [_changed(p, was, now) for (p, was), (_, now) in pairs if was != now]
        else:
            found += [_removed(place, was) for place, was in old[old_from:old_to]]
            found += [_added(place, now) for place, now in new[new_from:new_to]]
    return tuple(found)


@dataclass(frozen=True)
class _Place:
    """Where a statement stands: in which problem, under which heading."""

    report: int
    problem: str
    section: str
    statement: StatementId


def _lines(note: Note) -> Iterator[tuple[_Place, str]]:
    for number, report in enumerate(note.reports):
        for section in report.sections:
            for line in section.statements:
                yield _Place(number, report.problem, section.key, line.id), line.text


def _changed(place: _Place, before: str, after: str) -> Difference:
    return Difference(
        kind="changed",
        section=place.section,
        statement=place.statement,
        before=before,
        after=after,
    )


def _removed(place: _Place, before: str) -> Difference:
    return Difference(
        kind="removed", section=place.section, statement=place.statement, before=before
    )


def _added(place: _Place, after: str) -> Difference:
    return Difference(kind="added", section=place.section, statement=place.statement, after=after)
