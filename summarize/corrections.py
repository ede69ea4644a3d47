"""Values the speaker took back: in "veertig, nee, twintig" the last one holds."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.cues import small
from summarize.doses import Quantity
from summarize.phrases import Hit
from summarize.reading import Reading
from summarize.sides import members

_REACH = 18  # tokens from a value over the correcting word to the value that replaces it
_FAR_REACH = 30  # the same between two values of one unit: "drie weken, nee wacht, ... zes weken"
_PAUSE_REACH = 5  # the same when only a pause stands between: links, eh, rechts
_AT_ONCE = 2  # tokens between a value and the "nee" that follows it at once
_OPENING = 3  # words in which the other says "nee"
_NEVER_PAST = frozenset({"time", "money", "count", "month"})  # "was al 45 euro" still holds
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
        before = [v for v in values if v.last < hit.first]
        after = [v for v in values if v.first > hit.last]
        pair = _replaced(reading, before, after, hit)
        if pair is not None:
            one, new = pair
            again = [v for v in values if (v.kind, v.value) == (one.kind, one.value)]
            old.update(v.first for v in again if v.first < new.first)
        elif hit.label == "correction.back":
            old.update(_dropped(before, after, hit.first))
    old |= {*_denied_first(reading), *_left_behind(reading), *_withdrawn(reading)}
    return frozenset(old)


def once_so(reading: Reading) -> frozenset[int]:
    """First tokens of amounts that held before, beside one that holds now: "6,4, was 7,8"."""
    scope = reading.scopes
    past = {scope.clause[hit.first] for hit in scope.cues if hit.label == "change.then"}
    old = taken_back(reading)
    found: set[int] = set()
    standing = [
        q for q in reading.quantities if q.first not in old and scope.clause[q.first] not in past
    ]
    for one in reading.quantities:
        if one.weak or one.kind in _NEVER_PAST or scope.clause[one.first] not in past:
            continue
        for now in standing:
            apart = reading.words[one.first].sentence - reading.words[now.first].sentence
            alike = now.unit in (one.unit, "") and now.kind in (one.kind, "")
            if apart in (0, 1) and alike:
                found.add(one.first)
    return frozenset(found)


def replaced_by(earlier: Reading, later: Reading) -> frozenset[int]:
    """First tokens of amounts in an utterance that the next speaker corrects: "nee, vijf dagen"."""
    opening = [place for place, token in enumerate(later.words) if token.is_word][:_OPENING]
    back = [h for h in later.scopes.cues if h.label == "correction.back" and h.first in opening]
    if not back:
        return frozenset()
    said = [q for q in later.quantities if later.scopes.polarity[q.first] != "absent"]
    old: set[int] = set()
    for one in earlier.quantities:
        alone = len([q for q in earlier.quantities if not q.weak]) == 1 and not one.weak
        rivals = {
            q.value
            for q in said
            if (one.unit and (q.unit, q.per) == (one.unit, one.per))
            or (alone and not q.weak and not q.unit)
        }
        if rivals and one.value not in rivals:
            old.add(one.first)
    return frozenset(old)


def _withdrawn(reading: Reading) -> Iterator[int]:
    """What was named right before "eh nee": "naar de ergotherapeut, eh nee, ..."."""
    for hit in reading.scopes.cues:
        if hit.label != "correction.back":
            continue
        opening = {t.low for t in reading.words[max(0, hit.first - 2) : hit.first]}
        if (
            hit.last == hit.first
            and reading.words[hit.first].low in small(reading.language, "bare_no")
            and not opening & small(reading.language, "leads")
        ):
            continue
        for mention in reading.mentions:
            if mention.kind in ("care", "test") and 0 < hit.first - mention.last <= _CLOSE + 1:
                yield mention.first


def _denied_first(reading: Reading) -> Iterator[int]:
    """In "nee, tien dagen niet, vijf dagen" the ten are the other speaker's, and wrong."""
    opening = [place for place, token in enumerate(reading.words) if token.is_word][:1]
    if not any(h.label == "answer.no" and h.first in opening for h in reading.scopes.cues):
        return
    amounts = reading.quantities
    for one, new in itertools.pairwise(amounts):
        denied = reading.scopes.polarity[one.first] == "absent"
        if denied and one.unit == new.unit and one.value != new.value:
            yield one.first


def _left_behind(reading: Reading) -> Iterator[int]:
    """In "van honderd naar vijftig" the hundred is what was."""
    words = reading.words
    for one, new in zip(reading.quantities, reading.quantities[1:], strict=False):
        before = words[one.first - 1].low if one.first else ""
        between = [token.low for token in words[one.last + 1 : new.first]]
        if before in ("van", "from") and between in (["naar"], ["to"]) and not new.weak:
            yield one.first


def _values(reading: Reading) -> Iterator[_Value]:
    for one in reading.quantities:
        yield _Value(_kind(one), one.value, one.first, one.last)
    for member in members(reading):
        yield _Value(f"group {member.group}", member.name, member.first, member.last)


def _kind(one: Quantity) -> str:
    return one.kind if one.unit else "weak" if one.weak else ""


def _replaced(
    reading: Reading, before: Sequence[_Value], after: Sequence[_Value], hit: Hit
) -> tuple[_Value, _Value] | None:
    """The nearest earlier value of the kind that follows the correction, and the new one."""
    for new in after:
        for one in reversed(before):
            if one.value == new.value or not _alike(one, new):
                continue
            if new.first - one.last <= _reach(reading, one, new, hit):
                return one, new
    return None


def _reach(reading: Reading, one: _Value, new: _Value, hit: Hit) -> int:
    """How far apart the two values may stand, by how clearly the words take something back."""
    if hit.label == "correction.pause":
        return _PAUSE_REACH
    if one.kind.startswith("group"):
        opening = {t.low for t in reading.words[max(0, hit.first - 2) : hit.first]}
        close = hit.first - one.last <= _AT_ONCE
        firm = (
            reading.words[hit.first].low not in small(reading.language, "bare_no")
            or opening & small(reading.language, "leads")
            or close
        )
        return _REACH if firm else _PAUSE_REACH
    same = one.kind == new.kind and one.kind not in ("", "weak")
    return _FAR_REACH if same else _REACH


def _alike(one: _Value, new: _Value) -> bool:
    if one.kind == new.kind:
        return one.kind != "weak"
    bare = "" in (one.kind, new.kind)
    return bare and not (one.kind + new.kind).startswith(("group", "weak", "time", "month"))


def _dropped(before: Sequence[_Value], after: Sequence[_Value], place: int) -> Iterator[int]:
    """A time taken back for a day: "over twee weken, eh nee, volgende week donderdag"."""
    times = [v for v in before if v.kind.startswith("time")]
    if times and place - times[-1].last <= _CLOSE:
        calendar = [v for v in after if v.kind.startswith(("group", "time"))]
        if any(v.first - place <= _REACH + _REACH for v in calendar):
            yield times[-1].first
