"""Cues: the words that count, deny, doubt, ask, answer and promise, read from assets/cues."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from asr.transcript import Language
from asr.value import Value
from summarize.errors import CuesBroken
from summarize.phrases import Phrases


class Counting(Value):
    """How a language says numbers, as far as single numerals do not say it."""

    article: frozenset[str]
    surely_one: frozenset[str] = frozenset()
    joiners: frozenset[str]
    multipliers: frozenset[str]
    decimal_words: frozenset[str]
    over: frozenset[str]  # between the two values of a blood pressure
    halves: frozenset[str]
    fixed_halves: dict[str, str]
    half_endings: tuple[str, ...] = ()
    respell: tuple[tuple[str, str], ...] = ()
    centuries: tuple[tuple[str, int], ...] = ()
    ordinal_endings: tuple[str, ...]
    words: dict[str, int]
    times: frozenset[str] = frozenset()  # a small number before one of these stands by itself
    spans: frozenset[str] = frozenset()  # the same for the last figure of a decimal
    pairs: bool = False
    small: tuple[str, ...] = ()  # 0 to 19
    tens: tuple[str, ...] = ()
    hundred: str = ""
    joint: str = ""  # between ones and tens that are written as one word
    word_endings: tuple[str, ...] = ()  # of other forms of a word


@cache
def counting(language: Language) -> Counting:
    """The counting words of a language."""
    try:
        return Counting.model_validate(_file(language)["counting"])
    except (KeyError, ValidationError) as error:
        raise CuesBroken from error


@cache
def cues(language: Language) -> Phrases:
    """All cue phrases of a language, each labelled with the block and list it stands in."""
    labelled: list[tuple[str, str]] = []
    for block, lists in _file(language).items():
        if block not in ("counting", "small", "addition"):
            labelled += [(p, f"{block}.{name}") for name, ps in lists.items() for p in ps]
    return Phrases(labelled)


@cache
def cue_words(language: Language, block: str, name: str) -> tuple[str, ...]:
    """The phrases of one list, as written in the file."""
    try:
        return tuple(_file(language)[block][name])
    except KeyError as error:
        raise CuesBroken from error


@cache
def small(language: Language, name: str) -> frozenset[str]:
    """The small words that do one task."""
    return frozenset(cue_words(language, "small", name))


@cache
def _file(language: Language) -> dict[str, Any]:
    text = (files("assets") / "cues" / f"{language}.toml").read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CuesBroken from error
