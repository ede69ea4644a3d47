"""The heading of a template under which a piece of the conversation comes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarize.drugs import known_drug
from summarize.piece import Piece
from summarize.spoken import Word
from summarize.template import Template
from summarize.wording import Wording

_OPENING = 2  # pieces in which a patient says what brings him
# Headings of a specialist for what a patient tells, the first that fits; else the complaint.
_TOLD = (
    ("allergies", "vocabulary.allergy"),
    ("intoxications", "headings.intoxications"),
    ("family", "vocabulary.family"),
    ("history", "headings.history"),
    ("social", "headings.social"),
)


def under_headings(
    pieces: Sequence[Piece], template: Template, lists: Wording
) -> Iterator[tuple[str, Piece]]:
    """Each piece with its heading; for a specialist's headings a piece may fall apart."""
    if template.kind == "specialist":
        yield from _specialist(pieces, lists)
        return
    assessment = "A" if "A" in template.keys else "E"
    for piece in pieces:
        yield (assessment if piece.slot == "E" else piece.slot), piece


def _specialist(pieces: Sequence[Piece], lists: Wording) -> Iterator[tuple[str, Piece]]:
    told = 0
    for piece in pieces:
        told += piece.slot == "S"
        keys = [_heading(words, piece.slot, told, lists) for words in piece.sentences]
        for key in dict.fromkeys(keys):
            sentences = zip(piece.sentences, keys, strict=True)
            yield key, replace(piece, sentences=tuple(s for s, own in sentences if own == key))


def _heading(words: Sequence[Word], slot: str, told: int, lists: Wording) -> str:
    lows = [word.low for word in words]
    match slot:
        case "E":
            return "conclusion"
        case "P":
            return "plan"
        case "O":
            vital = any(low in lists.lexicon("headings.vitals") for low in lows)
            tests = lists.lexicon("headings.tests")
            return "tests" if not vital and any(low in tests for low in lows) else "examination"
        case _:
            pass
    if told <= 1 and not any(known_drug(low) for low in lows):
        return "reason"
    for key, name in _TOLD:
        if any(low in lists.lexicon(name) for low in lows):
            return key
    if any(known_drug(low) for low in lows):
        return "medication"
    return "reason" if told <= _OPENING else "complaint"
