"""Says each thing once: a sentence that another one of the section says in full is left out."""

from collections.abc import Sequence
from dataclasses import replace

from summarize.piece import Piece
from summarize.spoken import Word
from summarize.wording import Wording


def without_repeats(pieces: Sequence[Piece], lists: Wording) -> list[Piece]:
    """The pieces less every sentence whose content stands in another sentence."""
    contents = [[_content(words, lists) for words in piece.sentences] for piece in pieces]
    kept: list[Piece] = []
    for place, piece in enumerate(pieces):
        sentences = tuple(
            words
            for number, words in enumerate(piece.sentences)
            if not _said_elsewhere(contents, place, number)
            and not _superseded(
                words, [row for other in pieces[place + 1 :] for row in other.sentences], lists
            )
        )
        if sentences:
            kept.append(replace(piece, sentences=sentences))
    return kept


def _superseded(words: Sequence[Word], later: Sequence[tuple[Word, ...]], lists: Wording) -> bool:
    """Whether days in two or more months are given anew further on: the last agreement holds."""
    months, days = _dates(words, lists)
    return len(months) > 1 and any(
        other_months == months and other_days and other_days != days
        for other_months, other_days in (_dates(row, lists) for row in later)
    )


def _dates(words: Sequence[Word], lists: Wording) -> tuple[frozenset[str], frozenset[str]]:
    months = frozenset(w.low for w in words if w.low in lists.lexicon("kinds.months"))
    return months, frozenset(w.text for w in words if w.figure)


def _said_elsewhere(contents: list[list[frozenset[str]]], place: int, number: int) -> bool:
    own = contents[place][number]
    if not own:
        return True
    for other_place, row in enumerate(contents):
        for other_number, other in enumerate(row):
            if (other_place, other_number) == (place, number) or not own <= other:
                continue
            first = (other_place, other_number) < (place, number)
            if own < other or first:
                return True
    return False


def _content(words: Sequence[Word], lists: Wording) -> frozenset[str]:
    """What a sentence says: its figures with their units, denials and words of weight."""
    small = lists.lexicon("pronouns", "articles", "auxiliaries", "fillers", "joining")
    found: set[str] = set()
    for place, word in enumerate(words):
        if word.figure:
            following = words[place + 1].stem if place + 1 < len(words) and not word.mark else ""
            found.add(f"{word.text} {following}")
        elif word.low not in small:
            found.add(word.stem)
    return frozenset(found)
