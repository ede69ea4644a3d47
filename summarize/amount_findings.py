"""Findings on amounts: a number, unit, dose or frequency that was not said like that."""

from collections.abc import Iterator

from asr.transcript import UNSURE_BELOW
from summarize.checking import Check, finding
from summarize.conversation import Turn
from summarize.doses import Quantity, same_amount
from summarize.identifiers import figure_runs
from summarize.note import Finding, FindingKind, Severity
from summarize.units import units

_NOON = 12
_BESIDE = 4  # tokens between the old and the new value of one thing
_LONG_RATES = frozenset({"wk", "mnd", "jr"})  # a day goes without saying
_RATE_REACH = 6  # tokens from an amount to the "per drie jaar" that goes with it
_DOSE_KINDS = frozenset({"mass", "volume", "form", "activity"})


def amount_findings(check: Check) -> Iterator[Finding]:
    """One finding for each amount of the statement that its turns do not bear out."""
    for one in check.statement.quantities:
        if one.weak and one.is_frequency:
            yield from _other_rhythm(check, one)
        if one.weak or one.value == "0" or _enumerates(check, one):
            continue
        if _inside_date(check, one) or _labelled(check, one):
            continue
        supports = [(t, q) for t, q in check.amounts if _bears_out(one, q)]
        if not supports and not _supported_otherwise(check, one) and not _range_said(check, one):
            yield _unsupported(check, one)
        elif supports:
            yield from _supported(check, one, supports)


def _bears_out(one: Quantity, said: Quantity) -> bool:
    """Whether a said amount supports a noted one; a bare "een" does not bear out "1 mg"."""
    if one.unit and said.weak and not said.unit:
        return False
    if one.is_frequency and said.is_frequency and not one.every and one.per != said.per:
        return False
    return same_amount(one, said)


def _other_rhythm(check: Check, one: Quantity) -> Iterator[Finding]:
    """Dagelijks in the note where "één keer per week" was said."""
    if any(one.per in (q.per, q.unit if q.every else "") for _, q in check.amounts):
        return
    for turn, q in check.amounts:
        if q.is_frequency and not q.every and q.value == one.value:
            span = (one.first, one.last)
            yield finding(check, "frequency", "must_see", span, (turn, q.first, q.last))
            return


def is_dose(one: Quantity) -> bool:
    """Whether an amount is one of a drug: milligrams, tablets, puffs."""
    return one.kind in _DOSE_KINDS


def _supported(
    check: Check, one: Quantity, supports: list[tuple[Turn, Quantity]]
) -> Iterator[Finding]:
    holding = [(turn, q) for turn, q in supports if q.first not in turn.old]
    if not holding:
        turn, old = supports[0]
        if _tells_both(check, one):
            return
        yield finding(
            check, "old_value", "must_see", (one.first, one.last), (turn, old.first, old.last)
        )
        return
    once = [(turn, q) for turn, q in holding if q.first in turn.once]
    if (
        len(once) == len(holding)
        and not _speaks_of_then(check, one)
        and not _tells_both(check, one)
    ):
        turn, q = once[0]
        yield finding(
            check, "old_value", "must_see", (one.first, one.last), (turn, q.first, q.last)
        )
        return
    other = _other_unit(check, one, holding)
    if other is not None:
        turn, q = other
        yield finding(check, "unit", "must_see", (one.first, one.last), (turn, q.first, q.last))
        return
    rival = _other_rate(check, one, holding)
    if rival is not None:
        turn, q = rival
        yield finding(
            check, "frequency", "must_see", (one.first, one.last), (turn, q.first, q.last)
        )
        return
    sure = [_probability(turn, q) for turn, q in holding]
    if max(sure) < UNSURE_BELOW:
        turn, q = holding[0]
        severity: Severity = "must_see" if is_dose(one) else "look"
        yield finding(check, "unsure", severity, (one.first, one.last), (turn, q.first, q.last))


def _speaks_of_then(check: Check, one: Quantity) -> bool:
    """Whether the note's sentence itself speaks of before."""
    words = check.statement.words
    return any(
        hit.label in ("change.then", "change.past", "change.formerly")
        and words[hit.first].sentence == words[one.first].sentence
        for hit in check.statement.scopes.cues
    )


def _other_unit(
    check: Check, one: Quantity, holding: list[tuple[Turn, Quantity]]
) -> tuple[Turn, Quantity] | None:
    """The value was said bare, and elsewhere with another unit of the same kind."""
    if not one.unit or any(q.unit for _, q in holding):
        return None
    for turn, q in check.amounts:
        if q.value == one.value and q.kind == one.kind and q.unit != one.unit and not q.weak:
            return turn, q
    return None


def _tells_both(check: Check, one: Quantity) -> bool:
    """Whether the note gives the new value beside the old: "van 100 naar 50 mg", "was 7,8"."""
    words = check.statement.words
    for other in check.statement.quantities:
        between = words[min(one.last, other.last) + 1 : max(one.first, other.first)]
        alike = other.unit == one.unit or "" in (other.unit, one.unit)
        if other.value == one.value or not alike or len(between) > _BESIDE:
            continue
        if any(token.low in units().passage for token in between):
            return True
    return False


