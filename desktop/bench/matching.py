"""Read a statement as a row of words, numbers and signs, and find wordings in it."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from asr.transcript import Language
from summarize.numbers import numbers
from summarize.words import Token, fold, tokens

_SHORT = 2  # letters that count only whole
_INSIDE = 6  # letters from which a word also counts inside another one
_VOWEL = re.compile(r"[aeiouy]")
_PART = re.compile(r"[^\W_]+(?:'[^\W_]+)*|\S")
_SERIES = re.compile(r"0\d+")  # part of a phone number: its zero counts
_PASSED_OVER = frozenset("-/&'+")  # signs that do not part two words of one wording


@dataclass(frozen=True)
class Item:
    """A word in lower case, a number in its one form ("37,8", "3e", however spoken), or a sign."""

    kind: Literal["word", "number", "sign"]
    low: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True)
class Span:
    """Where a wording stands, from the first to the last item (both included)."""

    first: int
    last: int
    wording: str


@lru_cache(maxsize=4_000)
def read_items(text: str, language: Language) -> tuple[Item, ...]:
    """The items of a text. Words with a hyphen are two, so that "ex-roker" and "ex roker" meet."""
    pieces = tokens(text, language)
    counted = {one.first: one for one in numbers(pieces, language) if not one.weak}
    found: list[Item] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        number = counted.get(place)
        if number is None:
            found += _parts(piece)
            place += 1
            continue
        end = pieces[number.last].end
        value = piece.text if _SERIES.fullmatch(piece.text) else number.value
        value += "e" if number.ordinal else ""
        found.append(Item("number", value, piece.start, end, piece.sentence))
        place = number.last + 1
    return tuple(found)


def find(
    items: Sequence[Item], wordings: Iterable[str], language: Language, *, inside: bool = False
) -> tuple[Span, ...]:
    """Every place where one of the wordings stands; `inside` lets long words be part of others."""
    found: list[Span] = []
    for wording in wordings:
        parts = _wording(wording, language)
        for first in range(len(items)):
            last = _ends_at(items, first, parts, inside and len(parts) == 1)
            if last is not None:
                found.append(Span(first, last, wording))
    return tuple(found)


def is_cue(items: Sequence[Item], place: int, cues: Iterable[str]) -> bool:
    """Whether a cue of the list starts at this place; a star stands for any beginning or ending."""
    return any(_matches_cue(items, place, cue.split()) for cue in cues)


@cache
def cues() -> Mapping[str, tuple[str, ...]]:
    """The lists of assets/bench/matching.toml, each under "block.list"."""
    text = (files("assets") / "bench" / "matching.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            f"{block}.{name}": tuple(listed)
            for block, lists in tomllib.loads(text).items()
            for name, listed in lists.items()
        }
    )


def _parts(piece: Token) -> list[Item]:
    """A token as items; a word loses its hyphens, a short form (i.v.m.) stays one word."""
    if not piece.is_word and not piece.is_digits:
        return [Item("sign", piece.text, piece.start, piece.end, piece.sentence)]
    if "." in piece.text:
        return [Item("word", piece.low, piece.start, piece.end, piece.sentence)]
    return [
        Item(
            "number" if part.group().isdigit() else "word",
            fold(part.group()),
            piece.start + part.start(),
            piece.start + part.end(),
            piece.sentence,
        )
        for part in _PART.finditer(piece.text)
        if part.group() != "-"
    ]


@dataclass(frozen=True)
class _Part:
    number: bool
    low: str
    anywhere: bool
    whole: bool


@lru_cache(maxsize=20_000)
def _wording(wording: str, language: Language) -> tuple[_Part, ...]:
    """A wording cut up as the statements are. One of signs alone (+) is looked for as it stands."""
    anywhere = wording.startswith("*")
    read = read_items(wording.strip("*"), language)
    items = [item for item in read if item.kind != "sign"] or list(read)
    return tuple(
        _Part(
            number=item.kind == "number",
            low=item.low,
            anywhere=anywhere and place == 0,
            whole=place < len(items) - 1 or _counts_whole(item),
        )
        for place, item in enumerate(items)
    )


def _counts_whole(item: Item) -> bool:
    if item.kind != "word":
        return True
    low = item.low
    listed = any(low in cues()[f"whole.{name}"] for name in ("relatives", "small", "short"))
    return len(low) <= _SHORT or not _VOWEL.search(low) or listed


def _ends_at(items: Sequence[Item], first: int, parts: Sequence[_Part], inside: bool) -> int | None:
    """Where a wording that starts at this item ends, or nothing when it does not stand here."""
    place = first
    for count, part in enumerate(parts):
        while count and place < len(items) and items[place].low in _PASSED_OVER:
            place += 1
        if place >= len(items) or items[place].sentence != items[first].sentence:
            return None
        if not _fits(items[place], part, inside):
            return None
        place += 1
    return place - 1 if parts else None


def _fits(item: Item, part: _Part, inside: bool) -> bool:
    if part.number or item.kind == "number":
        # "41" is found in "41e"; "41e" is not found in "41".
        both = part.number and item.kind == "number"
        return both and item.low in (part.low, f"{part.low}e")
    if part.anywhere:
        return item.low.endswith(part.low) if part.whole else part.low in item.low
    if part.whole:
        return item.low == part.low
    if item.low.startswith(part.low):
        return True
    long = inside and len(part.low) >= _INSIDE and part.low not in cues()["inside.never"]
    return long and part.low in item.low


def _matches_cue(items: Sequence[Item], place: int, cue: Sequence[str]) -> bool:
    if place + len(cue) > len(items):
        return False
    return all(_fits_cue(items[place + offset].low, part) for offset, part in enumerate(cue))


def _fits_cue(low: str, part: str) -> bool:
    if part.startswith("*"):
        return low.endswith(part[1:])
    return low.startswith(part[:-1]) if part.endswith("*") else low == part
