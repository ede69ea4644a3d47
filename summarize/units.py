"""Units, frequencies and routes as written and spoken, read from assets/vocabulary/units.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from summarize.errors import VocabularyBroken
from summarize.phrases import Phrases
from summarize.words import fold

_NOT_UNITS = frozenset(
    {
        *("convert", "frequency", "times", "per", "every", "between", "range", "route"),
        *("label", "passage", "step"),
    }
)


@dataclass(frozen=True)
class Unit:
    """A unit in its canonical form and what it measures: mass, time, form, ..."""

    name: str
    kind: str


@dataclass(frozen=True)
class Units:
    """Every list of the file, prepared for looking up."""

    by_word: Mapping[str, Unit]
    phrases: Phrases  # units of more than one word
    kinds: Mapping[str, str]
    frequency: Phrases
    times: Mapping[str, str]
    per: Phrases
    every: frozenset[str]
    between: frozenset[str]
    range_words: frozenset[str]
    route: Phrases
    labels: frozenset[str]
    passage: frozenset[str]
    steps: frozenset[str]
    convert: Mapping[str, tuple[str, Decimal]]


@cache
def units() -> Units:
    """The unit lists."""
    try:
        data = tomllib.loads((files("assets") / "vocabulary" / "units.toml").read_text("utf-8"))
        return _prepared(data)
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise VocabularyBroken from error


def smallest(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """The amount in the smallest unit of its kind, so that 1 g and 1000 mg compare equal."""
    table = units().convert
    while unit in table:
        unit, factor = table[unit]
        value *= factor
    return value, unit


def _prepared(data: dict[str, dict[str, list[str]]]) -> Units:
    names = {
        fold(word): Unit(unit, kind)
        for kind, block in data.items()
        if kind not in _NOT_UNITS
        for unit, words in block.items()
        for word in words
    }
    long = [(word, unit.name) for word, unit in names.items() if " " in word]
    return Units(
        by_word=MappingProxyType({w: u for w, u in names.items() if " " not in w}),
        phrases=Phrases(long),
        kinds=MappingProxyType({unit.name: unit.kind for unit in names.values()}),
        frequency=_phrases(data["frequency"]),
        times=MappingProxyType({w: n for n, words in data["times"].items() for w in words}),
        per=_phrases(data["per"]),
        every=frozenset(map(fold, data["every"]["words"])),
        between=frozenset(map(fold, data["between"]["words"])),
        range_words=frozenset(map(fold, data["range"]["words"])),
        route=_phrases(data["route"]),
        labels=frozenset(map(fold, data["label"]["words"])),
        passage=frozenset(map(fold, data["passage"]["words"])),
        steps=frozenset(map(fold, data["step"]["words"])),
        convert=MappingProxyType(
            {
                unit: (str(to), Decimal(str(factor)))
                for unit, (to, factor) in data["convert"].items()
            }
        ),
    )


def _phrases(block: dict[str, list[str]]) -> Phrases:
    return Phrases([(phrase, label) for label, phrases in block.items() for phrase in phrases])