def _other_rate(
    check: Check, one: Quantity, holding: list[tuple[Turn, Quantity]]
) -> tuple[Turn, Quantity] | None:
    """The said amount whose "per day" the note turned into "per week"."""
    if not one.per:
        return None
    if any(q.per == one.per for _, q in holding):
        return None
    rates = [
        (turn, q)
        for turn, q in check.amounts
        if (q.per or q.every) and (q.every or q.kind == one.kind or not q.kind)
    ]
    if any(one.per in (q.per, q.unit if q.every and q.value == "1" else "") for _, q in rates):
        return None
    asked = _asked_rate(check, one, holding)
    if asked is not None:
        return asked
    if one.per in _LONG_RATES and not _spoken_of(check, one):
        return holding[0]
    differing = [(turn, q) for turn, q in holding if q.per]
    near = [
        (turn, rate)
        for turn, rate in rates
        for where, q in holding
        if where is turn and 0 < rate.first - q.last <= _RATE_REACH
    ]
    return next(iter(differing or near), None)


def _spoken_of(check: Check, one: Quantity) -> bool:
    """Whether a week, a month or a year is named at all in the cited turns; money needs "per"."""
    if any(q.per == one.per for _, q in check.amounts):
        return True
    if one.kind == "money":
        hits = [h for t in check.turns for h in units().per.find(t.reading.words)]
        return any(hit.label == one.per and hit.last > hit.first for hit in hits)
    return any(
        (unit := units().by_word.get(token.low)) is not None and unit.name == one.per
        for turn in check.turns
        for token in turn.reading.words
    )


def _asked_rate(
    check: Check, one: Quantity, holding: list[tuple[Turn, Quantity]]
) -> tuple[Turn, Quantity] | None:
    """ "Hoeveel koffie op een dag?" gives the answer "zes koppen" its rate."""
    for turn, q in holding:
        if q.per or turn.asks is None:
            continue
        asking = check.said.turns[turn.asks]
        rates = {
            hit.label for hit in units().per.find(asking.reading.words) if hit.last > hit.first
        }
        if rates and one.per not in rates:
            return turn, q
    return None


def _unsupported(check: Check, one: Quantity) -> Finding:
    span = (one.first, one.last)
    same_value = [(t, q) for t, q in check.amounts if q.value == one.value and q.unit and one.unit]
    if same_value and one.value != "1":
        turn, q = same_value[0]
        return finding(check, "unit", "must_see", span, (turn, q.first, q.last))
    kind = _kind(one)
    rivals = [(t, q) for t, q in check.amounts if q.kind == one.kind and not q.weak]
    alike = [(t, q) for t, q in rivals if q.unit == one.unit] or rivals
    if not alike:
        return finding(check, kind, "must_see", span)
    turn, q = min(alike, key=lambda pair: _distance(one.value, pair[1].value))
    return finding(check, kind, "must_see", span, (turn, q.first, q.last))


def _supported_otherwise(check: Check, one: Quantity) -> bool:
    """Support that is no equal amount: both halves of a pressure, figures said one by one."""
    values = {q.value for _, q in check.amounts}
    if one.unit == "uur" and one.value.isdigit() and int(one.value) > _NOON:
        evening = str(int(one.value) - _NOON)  # "acht uur 's avonds" is 20 uur
        return any(q.unit == "uur" and q.value == evening for _, q in check.amounts)
    if one.value in _said_one_by_one(check):
        return True
    if one.value == "1" and not one.per and not is_dose(one) and one.kind in ("", "count"):
        return "1" in values  # the article will do
    if "/" in one.value:
        return all(part in values for part in one.value.split("/"))
    return False


def _said_one_by_one(check: Check) -> frozenset[str]:
    """Numbers spoken figure by figure: één één twee, vier vier nul acht één zeven."""
    return frozenset(run for turn in check.turns for run in figure_runs(turn.reading))


def _range_said(check: Check, one: Quantity) -> bool:
    """One end of "10-14 dagen" was said: the other end is a manner of writing."""
    for other in check.statement.quantities:
        between = check.statement.words[min(one.last, other.last) + 1 : max(one.first, other.first)]
        joined = other is not one and [token.text for token in between] in (["-"], ["–"])
        if joined and any(_bears_out(other, q) for _, q in check.amounts):
            return one.unit == other.unit
    return False


def _inside_date(check: Check, one: Quantity) -> bool:
    """The month of 1-1-2025 or 03/2021, which people say by name, and the whole of such a date."""
    words = check.statement.words
    span = words[max(0, one.first - 4) : one.last + 5]
    dated = any(token.is_digits and len(token.text) == 4 for token in span)
    before = words[one.first - 1].text if one.first else ""
    after = words[one.last + 1].text if one.last + 1 < len(words) else ""
    if before in "-/" and after in "-/" and before and after:
        return True
    return dated and not one.unit and "/" in (before, after)


def _enumerates(check: Check, one: Quantity) -> bool:
    """The number of a line: "2. Lab over 4 wk"."""
    words = check.statement.words
    follows = words[one.last + 1].text if one.last + 1 < len(words) else ""
    return one.first == 0 and not one.unit and follows in (".", ")")


def _labelled(check: Check, one: Quantity) -> bool:
    """The number of a finger, a grade: part of a name, not an amount; its range, too."""
    words = check.statement.words
    before = [words[place].low for place in range(max(0, one.first - 6), one.first)]
    return not one.unit and any(word in units().labels for word in before)


def _kind(one: Quantity) -> FindingKind:
    if one.is_frequency:
        return "frequency"
    return "dose" if is_dose(one) else "number"


def _probability(turn: Turn, one: Quantity) -> float:
    return min(turn.unsure.get(place, 1.0) for place in range(one.first, one.last + 1))


def _distance(left: str, right: str) -> int:
    """How many figures differ: 15 is nearer to 50 than to 7."""
    return abs(len(left) - len(right)) + sum(a != b for a, b in zip(left, right, strict=False))
