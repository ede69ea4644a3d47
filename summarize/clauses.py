"""The stretches of a text between its commas, each with the words that say what it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from summarize.lexicon import plain_words
from summarize.note import Severity
from summarize.reading import Reading

DENYING = frozenset({"negation.before", "negation.around", "negation.after"})
_TELLING = 4  # letters of a word that a denial can be about
_HEADS = frozenset(":+-=")


@dataclass(frozen=True)
class Clause:
    """A stretch of a text between commas, as places of its words."""

    reading: Reading
    words: tuple[int, ...]
    heads: bool  # what comes behind the next sign is said of this

    @property
    def span(self) -> range:
        return range(self.words[0], self.words[-1] + 1)

    @cached_property
    def long(self) -> tuple[int, ...]:
        cues = {
            place
            for hit in self.reading.scopes.cues
            if hit.label.startswith("negation.")
            for place in range(hit.first, hit.last + 1)
        }
        words = self.reading.words
        return tuple(p for p in self.words if len(words[p].low) >= _TELLING and p not in cues)

    @cached_property
    def rare(self) -> tuple[int, ...]:
        skip = plain_words(self.reading.language)
        return tuple(p for p in self.long if self.reading.words[p].low not in skip)

    @property
    def telling(self) -> tuple[int, ...]:
        """The words that say what it is about; common words count when there are no others."""
        return self.rare or self.long

    @property
    def severity(self) -> Severity:
        """Common words are said so often, of so much, that a look is enough."""
        return "must_see" if self.rare else "look"

    def labels(self) -> frozenset[str]:
        return self.reading.scopes.labels(self.words[0], self.words[-1])


def clauses(reading: Reading) -> Iterator[Clause]:
    """The stretches of a text; what a denial opens belongs to its own."""
    rows: dict[tuple[int, int], list[int]] = {}
    cues = {hit.last for hit in reading.scopes.cues if hit.label in DENYING}
    joined: dict[int, int] = {}  # "niet sinds dinsdag": what a denial opens belongs to it
    part = 0
    for place, token in enumerate(reading.words):
        number = reading.scopes.clause[place]
        if place - 1 in cues:
            before = reading.scopes.clause[place - 1]
            joined[number] = joined.get(before, before)
        if token.text == ":":
            part += 1
        elif token.is_word:
            rows.setdefault((joined.get(number, number), part), []).append(place)
    for row in rows.values():
        behind = row[-1] + 1
        heads = behind < len(reading.words) and reading.words[behind].text in _HEADS
        yield Clause(reading, tuple(row), heads)
