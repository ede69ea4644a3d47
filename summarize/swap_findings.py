"""Findings on exchange: both values were said, but of each other's thing."""

from collections.abc import Iterator, Sequence

from summarize.amount_findings import is_dose
from summarize.checking import Check, finding
from summarize.contexts import Context, affinity, context
from summarize.conversation import Turn
from summarize.doses import Quantity, same_amount
from summarize.note import Finding
from summarize.numbers import amount
from summarize.reading import Reading
from summarize.sides import Member, members
from summarize.units import units

_CLEARLY = 1.6  # times better that the exchanged values must fit
_LEFT_RIGHT = frozenset({"links", "rechts", "left", "right"})
_TOO_FAR = 10
_STEP = 12  # tokens between two steps of one plan
_FRONT = 4  # letters at the front that heup and heupprothese share
_WIDELY = 8  # tokens from a said side to what it may be said of
_FAR_CLEARLY = 3  # the same when only one of the two fits better
_PLENTY = 0.2
_ENOUGH = 0.02  # of fit, below which nothing can be said


def swap_findings(check: Check) -> Iterator[Finding]:
    """Pairs of amounts that fit the conversation better the other way round."""
    drugs = any(mention.kind == "drug" for mention in check.statement.mentions)
    checked = [
        q for q in check.statement.quantities if not (q.weak or q.ordinal or (drugs and is_dose(q)))
    ]
    for place, one in enumerate(checked):
        for other in checked[place + 1 :]:
            if one.value == other.value or not _exchangeable(one, other):
                continue
            if _one_range(check.statement, one, other):
                continue
            heard = _crossed(check, one, other)
            if heard is not None:
                turn, q = heard
                span = (one.first, one.last)
                yield finding(check, "dose", "must_see", span, (turn, q.first, q.last))


def order_findings(check: Check) -> Iterator[Finding]:
    """Two steps of a plan in the other order: first one, then two, where it was the reverse."""
    noted = _steps(check.statement)
    if not noted:
        return
    said = [(turn, one, other) for turn in check.turns for one, other in _steps(turn.reading)]
    for one, other in noted:
        if any(same_amount(one, a) and same_amount(other, b) for _, a, b in said):
            continue
        for turn, a, b in said:
            if same_amount(one, b) and same_amount(other, a):
                span = (one.first, other.last)
                yield finding(check, "dose", "must_see", span, (turn, a.first, b.last))
                break


def _steps(reading: Reading) -> list[tuple[Quantity, Quantity]]:
    """Pairs of different amounts with "daarna" or "then" between them."""
    found = []
    for place, one in enumerate(reading.quantities):
        for other in reading.quantities[place + 1 :]:
            if one.value == other.value or other.first - one.last > _STEP:
                continue
            between = {token.low for token in reading.words[one.last + 1 : other.first]}
            alike = (one.unit == other.unit or not other.unit) and not one.is_frequency
            if between & units().steps and alike and not other.is_frequency:
                found.append((one, other))
    return found


def side_swap_findings(check: Check) -> Iterator[Finding]:
    """A side that was said, but of another part of the body."""
    noted = [m for m in members(check.statement) if m.name in _LEFT_RIGHT]
    if not noted:
        return
    spoken = [(t, m) for t in check.turns for m in t.members if m.name in _LEFT_RIGHT]
    for one in noted:
        here = _beside(check.statement, one, 0)
        same = [(t, m) for t, m in spoken if m.name == one.name]
        if not here or not same or any(here & _near_or_in_clause(t.reading, m) for t, m in same):
            continue
        for turn, m in spoken:
            if m.name != one.name and here & _beside(turn.reading, m, 1):
                span = (one.first, one.last)
                yield finding(check, "side", "must_see", span, (turn, m.first, m.last))
                break


def _near_or_in_clause(reading: Reading, one: Member) -> frozenset[str]:
    return _beside(reading, one, 1) | _beside(reading, one, 0, _WIDELY)


def _beside(reading: Reading, one: Member, over: int, reach: int = 4) -> frozenset[str]:
    """The telling words close to a side, over at most so many commas."""
    clause = reading.scopes.clause
    near = {
        place
        for place in range(one.first - reach, one.last + reach + 1)
        if 0 <= place < len(reading.words)
        and reading.words[place].sentence == reading.words[one.first].sentence
        and abs(clause[place] - clause[one.first]) <= over
    }
    stems = {reading.words[place].stem for place in reading.content if place in near}
    found = stems | {f"{stem[:_FRONT]}*" for stem in stems if len(stem) >= _FRONT}
    found |= {f"#{m.name}" for m in reading.mentions if m.first in near}
    return frozenset(found)


def _one_range(statement: Reading, one: Quantity, other: Quantity) -> bool:
    """Whether two amounts are the ends of one range: 1-3, 1 à 2."""
    between = [token.low for token in statement.words[one.last + 1 : other.first]]
    return len(between) == 1 and between[0] in units().range_words


def _exchangeable(one: Quantity, other: Quantity) -> bool:
    if (one.kind, one.per, one.every) != (other.kind, other.per, other.every):
        return False
    if "/" in one.value + other.value:
        return True
    small, large = sorted((amount(one.value), amount(other.value)))
    return large <= _TOO_FAR * small  # nobody takes 38,1 for day 1


def _crossed(check: Check, one: Quantity, other: Quantity) -> tuple[Turn, Quantity] | None:
    """The amount that was said where the statement has `one`, if the two changed places."""
    ones = _said(check, one)
    others = _said(check, other)
    if not ones or not others:
        return None
    here = _around(check.statement, one)
    there = _around(check.statement, other)
    own, own_other = _best(here, ones)[0], _best(there, others)[0]
    fit, turn, q = _best(here, others)
    fit_other = _best(there, ones)[0]
    both_better = fit > own and fit_other > own_other
    times, least = (_CLEARLY, _ENOUGH) if both_better else (_FAR_CLEARLY, _PLENTY)
    crossed = fit + fit_other
    return (turn, q) if crossed > max(times * (own + own_other), least) else None


def _said(check: Check, one: Quantity) -> list[tuple[Turn, Quantity]]:
    return [
        (turn, q)
        for turn, q in check.amounts
        if same_amount(one, q) and q.first not in turn.old and not q.weak
    ]


def _best(around: Context, said: Sequence[tuple[Turn, Quantity]]) -> tuple[float, Turn, Quantity]:
    return max(
        ((affinity(around, _around(turn.reading, q)), turn, q) for turn, q in said),
        key=lambda found: found[0],
    )


def _around(reading: Reading, one: Quantity) -> Context:
    rivals = [(q.first, q.last) for q in reading.quantities if q is not one]
    return context(reading, one.first, one.last, rivals)
