"""Which amount, side and change belongs to which drug, measurement or complaint in a text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from asr.transcript import Language
from summarize.doses import Quantity
from summarize.lexicon import exclusive
from summarize.reading import Mention, Reading
from summarize.units import units

Change = Literal["", "stop", "start", "continue", "raise", "lower"]
Side = Literal["", "left", "right", "both"]

_DOSE_KINDS = frozenset({"mass", "volume", "form", "activity"})
_SIDES: dict[str, Side] = {"links": "left", "rechts": "right", "beiderzijds": "both"}
_SIDES |= {"left": "left", "right": "right", "bilateral": "both"}


@dataclass(frozen=True)
class Dosing:
    """How a drug is taken, as far as the text says so."""

    dose: Quantity | None
    frequency: Quantity | None
    as_needed: bool
    duration: Quantity | None
    route: str
    change: Change
    first: int  # the stretch of tokens that speaks about this drug
    last: int


def dosing(reading: Reading, drug: Mention) -> Dosing:
    """The dosing that stands with a drug: after it up to the next drug, else just before it."""
    first, last = _stretch(reading, drug)
    inside = [q for q in reading.quantities if first <= q.first <= last]
    ahead = [q for q in inside if q.first > drug.last] or inside
    return Dosing(
        dose=_first(ahead, _is_dose) or _first(inside, _is_dose) or _bare(reading, ahead, drug),
        frequency=_first(ahead, lambda q: q.is_frequency)
        or _first(inside, lambda q: q.is_frequency),
        as_needed=any(
            hit.label == "zn" and first <= hit.first <= last
            for hit in units().frequency.find(reading.words)
        ),
        duration=_first(ahead, lambda q: q.kind == "time" and not q.every),
        route=next(
            (h.label for h in units().route.find(reading.words) if first <= h.first <= last), ""
        ),
        change=change(reading, first, last),
        first=first,
        last=last,
    )


def change(reading: Reading, first: int, last: int) -> Change:
    """What a stretch says happens: stop, start, continue, raise, lower."""
    found: Change = ""
    for hit in reading.scopes.cues:
        block, _, name = hit.label.partition(".")
        if block != "change" or name == "past" or not first <= hit.first <= last:
            continue
        if name == "stop":
            return "stop"
        if not found:
            found = _as_change(name)
    return found


def side(reading: Reading, first: int, last: int) -> Side:
    """The side named with the words first to last: nearest in the same clause."""
    best: Side = ""
    nearest = 6  # tokens
    for place, spoken in sides(reading):
        if reading.words[place].sentence != reading.words[first].sentence:
            continue
        away = min(abs(place - first), abs(place - last))
        if away < nearest:
            best, nearest = spoken, away
    return best


def sides(reading: Reading) -> tuple[tuple[int, Side], ...]:
    """Every word for a side, with its place."""
    table = _side_words(reading.language)
    return tuple(
        (place, table[token.low])
        for place, token in enumerate(reading.words)
        if token.low in table and (len(token.low) > 1 or token.text.isupper())
    )


def value_after(reading: Reading, mention: Mention) -> Quantity | None:
    """The value of a measurement: the next amount before another measurement is named."""
    others = [
        m.first for m in reading.mentions if m.kind in ("test", "drug") and m.first > mention.last
    ]
    limit = min(others, default=len(reading.words))
    for one in reading.quantities:
        if mention.last < one.first < limit and one.first - mention.last <= 8 and not one.weak:
            if one.kind in ("time", "month", "count"):
                continue
            return one
    return None


@cache
def _side_words(language: Language) -> Mapping[str, Side]:
    """Every spelling of a side, from the first group of the file of opposites."""
    return MappingProxyType(
        {
            spelling: _SIDES[member]
            for spelling, member in exclusive(language)[0].items()
            if member in _SIDES
        }
    )


def _stretch(reading: Reading, drug: Mention) -> tuple[int, int]:
    sentence = reading.words[drug.first].sentence
    drugs = [m for m in reading.mentions if m.kind == "drug" and m.name != drug.name]
    before = [m.last for m in drugs if m.last < drug.first]
    after = [m.first for m in drugs if m.first > drug.last]
    first = max([*(b + 1 for b in before), _sentence_start(reading, sentence)])
    last = min([*(a - 1 for a in after), len(reading.words) - 1])
    if before and max(before) >= _sentence_start(reading, sentence):
        first = drug.first  # what stands between two drugs belongs to the first
    return first, _two_sentences(reading, sentence, last)


def _sentence_start(reading: Reading, sentence: int) -> int:
    return next(p for p, token in enumerate(reading.words) if token.sentence == sentence)


def _two_sentences(reading: Reading, sentence: int, last: int) -> int:
    """Speech often gives the dose in the next sentence: "Metoprolol. Vijftig milligram."""
    while last > 0 and reading.words[last].sentence > sentence + 1:
        last -= 1
    return last


def _first(found: list[Quantity], wanted: Callable[[Quantity], bool]) -> Quantity | None:
    return next((one for one in found if wanted(one)), None)


def _is_dose(one: Quantity) -> bool:
    return one.kind in _DOSE_KINDS


def _is_frequency(one: Quantity) -> bool:
    return one.is_frequency


def _bare(reading: Reading, ahead: list[Quantity], drug: Mention) -> Quantity | None:
    """A number without unit close behind the drug: "metoprolol, vijftig"."""
    for one in ahead:
        if not one.unit and not one.weak and 0 < one.first - drug.last <= 4:
            return one
    return None


def _as_change(name: str) -> Change:
    match name:
        case "start" | "continue" | "raise" | "lower":
            return name
        case _:
            return ""
