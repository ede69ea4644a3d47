"""Drug names: which are named in a text, and which listed name an unknown word sounds like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from rapidfuzz import fuzz, process

from summarize.phrases import Phrases
from summarize.words import Token, fold

# Below this likeness of sound two names are different words. On the development set, at 82, 8 of
# 1,274 ordinary words of six letters and more resemble a drug, and 52 of 108 drug names are found
# in what whisper-base heard; at 74, 36 and 68. Beside a dose the lower one is safe.
_ALIKE = 82.0
_ALIKE_BESIDE_DOSE = 74.0
_LONG_BESIDE_DOSE = 8  # sounds from which the lower likeness counts
_SHORTEST_UNLISTED = 8  # letters; shorter words with such an ending are often something else
_SHORTEST_HEARD = 6  # letters; shorter words resemble too many names


@dataclass(frozen=True)
class DrugName:
    """A drug named in a text: the INN and the tokens that name it."""

    inn: str
    first: int
    last: int


def drug_names(words: Sequence[Token]) -> tuple[DrugName, ...]:
    """The drugs named by their INN, another spelling or a brand; the longest name wins."""
    found: list[DrugName] = []
    for hit in _long_names().find(words):
        found.append(DrugName(hit.label, hit.first, hit.last))
    taken = {place for one in found for place in range(one.first, one.last + 1)}
    for place, token in enumerate(words):
        if place not in taken and token.is_word:
            inn = known_drug(token.low)
            if inn:
                found.append(DrugName(inn, place, place))
    return tuple(sorted(found, key=lambda one: one.first))


@lru_cache(maxsize=20_000)
def known_drug(low: str) -> str:
    """The INN behind a folded word, or nothing; English and Dutch endings count as one."""
    names = _names()
    if low in names:
        return names[low]
    if len(low) < 6:
        return ""
    for form in (low.rstrip("s"), low.split("-")[0]):
        if len(form) >= 6 and form in names:
            return names[form]
    listed = _by_sound().get(sound(low), "")
    return listed or (low if _ends_like_a_drug(low) else "")


def name_as_said(inn: str, said: str) -> str:
    """The listed name of a drug that comes nearest to how it was named: penicillin, Tylenol."""
    names = _names_of().get(inn, (inn,))
    best = process.extractOne(fold(said), names, scorer=fuzz.ratio)
    return best[0] if best else inn


@cache
def _names_of() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, inn in _entries():
        found[inn] = (*found.get(inn, ()), name)
    return MappingProxyType(found)


def respelled_drug(low: str) -> str:
    """The one listed name with the same sound as a word that is spelled otherwise, or nothing."""
    if low in _names() or len(low) < _SHORTEST_HEARD:
        return ""
    names = _same_sound().get(sound(low), frozenset())
    return next(iter(names)) if len(names) == 1 else ""


@cache
def _same_sound() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in _names():
        found.setdefault(sound(name), set()).add(name)
    return MappingProxyType({key: frozenset(names) for key, names in found.items()})


def _ends_like_a_drug(low: str) -> bool:
    """Whether a word that no list holds has the ending of a family of drugs.

    One that sounds like a listed name is more likely that name misheard, and only a suggestion.
    """
    return len(low) >= _SHORTEST_UNLISTED and low.endswith(_endings()) and not sounds_like(low)


@cache
def _endings() -> tuple[str, ...]:
    text = (files("assets") / "vocabulary" / "drug_endings.txt").read_text(encoding="utf-8")
    return tuple(
        word for line in text.splitlines() if not line.startswith("#") for word in line.split()
    )


@lru_cache(maxsize=20_000)
def sounds_like(heard: str, *, beside_dose: bool = False) -> str:
    """The listed name nearest in sound to what was heard, a suggestion; empty if none is."""
    plain = fold(heard).replace(" ", "").replace("'", "").replace("-", "")
    key = sound(plain)
    if len(key) < _SHORTEST_HEARD:
        return ""
    loose = beside_dose and len(key) >= _LONG_BESIDE_DOSE
    cutoff = _ALIKE_BESIDE_DOSE if loose else _ALIKE
    best = process.extractOne(key, _sound_list(), scorer=fuzz.ratio, score_cutoff=cutoff)
    return _by_sound()[best[0]] if best else ""


@lru_cache(maxsize=20_000)
def sound(low: str) -> str:
    """A word as it sounds, for comparing: fenytoine and phenytoin, cefalexine and kefalexine."""
    word = low
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    if word.endswith("e") and len(word) > 5:
        word = word[:-1]
    return "".join(
        letter for place, letter in enumerate(word) if place == 0 or letter != word[place - 1]
    )


_SOUNDS = (
    ("ph", "f"),
    ("th", "t"),
    ("sch", "s"),
    ("ch", "g"),
    ("qu", "k"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
    ("x", "ks"),
    ("y", "i"),
    ("ij", "ei"),
    ("ie", "i"),
    ("oe", "u"),
    ("ae", "e"),
    ("z", "s"),
    ("v", "f"),
    ("h", ""),
)


@cache
def _names() -> Mapping[str, str]:
    """Folded name -> INN, for names of one word."""
    return MappingProxyType({name: inn for name, inn in _entries() if " " not in name})


@cache
def _long_names() -> Phrases:
    return Phrases([(name, inn) for name, inn in _entries() if " " in name])


@cache
def _by_sound() -> Mapping[str, str]:
    return MappingProxyType({sound(name): inn for name, inn in _entries()})


@cache
def _sound_list() -> tuple[str, ...]:
    return tuple(name for name in _by_sound() if len(name) >= _SHORTEST_HEARD)


@cache
def _entries() -> tuple[tuple[str, str], ...]:
    text = (files("assets") / "vocabulary" / "drugs.txt").read_text(encoding="utf-8")
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        inn, _, others = line.partition("=")
        inn = inn.strip()
        found.append((fold(inn), inn))
        found += [(fold(other.strip()), inn) for other in others.split(",") if other.strip()]
    return tuple(found)
