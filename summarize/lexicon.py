"""Concepts of the trade with their lay and professional names, read from assets/vocabulary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from asr.transcript import Language
from summarize.errors import VocabularyBroken
from summarize.phrases import Phrases
from summarize.words import Token, fold, stem

ConceptKind = Literal["symptom", "finding", "condition", "test", "care", "body", "topic", "heading"]

_FILES: Mapping[str, ConceptKind] = MappingProxyType(
    {
        "symptoms": "symptom",
        "findings": "finding",
        "conditions": "condition",
        "tests": "test",
        "as_heard": "test",
        "care": "care",
        "body": "body",
        "topics": "topic",
        "headings": "heading",
    }
)

_TELLING = 5  # letters from which a word of a name says what the concept is


@dataclass(frozen=True)
class Concept:
    """A concept named in a text, with the tokens that name it."""

    kind: ConceptKind
    name: str
    first: int
    last: int


def concepts(words: Sequence[Token], language: Language) -> tuple[Concept, ...]:
    """The concepts in the words; where names overlap, only the longest counts."""
    hits = _phrases(language).find(words)
    longest: dict[int, int] = {}
    for hit in hits:
        for place in range(hit.first, hit.last + 1):
            longest[place] = max(longest.get(place, 0), hit.last - hit.first)
    found = []
    for hit in hits:
        if hit.last - hit.first >= min(longest[p] for p in range(hit.first, hit.last + 1)):
            kind, _, name = hit.label.partition(":")
            found.append(Concept(cast(ConceptKind, kind), name, hit.first, hit.last))
    return tuple(found)


@cache
def name_stems(language: Language, kind: str, name: str) -> tuple[frozenset[str], ...]:
    """For every name that a concept has, the forms of its telling words."""
    return _name_stems(language).get(f"{kind}:{name}", ())


@cache
def vitals() -> frozenset[str]:
    """Tests that are vital signs."""
    return frozenset(_lines("vitals"))


@cache
def red_flags(language: Language) -> frozenset[str]:
    """Concepts that must not be missing from a note once the patient has them."""
    return frozenset(_lines("red_flags", language))


@cache
def plain_words(language: Language) -> frozenset[str]:
    """Folded words and stems that state nothing by themselves: since, further, discussed, pt."""
    listed = {fold(word) for line in _lines("plain", language) for word in line.split()}
    return frozenset(listed | {stem(word, language) for word in listed})


@cache
def ordinary_words(language: Language) -> frozenset[str]:
    """Folded words of every day, which are right as they stand."""
    return frozenset(fold(word) for line in _lines("ordinary", language) for word in line.split())


@cache
def listed_names(language: Language) -> tuple[str, ...]:
    """All names of all concepts; stars stay on."""
    return tuple(phrase for phrase, _ in _labelled(language))


@cache
def listed_words(language: Language) -> frozenset[str]:
    """The words of all names and the plain words; stars stay on."""
    phrases = (*listed_names(language), *_lines("plain", language))
    return frozenset(word for phrase in phrases for word in fold(phrase).split())


@cache
def illnesses(language: Language) -> frozenset[str]:
    """Conditions with a name of one word."""
    named = _labelled(language)
    return frozenset(fold(name) for name, label in named if label.startswith("condition:"))


@cache
def opposites(language: Language) -> Phrases:
    """Words of which one rules out another: left and right, March and May, wet and dry.

    The labels are the number of the group and the member that a spelling stands for: "0:links".
    """
    labelled: list[tuple[str, str]] = []
    for number, line in enumerate(_lines("opposites", language)):
        for member in line.split("|"):
            spellings = [s.strip() for s in member.split(",") if s.strip()]
            labelled += [(spelling, f"{number}:{spellings[0]}") for spelling in spellings]
    return Phrases(labelled)


@cache
def _name_stems(language: Language) -> Mapping[str, tuple[frozenset[str], ...]]:
    small = plain_words(language)
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for phrase, label in _labelled(language):
        words = [w for w in fold(phrase).replace("*", "").split() if w not in small]
        stems = frozenset(stem(word, language) for word in words if len(word) >= _TELLING)
        if stems:
            found[label] = (*found.get(label, ()), stems)
    return MappingProxyType(found)


@cache
def _phrases(language: Language) -> Phrases:
    return Phrases(_labelled(language))


@cache
def _labelled(language: Language) -> tuple[tuple[str, str], ...]:
    labelled: list[tuple[str, str]] = []
    for file, kind in _FILES.items():
        for line in _lines(file, language):
            name, _, others = line.partition("=")
            names = [name.strip(), *(part.strip() for part in others.split(","))]
            label = f"{kind}:{names[0].rstrip('*').strip()}"
            labelled += [(one, label) for one in names if one]
    return tuple(labelled)


def _lines(file: str, language: Language | None = None) -> tuple[str, ...]:
    name = f"{file}.{language}.txt" if language else f"{file}.txt"
    place = files("assets") / "vocabulary" / name
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyBroken from error
    return tuple(
        line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")
    )
