"""Facts said: what a sentence or a conversation states about drugs, values, symptoms and plans."""

from dataclasses import replace

from asr.transcript import Language, Transcript
from summarize.allergens import asks_for_allergies
from summarize.conversation import Conversation, Turn, read
from summarize.fact import (
    Experiencer,
    Fact,
    FactKind,
    Polarity,
    Side,
    Status,
)
from summarize.identifiers import announces
from summarize.reading import read_text
from summarize.stated import Source, stated

__all__ = [
    "Experiencer",
    "Fact",
    "FactKind",
    "Polarity",
    "Side",
    "Status",
    "facts_in",
    "facts_of",
    "facts_of_turn",
    "facts_said",
]


def facts_said(transcript: Transcript) -> tuple[Fact, ...]:
    """All facts of a conversation, in the order said; the same fact said twice is one."""
    return facts_of(read(transcript))


def facts_of(conversation: Conversation) -> tuple[Fact, ...]:
    """The same for a conversation that was read already."""
    merged: dict[tuple[str, ...], Fact] = {}
    for turn in conversation.turns:
        for fact in facts_of_turn(conversation, turn):
            key = _identity(fact)
            known = merged.get(key)
            merged[key] = fact if known is None else _both(known, fact)
    return tuple(merged.values())


def facts_of_turn(conversation: Conversation, turn: Turn) -> tuple[Fact, ...]:
    """What one turn states; a question counts with its answer and cites both."""
    partner = conversation.turns[turn.reply] if turn.question and turn.reply is not None else None
    before = conversation.turns[turn.place - 1] if turn.place else None
    return stated(
        Source(
            reading=turn.reading,
            speaker=turn.speaker,
            id=turn.id,
            polarity=turn.polarity,
            asked=turn.asked,
            old=turn.old,
            unsure=turn.unsure,
            reply=partner.id if partner else None,
            replier=partner.speaker if partner else turn.speaker,
            announced=announces(before.reading) if before else "",
            allergies=_asked_for_allergies(conversation, turn),
        )
    )


def _asked_for_allergies(conversation: Conversation, turn: Turn) -> bool:
    asking = conversation.turns[turn.asks] if turn.asks is not None else None
    if asking is None or asking.question is None:
        return False
    return any(asks_for_allergies(asking.reading, p, p) for p in asking.question.asked)


def facts_in(text: str, language: Language) -> tuple[Fact, ...]:
    """The facts of one written sentence, telegram style included."""
    reading = read_text(text, language)
    return stated(Source(reading=reading, polarity=lambda place: reading.scopes.polarity[place]))


def _identity(fact: Fact) -> tuple[str, ...]:
    return (
        fact.kind,
        fact.name,
        fact.polarity,
        fact.value,
        fact.unit,
        fact.frequency,
        fact.relation,
        fact.status,
        fact.side,
        fact.said if fact.kind in ("commitment", "safety_net", "instruction", "social") else "",
    )


def _both(known: Fact, again: Fact) -> Fact:
    """One fact with the evidence of two, as sure as the surer of them."""
    more = tuple(one for one in again.evidence if one not in known.evidence)
    return replace(
        known,
        evidence=known.evidence + more,
        duration=known.duration or again.duration,
        route=known.route or again.route,
        probability=max(known.probability, again.probability),
    )
