"""A visit to a clinician: what comes under history, examination, assessment and plan."""

from collections.abc import Iterator, Sequence

from summarize.choose import weight, worth_keeping
from summarize.exchange import Exchange
from summarize.piece import Piece, piece
from summarize.placement import Visit
from summarize.told import Told, told
from summarize.wording import Wording

_LATE = 3  # terms that something a patient adds after the assessment must hold
_WHILE_EXAMINED = 2  # the same during the examination


def visit_pieces(exchanges: Sequence[Exchange], lists: Wording) -> Iterator[Piece]:
    """What goes into the note, turn by turn."""
    visit = Visit(len(exchanges), lists)
    asked = False
    for exchange in exchanges:
        rows: dict[str, list[Told]] = {}
        for one in told(exchange, lists):
            if exchange.turn.professional:
                slot = visit.slot(one.words, exchange.place)
                if slot and (slot == "E" or weight(one.words, lists)):
                    rows.setdefault(slot, []).append(one)
            elif _worth(one, visit, asked, lists):
                rows.setdefault("S", []).append(one)
        asked = asked or bool(exchange.turn.professional and exchange.turn.asked)
        for slot, found in rows.items():
            keep = slot in ("O", "E")
            kept = [one.words if keep else worth_keeping(one.words, lists) for one in found]
            yield piece(slot, kept, found)


def _worth(one: Told, visit: Visit, asked: bool, lists: Wording) -> bool:
    """Whether what a patient says is noted: an answer always, something added if it weighs."""
    found = weight(one.words, lists)
    if visit.planned or visit.assessed:
        return found >= _LATE
    if one.answer:
        return found > 0
    if visit.examined:
        return found >= _WHILE_EXAMINED
    if not asked:
        return any(word.low in lists.lexicon("vocabulary.symptom") for word in one.words)
    return found > 0
