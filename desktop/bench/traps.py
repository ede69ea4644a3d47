"""Whether a statement walks into a trap: says what was denied, corrected, or nobody's business."""

import re
from collections.abc import Sequence

from asr.transcript import Language
from desktop.bench.denials import conditional, denied, denies_itself
from desktop.bench.gold import GoldTrap
from desktop.bench.matching import Item, Span, cues, find, read_items

_JUST_BEFORE = 12  # letters: "3 wk hoest" as well as "hoest 3 wk"
_SERIES = re.compile(r"[a-z]{0,2}\d[\da-z]*")  # a service number, an account, a phone number


def fires(items: Sequence[Item], trap: GoldTrap, language: Language) -> bool:
    """Whether all groups of the trap stand in the statement and nothing clears it."""
    if trap.kind == "pii":
        return all(
            any(_gives_away(items, wording, language) for wording in group)
            for group in trap.must_not_contain
        )
    groups = [find(items, group, language) for group in trap.must_not_contain]
    if not all(groups) or find(items, trap.unless, language):
        return False
    spans = groups[0]
    if trap.asserted_only:
        spans = tuple(span for span in spans if _asserts(items, span, trap))
    return bool(spans) and _close_enough(items, spans, groups[1:], trap.near)


def _asserts(items: Sequence[Item], span: Span, trap: GoldTrap) -> bool:
    if denies_itself(items, span):
        return True
    if denied(items, span):
        return False
    return not (trap.hyp_ok and conditional(items, span, strong=False))


def _close_enough(
    items: Sequence[Item],
    spans: Sequence[Span],
    others: Sequence[Sequence[Span]],
    near: int | None,
) -> bool:
    """Whether a number of the other groups stands behind the thing it is about, or just before."""
    counted = [one for group in others for one in group if items[one.first].kind == "number"]
    if near is None or not counted:
        return True
    return any(
        -_JUST_BEFORE <= items[number.first].start - items[span.last].end <= near
        or 0 <= items[span.first].start - items[number.last].end <= _JUST_BEFORE
        for span in spans
        for number in counted
    )


def _gives_away(items: Sequence[Item], wording: str, language: Language) -> bool:
    """Whether the statement holds this name or number, in whatever groups it was spoken."""
    wanted = _run_together(read_items(wording, language))
    if not _SERIES.fullmatch(wanted):
        return bool(find(items, (wording,), language))
    return wanted in _run_together(items)


def _run_together(items: Sequence[Item]) -> str:
    """All words and digits without anything between; +31 is the 0 of a Dutch number."""
    found = ""
    for place, item in enumerate(items):
        abroad = item.low == "31" and place and items[place - 1].low == "+"
        if item.low in cues()["series.one"]:
            found += "1"
        elif item.kind != "sign":
            found += "0" if abroad else item.low.replace(",", "")
    return found
