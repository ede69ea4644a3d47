"""A call with an insurer: why it came, what is so, what was agreed, and who does what."""

from collections.abc import Iterator, Sequence

from summarize.choose import terms, weight
from summarize.exchange import Exchange
from summarize.piece import Piece, piece
from summarize.told import Told, told
from summarize.wording import Wording

_ENOUGH = 2  # terms and values that something a customer adds must hold
_REASON_TURNS = 2  # turns of the customer in which the reason of a call is told


def call_pieces(exchanges: Sequence[Exchange], lists: Wording) -> Iterator[Piece]:
    """What goes into the summary, turn by turn."""
    turns = 0
    for exchange in exchanges:
        rows: dict[str, list[Told]] = {}
        for one in (*told(exchange, lists, call=True), *_requests(exchange, lists)):
            slot = _slot(one, exchange, turns, lists)
            if slot:
                rows.setdefault(slot, []).append(one)
        turns += bool(rows) and not exchange.turn.professional
        for slot, found in rows.items():
            yield piece(slot, [one.words for one in found], found)


def _requests(exchange: Exchange, lists: Wording) -> Iterator[Told]:
    """Questions of the agent that ask the customer to do something."""
    if not exchange.turn.professional:
        return
    for sentence in exchange.turn.asked:
        if lists.phrases("calls.requests").within(sentence.lows):
            yield Told(sentence.words, (sentence.utterance,))


def _slot(one: Told, exchange: Exchange, turns: int, lists: Wording) -> str:
    lows = [word.low for word in one.words]
    found = weight(one.words, lists, call=True)
    if exchange.turn.professional:
        if not found:
            return ""
    elif turns == 0 or (turns < _REASON_TURNS and one.answer and exchange.place < 8):
        return "reason" if terms(one.words, lists, call=True) else ""
    elif found < (1 if one.answer else _ENOUGH):
        return ""
    if _says("calls.actions", lows, lists):
        return "actions"
    if _says("calls.agreed", lows, lists):
        return "agreements"
    return "facts"


def _says(name: str, lows: Sequence[str], lists: Wording) -> bool:
    return lists.phrases(name).within(lows)
