"""A call with an insurer: why it came, what is so, what was agreed, and who does what."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarize.choose import weight
from summarize.exchange import Exchange
from summarize.piece import Piece, piece
from summarize.spoken import Word, plain
from summarize.told import Told, told
from summarize.wording import Wording

_ENOUGH = 2  # terms and values that what a customer adds unasked must hold
_REASON_TURNS = 2  # turns of the customer in which the reason of a call is told
_OPENING = 8  # turns of the call in which the agent asks what it is about
_ORDER = ("actions", "agreements", "facts")  # the section of a reply is that of its strongest part


def call_pieces(exchanges: Sequence[Exchange], lists: Wording) -> Iterator[Piece]:
    """What goes into the summary, turn by turn."""
    turns = 0
    for exchange in exchanges:
        rows: dict[str, list[Told]] = {}
        slots = _slots(exchange, turns, lists)
        for slot, one in slots:
            rows.setdefault(slot, []).append(one)
        turns += bool(rows) and not exchange.turn.professional
        for slot, found in rows.items():
            words = [one.words for one in found]
            if slot == "actions":
                words[0] = _with_doer(words[0], exchange, lists)
            yield piece(slot, words, found)


def _slots(exchange: Exchange, turns: int, lists: Wording) -> list[tuple[str, Told]]:
    sentences = (*told(exchange, lists, call=True), *_requests(exchange, lists))
    total = sum(weight(one.words, lists, call=True) for one in sentences)
    found = [(_slot(one, exchange, turns, total, lists), one) for one in sentences]
    found = [(slot, one) for slot, one in found if slot]
    if found and found[0][1].answer and exchange.turn.professional:
        slots = {slot for slot, _ in found}
        together = next(slot for slot in _ORDER if slot in slots)
        return [(together, one) for _, one in found]
    return found


def _requests(exchange: Exchange, lists: Wording) -> Iterator[Told]:
    """Questions of the agent that ask the customer to do something."""
    if not exchange.turn.professional:
        return
    for sentence in exchange.turn.asked:
        if lists.phrases("calls.requests").within(sentence.lows):
            yield Told(sentence.words, (sentence.utterance,))


def _slot(one: Told, exchange: Exchange, turns: int, total: int, lists: Wording) -> str:
    lows = [word.low for word in one.words]
    found = weight(one.words, lists, call=True)
    if exchange.turn.professional:
        if not found:
            return ""
    elif turns == 0 or (turns < _REASON_TURNS and one.answer and exchange.place < _OPENING):
        return "reason" if total and _has_content(one.words, lists) else ""
    elif (not found and not (one.answer and _says("calls.actions", lows, lists))) or (
        total < _ENOUGH and not one.answer
    ):
        return ""
    if _says("calls.actions", lows, lists):
        return "actions"
    return "agreements" if _says("calls.agreed", lows, lists) else "facts"


def _has_content(words: Sequence[Word], lists: Wording) -> bool:
    small = lists.lexicon("pronouns", "articles", "auxiliaries", "fillers", "bare")
    return sum(1 for word in words if len(word.low) > 2 and word.low not in small) > 1


def _says(name: str, lows: Sequence[str], lists: Wording) -> bool:
    return lists.phrases(name).within(lows)


def _orders(words: Sequence[Word], lists: Wording) -> bool:
    """Whether the customer is told to do it: "vraag het na", not "vraag ik na"."""
    orders, we = lists.lexicon("calls.orders"), lists.lexicon("calls.we")
    return any(
        word.low in orders
        and not (place and not words[place - 1].mark)
        and not (place + 1 < len(words) and words[place + 1].low in we)
        for place, word in enumerate(words)
    )


def _with_doer(words: tuple[Word, ...], exchange: Exchange, lists: Wording) -> tuple[Word, ...]:
    """ "Klant:" or "wij:" before what is to be done; the pronouns that said it are left out."""
    you, we = lists.lexicon("calls.you"), lists.lexicon("calls.we")
    named = next((word.low for word in words if word.low in you or word.low in we), "")
    customer = not exchange.turn.professional or named in you or _orders(words, lists)
    doer = plain(lists.pairs("calls")["customer" if customer else "us"], lists.language)
    return (replace(doer, mark=":"), *words)
