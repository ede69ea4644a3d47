"""Whether a statement denies what it names, or names it as a condition only."""

from collections.abc import Sequence

from desktop.bench.matching import Item, Span, cues, is_cue

_REACH = 7  # words that a denial reaches forward without a comma
_BEHIND = 3  # words from a name to a denial behind it: "koorts is er niet"
_SHORT_ITEM = 2  # words of an item in a list that needs no closing "of"


def denied(items: Sequence[Item], span: Span) -> bool:
    """Whether "geen" stands before it, "niet" or a dash behind it, or a denied list holds it."""
    first, last = _clause(items, span)
    return _denied_before(items, span, first, last) or _denied_behind(items, span, last)


def denies_itself(items: Sequence[Item], span: Span) -> bool:
    """Whether the wording that was found holds a denial: "geen lenzen"."""
    return any(
        is_cue(items, place, cues()["denial.before"]) for place in range(span.first, span.last + 1)
    )


def conditional(items: Sequence[Item], span: Span, *, strong: bool) -> bool:
    """Whether "als", "bellen bij", "if" stands before it in the sentence.

    `strong` leaves out cues that may as well belong to a plan ("bij", "overwegen").
    """
    wanted = cues()["condition.strong"] + (() if strong else cues()["condition.weak"])
    return any(
        items[place].sentence == items[span.first].sentence
        and is_cue(items, place, wanted)
        and not is_cue(items, place, cues()["condition.past"])
        for place in range(span.first)
    )


def _clause(items: Sequence[Item], span: Span) -> tuple[int, int]:
    """The clause around it, as the first item and the one behind the last."""
    first = 0
    for place, item in enumerate(items):
        ends = item.low == ";" or is_cue(items, place, cues()["denial.contrast"])
        other = item.sentence != items[span.first].sentence
        if not (ends or other):
            continue
        if place < span.first:
            first = place + 1
        elif place > span.last:
            return first, place
    return first, len(items)


def _denied_before(items: Sequence[Item], span: Span, first: int, last: int) -> bool:
    places = [
        place
        for place in range(first, span.first)
        if is_cue(items, place, cues()["denial.before"]) or _is_dash_in_brackets(items, place)
    ]
    if not places:
        return False
    cue = places[-1]
    between = range(cue + 1, span.first)
    if any(is_cue(items, place, cues()["denial.cause"]) for place in between):
        return False
    if not any(items[place].low == "," for place in between):
        return sum(items[place].kind != "sign" for place in between) <= _REACH
    return _denies_the_list(items, cue, last)


def _denies_the_list(items: Sequence[Item], cue: int, last: int) -> bool:
    """Whether a denial goes on over the commas behind it."""
    if is_cue(items, cue, cues()["denial.all"]):
        return True
    parts: list[list[int]] = [[]]
    closed = False
    for place in range(cue + 1, last):
        if items[place].low == "," or is_cue(items, place, cues()["denial.and"]):
            parts.append([])
            continue
        closed = closed or (len(parts) > 1 and _closes(items, place))
        parts[-1] += [place] if items[place].kind != "sign" else []
    if closed:
        return True
    single = is_cue(items, cue, cues()["denial.one"])
    return not single and all(len(part) <= _SHORT_ITEM for part in parts)


def _closes(items: Sequence[Item], place: int) -> bool:
    return items[place].low == "/" or is_cue(items, place, cues()["denial.or"])


def _denied_behind(items: Sequence[Item], span: Span, last: int) -> bool:
    place = span.last + 1
    if place < last and items[place].low == ":":
        colon = place + 1
        return colon < last and (
            is_cue(items, colon, cues()["denial.before"] + cues()["denial.behind"])
            or items[colon].low == "-"
        )
    ahead = range(place, last)
    if _shares_a_denial(items, place, last):
        return True
    counted = 0
    for here in ahead:
        if is_cue(items, here, cues()["denial.of_nothing"]) and counted <= _BEHIND:
            return True
        if items[here].low == "," or is_cue(items, here, cues()["denial.and"]):
            return False
        if counted <= _BEHIND and (
            is_cue(items, here, cues()["denial.behind"]) or _is_minus(items, here)
        ):
            return True
        counted += items[here].kind != "sign"
    return False


def _shares_a_denial(items: Sequence[Item], place: int, last: int) -> bool:
    """Two verbs with one denial: "rookt en drinkt niet"."""
    return (
        place + 2 < last
        and is_cue(items, place, cues()["denial.and"])
        and items[place + 1].kind == "word"
        and is_cue(items, place + 2, cues()["denial.one"])
    )


def _is_dash_in_brackets(items: Sequence[Item], place: int) -> bool:
    return (
        0 < place < len(items) - 1
        and items[place].low == "-"
        and (items[place - 1].low, items[place + 1].low) == ("(", ")")
    )


def _is_minus(items: Sequence[Item], place: int) -> bool:
    """A dash that stands alone is a denial (koorts -), one that joins is not (6-7)."""
    if items[place].low != "-":
        return False
    if _is_dash_in_brackets(items, place):
        return True
    before = items[place - 1].end < items[place].start if place else True
    behind = place + 1 == len(items) or items[place].end < items[place + 1].start
    ends = place + 1 < len(items) and items[place + 1].low in ",.;)"
    return before and (behind or ends)
