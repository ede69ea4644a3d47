"""Values the speaker took back: in "veertig, nee, twintig" the last one holds."""

from collections.abc import Sequence

from summarize.doses import Quantity
from summarize.reading import Reading

_REACH = 14  # tokens between a value and the one that replaces it


def taken_back(reading: Reading) -> frozenset[int]:
    """First tokens of amounts that are corrected later in the same utterance."""
    backs = [hit for hit in reading.scopes.cues if hit.label == "correction.back"]
    old: set[int] = set()
    for hit in backs:
        before = [q for q in reading.quantities if q.last < hit.first]
        after = [q for q in reading.quantities if q.first > hit.last]
        pair = _replaced(before, after, hit.first, hit.last)
        if pair is not None and _opens_correction(reading, hit.first, pair):
            old.add(pair.first)
    return frozenset(old)


def replaced_by(earlier: Reading, later: Reading) -> frozenset[int]:
    """First tokens of amounts in an utterance that the next speaker corrects: "nee, vijf dagen"."""
    opening = [place for place, token in enumerate(later.words) if token.is_word][:2]
    back = [h for h in later.scopes.cues if h.label == "correction.back" and h.first in opening]
    if not back:
        return frozenset()
    said = {
        (q.value, q.unit) for q in later.quantities if later.scopes.polarity[q.first] != "absent"
    }
    old: set[int] = set()
    for one in earlier.quantities:
        rivals = {value for value, unit in said if unit == one.unit and unit}
        if rivals and one.value not in rivals:
            old.add(one.first)
    return frozenset(old)


def _replaced(
    before: Sequence[Quantity], after: Sequence[Quantity], first: int, last: int
) -> Quantity | None:
    """The nearest earlier amount of the kind that follows the correction."""
    for new in after:
        if new.first - last > _REACH:
            return None
        for one in reversed(before):
            if first - one.last > _REACH:
                break
            if one.value != new.value and _alike(one, new):
                return one
    return None


def _alike(one: Quantity, new: Quantity) -> bool:
    if one.unit and new.unit:
        return one.kind == new.kind
    return not one.weak and not new.weak


def _opens_correction(reading: Reading, place: int, pair: Quantity) -> bool:
    """A bare "nee" corrects only close behind the value, not as the answer to a question."""
    return place > pair.last and place > 0
