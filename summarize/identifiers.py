"""Numbers that point at a person or a file: BSN, IBAN, phone, policy, spoken or written."""

from dataclasses import dataclass
from typing import Literal

from summarize.cues import cue_words
from summarize.numbers import numbers
from summarize.reading import Reading
from summarize.words import fold

IdentifierKind = Literal[
    "bsn", "iban", "phone", "policy", "reference", "postcode", "birthday", "number"
]

_SHORTEST = 5  # figures; shorter runs are ordinary numbers unless announced
_ANNOUNCED = 3
_REACH = 12  # tokens between the announcing word and the figures


@dataclass(frozen=True)
class Identifier:
    """A run of figures and the tokens that say it."""

    kind: IdentifierKind
    figures: str
    first: int
    last: int


def identifiers(reading: Reading, announced_before: str = "") -> tuple[Identifier, ...]:
    """The identifiers in a text; a word such as "BSN" in the turn before announces them, too."""
    found = []
    measured = {q.first for q in reading.quantities if q.unit}
    for first, last, figures in _runs(reading):
        if first in measured:
            continue
        kind = _announced(reading, first) or announced_before
        if len(figures) >= _SHORTEST or (kind and len(figures) >= _ANNOUNCED):
            found.append(Identifier(_kind(kind, figures), figures, first, last))
    return tuple(found)


def figure_runs(reading: Reading) -> frozenset[str]:
    """Every run of figures spoken one after the other, short ones included."""
    return frozenset(
        figures for first, last, figures in _runs(reading) if last > first and len(figures) > 2
    )


def announces(reading: Reading) -> str:
    """The kind of identifier that a text asks for or introduces last."""
    labels = [h.label for h in reading.scopes.cues if h.label.startswith("identifier.")]
    named = [label.removeprefix("identifier.") for label in labels]
    return next((name for name in reversed(named) if name != "fillers"), "")


def is_bsn(figures: str) -> bool:
    """The 11-test of the Dutch citizen number; nine in a hundred other numbers pass it, too."""
    if not figures.isdigit() or len(figures) not in (8, 9) or not int(figures):
        return False
    digits = [int(figure) for figure in figures.zfill(9)]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """The mod-97 test of a bank account number."""
    plain = "".join(text.split()).upper()
    if len(plain) < 15 or not plain.isalnum() or not plain[:2].isalpha():
        return False
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def _runs(reading: Reading) -> list[tuple[int, int, str]]:
    """Stretches of single figures or pairs, spoken one after the other."""
    fillers = {fold(word) for word in cue_words(reading.language, "identifier", "fillers")}
    found: list[tuple[int, int, str]] = []
    for number in numbers(reading.words, reading.language):
        if "," in number.value:
            continue
        text = reading.words[number.first].text
        figures = text if text.isdigit() else number.value
        if found and _joined(reading, found[-1][1], number.first, fillers):
            first, _, before = found[-1]
            found[-1] = (first, number.last, before + figures)
        else:
            found.append((number.first, number.last, figures))
    return found


def _joined(reading: Reading, last: int, first: int, fillers: set[str]) -> bool:
    between = reading.words[last + 1 : first]
    return all(not t.is_word or t.low in fillers or len(t.low) <= 3 for t in between) and all(
        t.text not in ".?!;" for t in between
    )


def _announced(reading: Reading, first: int) -> str:
    for hit in reversed(reading.scopes.cues):
        block, _, name = hit.label.partition(".")
        if block == "identifier" and name != "fillers" and 0 <= first - hit.last <= _REACH:
            return name
    return ""


def _kind(announced: str, figures: str) -> IdentifierKind:
    match announced:
        case "bsn" | "iban" | "phone" | "policy" | "reference" | "postcode" | "birthday":
            return announced
        case _:
            pass
    if len(figures) == 10 and figures.startswith("0"):
        return "phone"
    return "bsn" if len(figures) == 9 and is_bsn(figures) else "number"
