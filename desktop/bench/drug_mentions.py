"""Count the drug names that were said and heard right, and those heard that nobody said."""

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
    """The names to look for, each one word or more, spelled exactly so."""

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        self._names: frozenset[Name] = frozenset(tuple(name) for name in names if name)
        self._longest = max(map(len, self._names), default=0)

    def compare(self, true: Sequence[str], heard: Sequence[str]) -> DrugMentions:
        """Match the mentions in the heard words with those in the true ones, place by place."""
        said = self.mentions(true)
        free = self.mentions(heard)
        places = _places(true, heard)
        hits = 0
        for at, name in said:
            near = [one for one in free if one[1] == name and abs(one[0] - places[at]) <= _NEAR]
            if near:
                free.remove(min(near, key=lambda one: abs(one[0] - places[at])))
                hits += 1
        return DrugMentions(len(said), hits, len(free))

    def mentions(self, words: Sequence[str]) -> list[tuple[int, Name]]:
        """Where which name stands; the longest wins."""
        found: list[tuple[int, Name]] = []
        at = 0
        while at < len(words):
            for length in range(self._longest, 0, -1):
                name = tuple(words[at : at + length])
                if name in self._names:
                    found.append((at, name))
                    at += len(name) - 1
                    break
            at += 1
        return found


def listed_drugs() -> tuple[tuple[str, ...], ...]:
    """Each drug of the vocabulary with all its spellings and brands, its own name first."""
    return tuple(_lines((files("assets") / "vocabulary" / "drugs.txt").read_text("utf-8")))


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
