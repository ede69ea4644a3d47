"""Values the speaker took back: in "veertig, nee, twintig" the last one holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.doses import Quantity
from summarize.reading import Reading
from summarize.sides import members
from summarize.words import Token

_REACH = 14  # tokens from a value over the correcting word to the value that replaces it
_PAUSE_REACH = 5  # the same when only a pause stands between: links, eh, rechts
_CLOSE = 3  # tokens between a time and the "nee" that takes it back whatever follows


@dataclass(frozen=True)
class _Value:
    """Something that can be taken back: an amount, a side, a day."""

    kind: str
    value: str
    first: int
    last: int


def taken_back(reading: Reading) -> frozenset[int]:
    """First tokens of amounts, sides and days that are corrected later in the utterance."""
    values = tuple(_values(reading))
    old: set[int] = set()
    for hit in reading.scopes.cues:
        if hit.label not in ("correction.back", "correction.pause"):
            continue
        reach = _REACH if hit.label == "correction.back" else _PAUSE_REACH
        before = [v for v in values if v.last < hit.first]
        after = [v for v in values if v.first > hit.last]
        replaced = _replaced(before, after, reach)
        if replaced is not None and _corrects(reading, hit.first, replaced):
            old.add(replaced.first)
        elif hit.label == "correction.back":
            old.update(_dropped(reading, before, after, hit.first))
    return frozenset(old)


def replaced_by(earlier: Reading, later: Reading) -> frozenset[int]:
    """First tokens of amounts in an utterance that the next speaker corrects: "nee, vijf dagen"."""
    opening = [place for place, token in enumerate(later.words) if token.is_word][:2]
    back = [h for h in later.scopes.cues if h.label == "correction.back" and h.first in opening]
    if not back or _ends_with_question(earlier.words):
        return frozenset()
    said = [q for q in later.quantities if later.scopes.polarity[q.first] != "absent"]
    old: set[int] = set()
    for one in earlier.quantities:
        rivals = {q.value for q in said if q.unit == one.unit and q.per == one.per and one.unit}
        if rivals and one.value not in rivals:
            old.add(one.first)
    return frozenset(old)


def _values(reading: Reading) -> Iterator[_Value]:
    for one in reading.quantities:
        yield _Value(_kind(one), one.value, one.first, one.last)
    for member in members(reading):
        yield _Value(f"group {member.group}", member.name, member.first, member.last)


def _kind(one: Quantity) -> str:
    return f"{one.kind} {bool(one.per)}" if one.unit else "weak" if one.weak else ""


def _replaced(before: Sequence[_Value], after: Sequence[_Value], reach: int) -> _Value | None:
    """The nearest earlier value of the kind that follows the correction."""
    for new in after:
        for one in reversed(before):
            if new.first - one.last > reach:
                break
            if one.value != new.value and _alike(one, new):
                return one
    return None


def _alike(one: _Value, new: _Value) -> bool:
    if one.kind == new.kind:
        return one.kind != "weak"
    bare = "" in (one.kind, new.kind)
    return bare and not (one.kind + new.kind).startswith(("group", "weak", "time", "month"))


def _corrects(reading: Reading, place: int, replaced: _Value) -> bool:
    """A "nee" that opens the utterance answers somebody else and corrects nothing before it."""
    return place > replaced.last


def _dropped(
    reading: Reading, before: Sequence[_Value], after: Sequence[_Value], place: int
) -> Iterator[int]:
    """A time taken back for a day: "over twee weken, eh nee, volgende week donderdag"."""
    times = [v for v in before if v.kind.startswith("time")]
    if times and place - times[-1].last <= _CLOSE:
        calendar = [v for v in after if v.kind.startswith(("group", "time"))]
        if any(v.first - place <= _REACH + _REACH for v in calendar):
            yield times[-1].first


def _ends_with_question(words: Sequence[Token]) -> bool:
    return bool(words) and words[-1].text == "?"
