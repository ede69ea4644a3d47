"""Which amount, side and change belongs to which drug, measurement or complaint in a text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from summarize.cues import small
from summarize.doses import Quantity
from summarize.reading import Mention, Reading
from summarize.units import units

Change = Literal["", "stop", "start", "continue", "raise", "lower"]

_DOSE_KINDS = frozenset({"mass", "volume", "form", "activity", "share"})
_VERB_OBJECT = 3  # tokens between a verb and its object: stop met de amlodipine
_PAUSES = frozenset({",", ".", ";", ":", "?", "!"})
_SHORT_SENTENCE = 8  # words


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
        change=change(reading, drug),
        first=first,
        last=last,
    )


def change(reading: Reading, drug: Mention) -> Change:
    """What the text says happens to a drug: stop, start, continue, raise, lower."""
    found: Change = ""
    for hit in reading.scopes.cues:
        block, _, name = hit.label.partition(".")
        if block != "change" or name == "past":
            continue
        if reading.scopes.hypothetical[hit.first]:
            continue  # "stop bij diarree" stops nothing now
        if _object(reading, hit.first, hit.last) != drug.first:
            continue
        now = _as_change(name)
        own_denial = reading.words[hit.first].low in small(reading.language, "denials")
        if now == "stop" and not own_denial and reading.scopes.polarity[hit.first] == "absent":
            now = "continue"
        if not now:
            continue
        if now == "stop" and found in ("continue", "raise", "lower"):
            return ""  # goes on first and stops later
        found = now if not found or "stop" in (now, found) else found
    return found


def denied(reading: Reading, drug: Mention) -> bool:
    """Whether a drug was not taken or is not given, in its own clause or by "die heb ik niet"."""
    if drug.polarity == "absent":
        return True
    scope = reading.scopes
    own = scope.clause[drug.first]
    for hit in scope.cues:
        if hit.label != "negation.around" or scope.clause[hit.first] not in (own + 1, own + 2):
            continue
        opening = [
            token.low
            for place, token in enumerate(reading.words)
            if token.is_word and scope.clause[place] == scope.clause[hit.first]
        ][:2]
        same = reading.words[hit.first].sentence == reading.words[drug.first].sentence
        rival = any(m.kind == "drug" and drug.last < m.first < hit.first for m in reading.mentions)
        taken = any(
            h.label == "change.taking" and scope.clause[h.first] == scope.clause[hit.first]
            for h in scope.cues
        )
        pointed = any(word in small(reading.language, "that") for word in opening) or opening[
            :1
        ] == [reading.words[hit.first].low]
        if same and taken and not rival and pointed:
            return True
    return False


def _object(reading: Reading, first: int, last: int) -> int:
    """The drug (its first token) that a word of change is about.

    "Stopped the paracetamol": the drug right behind the verb; else the last one before it in the
    same sentence, which a short next sentence may go on about.
    """
    drugs = [m for m in reading.mentions if m.kind == "drug"]
    stops = _PAUSES | small(reading.language, "breaks_object")
    for one in drugs:
        between = reading.words[last + 1 : one.first]
        if (
            one.first > last
            and len(between) <= _VERB_OBJECT
            and not any(t.low in stops for t in between)
        ):
            return one.first
    sentence = reading.words[first].sentence
    for one in reversed([m for m in drugs if m.first <= first]):
        spoken = reading.words[one.first].sentence
        if spoken == sentence or (spoken == sentence - 1 and _goes_on(reading, sentence)):
            return one.first
        break
    return -1


def _goes_on(reading: Reading, sentence: int) -> bool:
    """Whether a sentence is short enough to be about the drug of the one before."""
    size = sum(1 for token in reading.words if token.sentence == sentence and token.is_word)
    return size <= _SHORT_SENTENCE


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
        case "stop" | "formerly":
            return "stop"
        case "start" | "continue" | "raise" | "lower":
            return name
        case _:
            return ""
