"""The words of the trade that a stretch of speech is compared with, by their sound."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from rapidfuzz import fuzz, process

from asr.sounding import blurred, letters, likeness, sound
from asr.transcript import Language

# A drug by its own name, by that of a maker, what somebody has, what one complains of, any other
# word of the trade, what is said in most conversations, or a word that the clinician (or Griffel
# for them) expects.
Kind = Literal["drug", "brand", "condition", "complaint", "other", "phrase", "own"]

_OTHERS = ("findings", "body", "tests", "care", "insurance")
_COMPLAINTS, _CONDITIONS, _PHRASES = "symptoms", "conditions", "phrases"
_SHORTEST = 5  # letters; shorter words sound like too much
_SPELLED_ALIKE = 85.0  # two names of one drug that sound so alike are one name
# How alike a stretch must sound before a term is weighed at all. There are more brands than drugs,
# few of them are said, and a short one sounds like too much: of nine brands that the model leaned
# to, the four that nobody had said were those of up to seven sounds (an LDL was taken for Haldol).
_ALIKE: dict[Kind, float] = {
    "drug": 77.0,
    "own": 77.0,
    "other": 80.0,
    "phrase": 80.0,
    "complaint": 84.0,
    "brand": 84.0,
    "condition": 86.0,
}
_SHORT: dict[Kind, tuple[int, float]] = {
    "brand": (8, 93.0),
    "drug": (6, 90.0),
    "phrase": (6, 88.0),
}
# Fewer of the blurred sounds in common than this are not looked at closer.
_CLOSER_LOOK = 64.0
_MOST = 12


@dataclass(frozen=True)
class Term:
    """A word, or a few, as it is written."""

    text: str
    kind: Kind

    @property
    def least(self) -> float:
        """How alike a stretch must sound to be taken for it."""
        fewer, least = _SHORT.get(self.kind, (0, 0.0))
        return least if len(sound(self.text)) < fewer else _ALIKE[self.kind]


@dataclass(frozen=True)
class Near:
    """A term that sounds like something, and how much (0-100)."""

    term: Term
    likeness: float


class Terms:
    """Terms by their sound."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = tuple(terms)
        self._sounds = tuple(sound(term.text) for term in self._terms)
        self._blurred = tuple(blurred(one) for one in self._sounds)
        self._least = tuple(term.least for term in self._terms)
        self._written = frozenset(_plain(term.text) for term in self._terms)
        self._drugs = frozenset(
            _plain(term.text) for term in self._terms if term.kind in ("drug", "brand")
        )

    def __contains__(self, words: str) -> bool:
        """Whether these words are a term as they stand, but for capitals and accents."""
        return _plain(words) in self._written

    def is_drug(self, words: str) -> bool:
        """Whether these words are the name of a drug, its own or a maker's."""
        return _plain(words) in self._drugs

    def near(self, sounds: str) -> Iterator[Near]:
        """The terms that sound enough alike."""
        found = process.extract(
            blurred(sounds),
            self._blurred,
            scorer=fuzz.ratio,
            score_cutoff=_CLOSER_LOOK,
            limit=_MOST,
        )
        for _, _, place in found:
            alike = likeness(sounds, self._sounds[place])
            if alike >= self._least[place]:
                yield Near(self._terms[place], alike)


def find_terms(language: Language, own: Sequence[str] = ()) -> Terms:
    """The listed words of a language, with these of the clinician's own."""
    listed = {term.text.lower(): term for term in _listed(language)}
    for text in own:
        low = text.strip().lower()
        if len(low) >= _SHORTEST and (low not in listed or listed[low].kind != "drug"):
            listed[low] = Term(text.strip(), "own")
    return Terms(listed.values())


@cache
def everyday(language: Language) -> frozenset[str]:
    """Words of every conversation, in lower case: one of them alone is what it says."""
    files_of = ("plain", "ordinary", "common", *_OTHERS)
    lines = (line for name in files_of for line in _lines(f"{name}.{language}.txt"))
    return frozenset(word.strip(",").lower() for line in lines for word in line.split())


@cache
def known_alone(language: Language) -> frozenset[str]:
    """The same, and every complaint and condition that is one word: "trombose" is no platelet."""
    named = (_CONDITIONS, _COMPLAINTS)
    lines = (line for name in named for line in _lines(f"{name}.{language}.txt"))
    names = (name.strip().lower() for line in lines for name in line.replace("=", ",").split(","))
    return everyday(language).union(name for name in names if name.isalpha())


@cache
def _listed(language: Language) -> tuple[Term, ...]:
    kinds: dict[str, Kind] = {_CONDITIONS: "condition", _COMPLAINTS: "complaint"}
    kinds |= dict.fromkeys(_OTHERS, "other")
    others = [Term(text, kind) for name, kind in kinds.items() for text in _words(name, language)]
    named = {term.text.lower() for term in others}
    phrases = (phrase for phrase in _phrases(language) if phrase.text.lower() not in named)
    return (*phrases, *others, *_drugs(language))


def _phrases(language: Language) -> Iterator[Term]:
    """In these small words count: "dan welt u" is "dan belt u"."""
    for line in _lines(f"{_PHRASES}.{language}.txt"):
        for text in line.split(","):
            if len(text.strip()) >= _SHORTEST:
                yield Term(text.strip(), "phrase")


def _drugs(language: Language) -> Iterator[Term]:
    for line in _lines("drugs.txt"):
        names = [name.strip() for name in line.replace("=", ",", 1).split(",")]
        spoken = _one_spelling([name for name in names if _is_long(name)], language)
        for name in spoken:
            same = likeness(sound(name), sound(names[0])) >= _SPELLED_ALIKE
            yield Term(name, "drug" if same else "brand")


def _one_spelling(names: Sequence[str], language: Language) -> list[str]:
    """The names of a drug without a second spelling: the Dutch stands first, the English last.

    In Dutch the one with its diaeresis is right, and the one without is for who types it so.
    """
    kept: list[str] = []
    for name in names:
        alike = [k for k in kept if likeness(sound(k), sound(name)) >= _SPELLED_ALIKE]
        if alike and (name.isascii() if language == "en" else not name.isascii()):
            kept[kept.index(alike[0])] = name
        elif not alike:
            kept.append(name)
    return kept


def _plain(words: str) -> str:
    return " ".join(letters(word) for word in words.split())


def _words(name: str, language: Language) -> Iterator[str]:
    for line in _lines(f"{name}.{language}.txt"):
        for text in line.replace("=", ",", 1).split(","):
            if "*" not in text and _is_long(text.strip()):
                yield text.strip()


def _is_long(text: str) -> bool:
    return len(text) >= _SHORTEST and min(map(len, text.split()), default=0) > 3


def _lines(file: str) -> Iterator[str]:
    text = (files("assets") / "vocabulary" / file).read_text(encoding="utf-8")
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line:
            yield line
