"""A new draft beside the note as the clinician left it: line by line, to take or to leave."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from desktop.consultation import ConsultationId
from desktop.correction import free_id
from desktop.store.library import Library
from summarize.note import Made, Note, Report, Section, Statement

_ALIKE = 0.5  # of the letters, from which one line is another wording of the other

_Pair = tuple[Statement | None, Statement | None]


@dataclass(frozen=True)
class Change:
    """One line that the new draft has otherwise; `take` is what is proposed."""

    number: int
    kind: Literal["added", "removed", "changed"]
    report: int
    section: str
    before: Statement | None
    after: Statement | None
    take: bool

    @property
    def is_yours(self) -> bool:
        """Whether taking it replaces what the clinician wrote."""
        return self.before is not None and self.before.origin == "clinician"


def compare(note: Note, new: Note, drafted: Note | None = None) -> tuple[Change, ...]:
    """What the new draft has otherwise, in reading order.

    What the clinician wrote, or took out of the draft of before, is proposed to stay so.
    """
    known = {line.text for _, line in drafted.statements()} if drafted else set()
    found: list[Change] = []
    for report, section, pairs in _rows(note, new):
        for before, after in pairs:
            if before is not None and after is not None and before.text == after.text:
                continue
            kind: Literal["added", "removed", "changed"] = (
                "added" if before is None else "removed" if after is None else "changed"
            )
            change = Change(len(found), kind, report, section, before, after, take=False)
            dropped = before is None and after is not None and after.text in known
            found.append(replace(change, take=not change.is_yours and not dropped))
    return tuple(found)


def last_drafted(library: Library, visit: ConsultationId) -> Note | None:
    """The last draft that a writer made, to know what the clinician took out of it."""
    numbers = [one.number for one in library.versions(visit) if one.kind == "drafted"]
    return library.version(visit, numbers[-1]) if numbers else None


def taken(note: Note, new: Note, chosen: Collection[int]) -> Note:
    """The note with the chosen changes; every other line stays as it is."""
    made, number = note, 0
    writers, places = _writers(note, new)
    for report, section, pairs in _rows(note, new):
        lines: list[Statement] = []
        for before, after in pairs:
            same = before is not None and after is not None and before.text == after.text
            take = not same and number in chosen
            number += not same
            line = after if take else before
            if line is not None:
                if take:
                    line = line.model_copy(update={"made": places.get(line.made, 0)})
                if before is None:
                    line = line.model_copy(update={"id": free_id(made, section, lines)})
                elif take:
                    line = line.model_copy(update={"id": before.id})
                lines.append(line)
        made = _with_lines(made, new, report, section, tuple(lines))
    return made.model_copy(update={"omissions": new.omissions, "made": writers})


def _writers(note: Note, new: Note) -> tuple[tuple[Made, ...], dict[int, int]]:
    """Everything that wrote one or the other, and where those of the new draft stand in it."""
    writers = list(note.makers)
    writers += [one for one in new.made if one not in writers]
    return tuple(writers), {place: writers.index(one) for place, one in enumerate(new.made)}


def _rows(note: Note, new: Note) -> Iterator[tuple[int, str, list[_Pair]]]:
    """Each section of each report, with its lines side by side."""
    for number in range(max(len(note.reports), len(new.reports))):
        mine, theirs = _sections(note, number), _sections(new, number)
        for key in dict.fromkeys((*mine, *theirs)):
            yield number, key, list(_pairs(mine.get(key, ()), theirs.get(key, ())))


def _sections(note: Note, number: int) -> dict[str, tuple[Statement, ...]]:
    if number >= len(note.reports):
        return {}
    return {section.key: section.statements for section in note.reports[number].sections}


def _pairs(mine: tuple[Statement, ...], theirs: tuple[Statement, ...]) -> Iterator[_Pair]:
    matcher = SequenceMatcher(
        None, [one.text for one in mine], [one.text for one in theirs], autojunk=False
    )
    for act, a, b, c, d in matcher.get_opcodes():
        if act == "equal":
            yield from zip(mine[a:b], theirs[c:d], strict=True)
        else:
            yield from _matched(mine[a:b], list(theirs[c:d]))


def _matched(mine: tuple[Statement, ...], theirs: list[Statement]) -> Iterator[_Pair]:
    """Each line beside its other wording, then what is new."""
    for line in mine:
        best = max(theirs, key=lambda other: _likeness(line, other), default=None)
        if best is not None and _likeness(line, best) >= _ALIKE:
            theirs.remove(best)
            yield line, best
        else:
            yield line, None
    for other in theirs:
        yield None, other


def _likeness(one: Statement, other: Statement) -> float:
    """How much two lines are about the same: what they rest on counts, then the letters."""
    alike = SequenceMatcher(None, one.text.lower(), other.text.lower(), autojunk=False).ratio()
    return max(alike, _ALIKE + alike / 2 if set(one.evidence) & set(other.evidence) else 0.0)


def _with_lines(note: Note, new: Note, number: int, key: str, lines: tuple[Statement, ...]) -> Note:
    reports = list(note.reports)
    if number >= len(reports):
        if not lines:
            return note
        empty = tuple(Section(key=one.key) for one in new.reports[number].sections)
        reports.append(Report(problem=new.reports[number].problem, sections=empty))
    sections = tuple(
        section.model_copy(update={"statements": lines}) if section.key == key else section
        for section in reports[number].sections
    )
    reports[number] = reports[number].model_copy(update={"sections": sections})
    return note.model_copy(update={"reports": tuple(reports)})
