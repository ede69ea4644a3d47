"""Findings on words that rule each other out: left for right, May for March, worse for better."""

from collections.abc import Iterator

from summarize.checking import Check, finding
from summarize.conversation import Turn
from summarize.note import Finding, FindingKind
from summarize.sides import Member, members

_SIDES = 0  # the first group of the file
_PARENTS = frozenset({"person.mother", "person.father"})
_NOBODY = frozenset({"person.self", "person.again", "person.maybe"})
_CHILDREN = ("person.son", "person.daughter", "person.child")


def opposite_findings(check: Check) -> Iterator[Finding]:
    """A member of a group that the cited turns do not hold, where they hold another."""
    noted = members(check.statement)
    if not noted:
        return
    spoken = [(turn, member) for turn in check.turns for member in turn.members]
    for one in noted:
        if not check.cited and one.group != _SIDES:
            continue  # without evidence any other complaint may be the one that got worse
        if one.group == _SIDES and not any(m.group == _SIDES for _, m in spoken):
            yield from _side_elsewhere(check, one)
            continue
        group = [(turn, m) for turn, m in spoken if m.group == one.group]
        same = [(turn, m) for turn, m in group if m.name == one.name]
        if not group or (_labels(check, one) & _PARENTS and _has_children(check)):
            continue
        rivals = {m.name for m in noted if m.group == one.group}
        if not same and len(rivals) > 1 and (one.group != _SIDES or _compared(check)):
            continue
        if not same:
            told = [(turn, m) for turn, m in group if turn.polarity(m.first) != "absent"]
            if not told and one.group != _SIDES:
                continue
            turn, m = (told or group)[0]
            kind = _kind(check, one)
        elif all(m.first in turn.old for turn, m in same) or _refused(same, group):
            turn, m = same[0]
            kind = "old_value"
        else:
            continue
        yield finding(check, kind, "must_see", (one.first, one.last), (turn, m.first, m.last))


def _side_elsewhere(check: Check, one: Member) -> Iterator[Finding]:
    """The cited turns name no side: the only one that the conversation names must be the note's."""
    said = [
        (turn, m)
        for turn in check.said.turns
        for m in turn.members
        if m.group == _SIDES and m.first not in turn.old
    ]
    if said and len({m.name for _, m in said}) == 1 and said[0][1].name != one.name:
        turn, m = said[0]
        yield finding(check, "side", "look", (one.first, one.last), (turn, m.first, m.last))


def _refused(same: list[tuple[Turn, Member]], group: list[tuple[Turn, Member]]) -> bool:
    """A day that the other cannot make, with another day after it."""
    for turn, m in same:
        if turn.reading.scopes.polarity[m.first] != "absent" or m.group == _SIDES:
            continue
        if any(later.place > turn.place and other.name != m.name for later, other in group):
            return True
    return False


def _has_children(check: Check) -> bool:
    """Where a parent speaks of a child, the father or mother in the note is the speaker."""
    return any(hit.label in _CHILDREN for turn in check.turns for hit in turn.reading.scopes.cues)


def _compared(check: Check) -> bool:
    """Whether somebody spoke of "the other side"."""
    return any(
        hit.label == "side.other" for turn in check.turns for hit in turn.reading.scopes.cues
    )


def _kind(check: Check, one: Member) -> FindingKind:
    if one.group == _SIDES:
        return "side"
    people = {label for label in _labels(check, one) if label.startswith("person.")}
    return "experiencer" if people - _NOBODY else "negation"


def _labels(check: Check, one: Member) -> frozenset[str]:
    return check.statement.scopes.labels(one.first, one.first)
