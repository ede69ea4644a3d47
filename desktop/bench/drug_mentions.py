"""Count the drug names that were said and heard right, and those heard that nobody said."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

# A name counts as heard right this many words or less from where it was said.
_NEAR = 8

Name = tuple[str, ...]


@dataclass(frozen=True)
class DrugMentions:
    """Mentions in the true text, how many of them were heard, and how many were made up."""

    said: int = 0
    heard: int = 0
    never_said: int = 0

    def __add__(self, other: "DrugMentions") -> "DrugMentions":
        return DrugMentions(
            self.said + other.said, self.heard + other.heard, self.never_said + other.never_said
        )


class DrugNames:
    """The drugs to look for: the names of each, one word or more, spelled so but for accents."""

    def __init__(self, drugs: Iterable[Iterable[Sequence[str]]]) -> None:
        self._drug: dict[Name, int] = {}
        for number, names in enumerate(drugs):
            for name in names:
                if name:
                    self._drug.setdefault(_plain(name), number)
        self._longest = max(map(len, self._drug), default=0)

    def compare(self, true: Sequence[str], heard: Sequence[str]) -> DrugMentions:
        """Match the mentions in the heard words with those in the true ones, place by place.

        Another name of a drug that was said there is not heard right, but was not made up either.
        """
        free, places = self.mentions(heard), _places(true, heard)
        missed: list[tuple[int, int]] = []
        said = self.mentions(true)
        for at, name in said:
            if not _take(free, [one for one in free if one[1] == name], places[at]):
                missed.append((places[at], self._drug[name]))
        hits = len(said) - len(missed)
        for place, drug in missed:
            _take(free, [one for one in free if self._drug[one[1]] == drug], place)
        return DrugMentions(len(said), hits, len(free))

    def mentions(self, words: Sequence[str]) -> list[tuple[int, Name]]:
        """Where which name stands; the longest wins."""
        found: list[tuple[int, Name]] = []
        words = _plain(words)
        at = 0
        while at < len(words):
            for length in range(self._longest, 0, -1):
                name = tuple(words[at : at + length])
                if name in self._drug:
                    found.append((at, name))
                    at += len(name) - 1
                    break
            at += 1
        return found


def listed_drugs() -> tuple[tuple[str, ...], ...]:
    """Each drug of the vocabulary with all its spellings and brands, its own name first."""
    return tuple(_lines((files("assets") / "vocabulary" / "drugs.txt").read_text("utf-8")))


def _take(free: list[tuple[int, Name]], fitting: Sequence[tuple[int, Name]], place: int) -> bool:
    """Whether one of these was heard near that place; it is free no more."""
    near = [one for one in fitting if abs(one[0] - place) <= _NEAR]
    if near:
        free.remove(min(near, key=lambda one: abs(one[0] - place)))
    return bool(near)


def _plain(words: Sequence[str]) -> Name:
    """The words without accents: "lidocaine" is no other drug than "lidocaïne"."""
    parted = (unicodedata.normalize("NFD", word) for word in words)
    return tuple("".join(c for c in word if not unicodedata.combining(c)) for word in parted)


def _lines(text: str) -> Iterator[tuple[str, ...]]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            names = line.replace("=", ",", 1).split(",")
            yield tuple(name.strip() for name in names if name.strip())


def _places(true: Sequence[str], heard: Sequence[str]) -> list[int]:
    """For each true word, where among the heard words it stands or should stand."""
    places: list[int] = []
    for step in Levenshtein.opcodes(true, heard):
        for offset in range(step.src_end - step.src_start):
            places.append(min(step.dest_start + offset, max(step.dest_start, step.dest_end - 1)))
    return places
