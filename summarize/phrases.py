"""Find phrases from a list in the words of a text.

A star at the end of a word means any ending. A word in capitals (AF, MS) is found in capitals only:
"af en toe" is no atrial fibrillation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarize.words import Token, fold, pieces


@dataclass(frozen=True)
class Hit:
    """One phrase of a list found in a text, from the first to the last token (both included)."""

    label: str
    first: int
    last: int


class Phrases:
    """Labelled phrases, prepared so that a text is read once for all of them."""

    def __init__(self, labelled: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._prefix: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, label in labelled:
            words = pieces(phrase)
            first = fold(words[0])
            if first.endswith("*"):
                self._prefix.setdefault(first[:3], []).append((words, label))
            else:
                self._exact.setdefault(first, []).append((words, label))

    def find(self, words: Sequence[Token]) -> tuple[Hit, ...]:
        """Every hit, the longest of a label at each place."""
        found: list[Hit] = []
        for place, token in enumerate(words):
            best: dict[str, int] = {}
            candidates = self._exact.get(token.low, ())
            for phrase, label in (*candidates, *self._prefix.get(token.low[:3], ())):
                if _matches(phrase, words, place):
                    best[label] = max(best.get(label, 0), len(phrase))
            found += [Hit(label, place, place + size - 1) for label, size in best.items()]
        return tuple(found)


def _matches(phrase: tuple[str, ...], words: Sequence[Token], place: int) -> bool:
    if place + len(phrase) > len(words):
        return False
    for offset, part in enumerate(phrase):
        token = words[place + offset]
        if part.endswith("*"):
            if not token.low.startswith(part[:-1]):
                return False
        elif part != (token.text if part.isupper() else token.low):
            return False
    return True
