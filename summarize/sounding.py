"""Words heard nearly right: the listed word of the trade that an unknown word sounds like."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from asr.transcript import Language
from summarize.drugs import known_drug, sounds_like
from summarize.lexicon import illnesses, listed_words
from summarize.wording import wording
from summarize.words import fold

_SHORTEST = 4  # letters; shorter words sound like too many others
_LONG = 6  # sounds from which one of them may be wrong
# Spellings of one sound; a d at the end of a word is a t.
_SOUNDS = (
    ("sch", "s"), ("ch", "g"), ("ij", "y"), ("ei", "y"), ("ou", "w"), ("au", "w"), ("ie", "i"),
    ("oe", "u"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"), ("v", "f"), ("z", "s"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def meant(low: str, language: Language, *, doubted: bool = False) -> str:
    """The one listed word that this unknown word sounds like, or nothing.

    The sound must be the same; of a word heard with doubt one sound may differ, unless the listed
    word is an illness. Never a drug and never a number: those a finding may suggest. On what
    whisper-base heard this raised the facts kept from 41 to 44 in a hundred. Dutch only: English
    spelling says too little about sound (lose, loose).
    """
    if language != "nl" or len(low) < _SHORTEST or not low.isalpha() or _is_known(low, language):
        return ""
    if known_drug(low) or sounds_like(low, beside_dose=True):
        return ""
    key = _sound(low)
    found = _by_sound(language).get(key, frozenset())
    if not found and doubted and len(key) >= _LONG:
        near = _by_sound_less_one(language)
        keys = {one for less in _less_one(key) for one in near.get(less, ()) if _is_near(key, one)}
        found = frozenset(w for one in keys for w in _by_sound(language)[one])
        found -= illnesses(language)
    return next(iter(found)) if len(found) == 1 else ""


def _is_near(key: str, other: str) -> bool:
    """Whether one sound was added, left out or changed, the first one excepted."""
    if key[0] != other[0]:
        return False
    if len(key) == len(other):
        return sum(a != b for a, b in zip(key, other, strict=True)) == 1
    long, short = sorted((key, other), key=len, reverse=True)
    return short in set(_less_one(long))


def _is_known(low: str, language: Language) -> bool:
    if low in _listed(language):
        return True
    return low in wording(language).lexicon(*_TELLING)


def _sound(low: str) -> str:
    word = low[:-1] + "t" if low.endswith("d") else low
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return "".join(c for place, c in enumerate(word) if not place or c != word[place - 1])


def _less_one(key: str) -> Iterator[str]:
    yield key
    for place in range(len(key)):
        yield key[:place] + key[place + 1 :]


@cache
def _by_sound(language: Language) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word in _listed(language, whole=True):
        if len(word) >= _SHORTEST and word.isalpha():
            found.setdefault(_sound(word), set()).add(word)
    return MappingProxyType({key: frozenset(words) for key, words in found.items()})


@cache
def _by_sound_less_one(language: Language) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key in _by_sound(language):
        if len(key) >= _LONG:
            for less in _less_one(key):
                found.setdefault(less, []).append(key)
    return MappingProxyType({less: tuple(keys) for less, keys in found.items()})


@cache
def _listed(language: Language, *, whole: bool = False) -> frozenset[str]:
    """The words of all lists; `whole` leaves out beginnings of words, written with a star."""
    words = {word for phrase in _strings(wording(language).blocks) for word in phrase.split()}
    words |= listed_words(language)
    kept = (word for word in words if not word.startswith("*"))
    return frozenset(fold(word.strip("*")) for word in kept if not (whole and "*" in word))


def _strings(block: Any) -> Iterator[str]:
    if isinstance(block, str):
        yield block
    elif isinstance(block, list):
        for one in block:
            yield from _strings(one)
    elif isinstance(block, dict):
        for key, one in block.items():
            yield key
            yield from _strings(one)


_TELLING = tuple(
    f"vocabulary.{name}"
    for name in ("symptom", "body", "finding", "test", "treatment", "habit", "social", "time")
)
