"""Numbers and units among heard words: they are never corrected, at most doubted."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from asr.sounding import likeness, sound
from asr.transcript import Language

_AS_GOOD_AS = 85.0  # "miligramm" is milligram


@dataclass(frozen=True)
class _Numerals:
    whole: frozenset[str]
    endings: tuple[str, ...]
    units: tuple[str, ...]  # as they sound
    spans: frozenset[str]
    rivals: Mapping[str, str]


@lru_cache(maxsize=20_000)
def is_amount(word: str, language: Language) -> bool:
    """Whether a bare lower-case word is a number or a unit, or is heard for one."""
    known = _numerals(language)
    if any(letter.isdigit() for letter in word) or word in known.whole:
        return True
    if word.endswith(known.endings) and len(word) > 4:
        return True
    return word in known.spans or any(
        likeness(sound(word), unit) >= _AS_GOOD_AS for unit in known.units
    )


def rival(word: str, language: Language) -> str:
    """The number that sounds nearly the same, if there is one: 50 for 15, vijftig for vijftien."""
    return _numerals(language).rivals.get(word, "")


@cache
def _numerals(language: Language) -> _Numerals:
    text = (files("assets") / "vocabulary" / "numerals.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[language]
    pairs = [tuple(pair) for pair in table["pairs"]]
    return _Numerals(
        whole=frozenset(table["whole"]),
        endings=tuple(table["endings"]),
        units=tuple(sound(unit) for unit in table["units"]),
        spans=frozenset(table["spans"]),
        rivals={one: other for pair in pairs for one, other in (pair, pair[::-1])},
    )
