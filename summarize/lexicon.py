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

ConceptKind = Literal["symptom", "finding", "condition", "test", "care", "body"]

_FILES: Mapping[str, ConceptKind] = MappingProxyType(
    {
        "symptoms": "symptom",
        "findings": "finding",
        "conditions": "condition",
        "tests": "test",
        "care": "care",
        "body": "body",
    }
)


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
def plain_words(language: Language) -> frozenset[str]:
    """Folded words and stems that state nothing by themselves: since, further, discussed, pt."""
    listed = {fold(word) for line in _lines("plain", language) for word in line.split()}
    return frozenset(listed | {stem(word, language) for word in listed})


@cache
def exclusive(language: Language) -> tuple[Mapping[str, str], ...]:
    """Groups of which one member rules out another: left and right, March and May, wet and dry.

    Each group maps every spelling to the member it stands for.
    """
    groups: list[Mapping[str, str]] = []
    for line in _lines("opposites", language):
        members: dict[str, str] = {}
        for member in line.split("|"):
            spellings = [fold(s.strip()) for s in member.split(",") if s.strip()]
            members.update(dict.fromkeys(spellings, spellings[0]))
        groups.append(MappingProxyType(members))
    return tuple(groups)


@cache
def _phrases(language: Language) -> Phrases:
    labelled: list[tuple[str, str]] = []
    for file, kind in _FILES.items():
        for line in _lines(file, language):
            name, _, others = line.partition("=")
            names = [name.strip(), *(part.strip() for part in others.split(","))]
            label = f"{kind}:{names[0].rstrip('*').strip()}"
            labelled += [(one, label) for one in names if one]
    return Phrases(labelled)


def _lines(file: str, language: Language) -> tuple[str, ...]:
    place = files("assets") / "vocabulary" / f"{file}.{language}.txt"
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyBroken from error
    return tuple(
        line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")
    )
