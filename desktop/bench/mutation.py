"""A mistake put into a statement of a note: another number, the other side, the denial turned."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from asr.transcript import Language
from desktop.bench.denials import conditional, denied
from desktop.bench.matching import Item, Span, cues, is_cue, read_items
from summarize.drugs import known_drug
from summarize.lexicon import concepts
from summarize.units import units
from summarize.words import tokens

NUMBER, DOSE, SIDE = "number", "dose", "side"
DENIED, AFFIRMED = "denial_added", "denial_dropped"
KINDS = (NUMBER, DOSE, SIDE, DENIED, AFFIRMED)

_DOSE_KINDS = frozenset({"mass", "volume", "activity", "form"})
_TERM_KINDS = frozenset({"symptom", "finding", "condition", "test", "care"})
_SAID_ELSEWHERE = 0.25  # of the numbers become one that was said of something else
_TELLING = 4  # letters of a word that a denial can be about
_PARTS = frozenset(",;:")


@dataclass(frozen=True)
class Mutation:
    """A statement with one mistake, and from where to where in it a finding should point."""

    kind: str
    text: str
    start: int
    end: int

    def named_by(self, written: str) -> bool:
        """Whether these words of the statement are those that the mistake is in."""
        places = (found.start() for found in re.finditer(re.escape(written), self.text))
        return any(at < self.end and at + len(written) > self.start for at in places)


def mutated(
    text: str, language: Language, said: Sequence[str], dice: random.Random
) -> Iterator[Mutation]:
    """One mistake of each kind that fits, at a place drawn by the dice.

    `said` are the figures of the conversation: a number that belongs to something else.
    """
    items = read_items(text, language)
    fitting = [
        *_numbers(text, items, language, said, dice),
        *_sides(text),
        *_denied(text, items, language),
        *_affirmed(text, items, language),
    ]
    for kind in KINDS:
        places = [one for one in fitting if one.kind == kind]
        if places:
            yield dice.choice(places)


def figures(text: str, language: Language) -> tuple[str, ...]:
    """The numbers of a text that may be written for another."""
    items = read_items(text, language)
    return tuple(item.low for item in items if item.kind == "number" and item.low[-1] != "e")


def _numbers(
    text: str, items: Sequence[Item], language: Language, said: Sequence[str], dice: random.Random
) -> Iterator[Mutation]:
    for place, item in enumerate(items):
        if item.kind != "number":
            continue
        ending = "e" if item.low.endswith("e") else ""
        value = item.low.removesuffix("e")
        others = [other for other in said if other != value]
        elsewhere = others and dice.random() < _SAID_ELSEWHERE
        new = dice.choice(others) if elsewhere else dice.choice(_near(value))
        written = (new if language == "nl" else new.replace(",", ".")) + ending
        kind = DOSE if _is_dose(items, place) else NUMBER
        yield _replaced(text, item.start, item.end, written, kind)


def _near(value: str) -> list[str]:
    """What somebody may write or hear for a number: one off, half, double, a figure shifted."""
    whole, comma, part = value.partition(",")
    if comma:
        return [f"{int(whole) + 1},{part}", f"{whole},{(int(part) + 1) % 10 or 1}"]
    number = int(value)
    options = [number + 1, number * 2, number * 10, int(value[::-1])]
    options += [number - 1, *([number // 2] if number % 2 == 0 else [])]
    return [str(other) for other in dict.fromkeys(options) if other > 0 and other != number]


def _is_dose(items: Sequence[Item], place: int) -> bool:
    unit = units().by_word.get(items[place + 1].low) if place + 1 < len(items) else None
    if unit is not None:
        return unit.kind in _DOSE_KINDS
    return place > 0 and bool(known_drug(items[place - 1].low))


def _sides(text: str) -> Iterator[Mutation]:
    others = _other_sides()
    whole = "|".join(word for word in others if not word.endswith("*"))
    parts = "|".join(word[:-1] for word in others if word.endswith("*"))
    for found in re.finditer(rf"\b(?:({parts})|(?:{whole})\b)", text, re.IGNORECASE):
        old = found.group()
        new = others[f"{old.lower()}*" if found[1] else old.lower()].removesuffix("*")
        new = new.capitalize() if old[0].isupper() else new
        yield _replaced(text, found.start(), found.end(), new, SIDE)


@cache
def _other_sides() -> Mapping[str, str]:
    pairs = [pair.split() for pair in cues()["mistake.sides"]]
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}


def _denied(text: str, items: Sequence[Item], language: Language) -> Iterator[Mutation]:
    """A denial before what a clause states."""
    pieces = tokens(text, language)
    named = [one for one in concepts(pieces, language) if one.kind in _TERM_KINDS]
    terms = {pieces[one.first].start for one in named}
    thing, other = cues()[f"mistake.denial_{language}"]
    for clause in _clauses(items):
        row = items[clause[0] : clause[1] + 1]
        words = [item for item in row if item.kind == "word" and len(item.low) >= _TELLING]
        if not words or row[0].kind == "number" or _unfit(items, clause):
            continue
        named_here = [item for item in row if item.start in terms]
        at = named_here[0].start if named_here else row[0].start
        yield _opened(text, at, thing if named_here else other, _sentence_end(items, clause[0]))


def _unfit(items: Sequence[Item], clause: tuple[int, int]) -> bool:
    """A heading, a condition, or a clause that denies already."""
    places = range(clause[0], clause[1] + 1)
    heads = clause[1] + 1 < len(items) and items[clause[1] + 1].low == ":"
    behind = cues()["denial.behind"]
    return (
        heads
        or any(_denies(items, place) or is_cue(items, place, behind) for place in places)
        or conditional(items, Span(clause[1], clause[1], ""), strong=True)
    )


def _opened(text: str, at: int, denial: str, end: int) -> Mutation:
    """The denial put in, with the capital that a sentence begins with."""
    begins = text[at].isupper() and not text[at : at + 2].isupper()
    denial = denial.capitalize() if begins else denial
    rest = text[at].lower() + text[at + 1 :] if begins else text[at:]
    added = len(denial) + 1
    return Mutation(DENIED, f"{text[:at]}{denial} {rest}", at, end + added)


def _affirmed(text: str, items: Sequence[Item], language: Language) -> Iterator[Mutation]:
    """A denial left out."""
    for clause in _clauses(items):
        for place in range(clause[0], clause[1] + 1):
            item = items[place]
            if not _denies(items, place) or clause[0] == clause[1]:
                continue
            rest = text[item.end :].lstrip(" ")
            if item.start == 0 or text[: item.start].rstrip().endswith((".", "?")):
                rest = rest[:1].upper() + rest[1:]
            removed = len(text) - item.start - len(rest)
            changed = f"{text[: item.start]}{rest}"
            end = _sentence_end(items, place) - removed
            if not _still_denied(changed, item.start, language):
                yield Mutation(AFFIRMED, changed, items[clause[0]].start, end)


def _still_denied(text: str, at: int, language: Language) -> bool:
    """Whether another denial reaches the word as well: geen koorts, hoest of benauwdheid."""
    items = read_items(text, language)
    here = [place for place, item in enumerate(items) if item.start >= at and item.kind == "word"]
    return bool(here) and denied(items, Span(here[0], here[0], ""))


def _denies(items: Sequence[Item], place: int) -> bool:
    words = [cue for cue in cues()["denial.before"] if " " not in cue]
    return is_cue(items, place, words) or is_cue(items, place, ("nee", "neen"))


def _clauses(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Each stretch between commas and full stops, as its first and last item."""
    first = 0
    for place, item in enumerate(items):
        ends = place + 1 == len(items) or item.sentence != items[place + 1].sentence
        if ends or item.low in _PARTS:
            places = [p for p in range(first, place + 1) if items[p].kind != "sign"]
            if places:
                yield places[0], places[-1]
            first = place + 1


def _sentence_end(items: Sequence[Item], place: int) -> int:
    return max(item.end for item in items if item.sentence == items[place].sentence)


def _replaced(text: str, start: int, end: int, new: str, kind: str) -> Mutation:
    return Mutation(kind, text[:start] + new + text[end:], start, start + len(new))
