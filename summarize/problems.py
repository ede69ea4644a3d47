"""Several problems in one visit: a report for each, when speakers set them apart."""

from collections.abc import Sequence
from dataclasses import replace

from summarize.piece import Piece
from summarize.spoken import Word
from summarize.wording import Wording

_TELLING = frozenset({"symptom", "condition", "body", "finding", "care"})
_SHORTEST_SHARED = 3  # letters of a word that ends another: rug in onderrug


def by_problem(pieces: Sequence[Piece], lists: Wording) -> tuple[list[Piece], dict[int, str]]:
    """The pieces, each with the number of its problem, and the names of the problems.

    History carries the number it got while it was told. Findings, conclusions and plans go with
    the history whose terms they share, and else with the sentence before. When that leaves a
    problem without a conclusion or plan, there was one problem; one problem has no name.
    """
    one = [replace(piece, report=0) for piece in pieces], {0: ""}
    numbers = sorted({piece.report for piece in pieces if piece.slot == "S"})
    if len(numbers) < 2:
        return one
    terms = {
        number: _terms([p for p in pieces if p.slot == "S" and p.report == number], lists)
        for number in numbers
    }
    if not all(terms.values()):
        return one
    divided = _divided(pieces, terms, lists)
    if not {p.report for p in divided if p.slot in ("E", "P")}.issuperset(numbers):
        return one
    return divided, {number: _name(divided, number, lists) for number in numbers}


def _divided(pieces: Sequence[Piece], terms: dict[int, set[str]], lists: Wording) -> list[Piece]:
    """Each sentence of findings, conclusions and plans with the problem whose terms it shares."""
    divided: list[Piece] = []
    current = min(terms)
    for piece in pieces:
        if piece.slot == "S":
            divided.append(piece)
            continue
        rows: dict[int, list[tuple[Word, ...]]] = {}
        for words in piece.sentences:
            current = _nearest(_terms_of(words, lists), terms, current)
            rows.setdefault(current, []).append(words)
        divided += [replace(piece, sentences=tuple(row), report=n) for n, row in rows.items()]
        for number, row in rows.items():
            for words in row:
                terms[number] |= _terms_of(words, lists)
    return divided


def _nearest(own: set[str], terms: dict[int, set[str]], current: int) -> int:
    shared = {number: _shared(own, words) for number, words in terms.items()}
    best = max(shared.values())
    if not best or shared.get(current) == best:
        return current
    return next(number for number, count in shared.items() if count == best)


def _shared(own: set[str], others: set[str]) -> int:
    return sum(any(_alike(one, other) for other in others) for one in own)


def _alike(one: str, other: str) -> bool:
    """Whether one word holds the other, or ends where the other begins: onderrug, rugpijn."""
    longest = min(len(one), len(other))
    return any(
        one.endswith(other[:size]) or other.endswith(one[:size])
        for size in range(_SHORTEST_SHARED, longest + 1)
    )


def _terms(pieces: Sequence[Piece], lists: Wording) -> set[str]:
    rows = [words for piece in pieces for words in piece.sentences]
    return {term for words in rows for term in _terms_of(words, lists)}


def _terms_of(words: Sequence[Word], lists: Wording) -> set[str]:
    body = lists.lexicon("vocabulary.body", "vocabulary.symptom")
    any_problem = lists.lexicon("questions.complaint")
    return {
        word.low
        for word in words
        if (word.term in _TELLING or word.low in body) and word.low not in any_problem
    }


def _name(pieces: Sequence[Piece], number: int, lists: Wording) -> str:
    """The first term of the problem, as it was said."""
    for piece in pieces:
        if piece.report == number and piece.slot == "S":
            for words in piece.sentences:
                for word in words:
                    if word.term in _TELLING or word.low in lists.lexicon("vocabulary.body"):
                        return word.text.lower()
    return ""
