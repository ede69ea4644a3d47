"""The writer without weights: the conversation itself, chosen, shortened and put under headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from asr.transcript import Transcript, UtteranceId
from summarize.answers import answered
from summarize.choose import weight, worth_keeping
from summarize.exchange import Exchange, exchanges
from summarize.placement import Visit, worth_a_line
from summarize.spoken import Sentence, Word
from summarize.telegram import telegram, text_of
from summarize.template import Template
from summarize.wording import Wording, wording
from summarize.writer import Line


@dataclass(frozen=True)
class Piece:
    """Words for one section, and what they rest on."""

    slot: str
    words: tuple[Word, ...]
    evidence: tuple[UtteranceId, ...]


class Extract:
    """Quotes and shortens; every word of the note was said. No model, the same note every time."""

    name = "extract"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        """The pieces of the conversation in the order of the template's sections."""
        pieces = tuple(_pieces(transcript))
        names = {"S": "S", "O": "O", "E": "A" if "A" in template.keys else "E", "P": "P"}
        if template.kind == "call":
            names = {"S": "facts", "O": "facts", "E": "facts", "P": "agreements"}
        if template.kind == "specialist":
            names = {"S": "complaint", "O": "examination", "E": "conclusion", "P": "plan"}
        for key in template.keys:
            for piece in pieces:
                if names[piece.slot] == key:
                    text = text_of(piece.words)
                    if text:
                        yield Line(section=key, text=text, evidence=piece.evidence)


def _pieces(transcript: Transcript) -> Iterator[Piece]:
    lists = wording(transcript.language)
    found = exchanges(transcript)
    visit = Visit(len(found), lists)
    for exchange in found:
        if exchange.turn.professional:
            yield from _told(exchange, visit, lists)
        else:
            yield from _answer(exchange, visit, lists)


def _answer(exchange: Exchange, visit: Visit, lists: Wording) -> Iterator[Piece]:
    """What the patient answers and adds, as one piece."""
    said = exchange.turn.said
    if not said:
        return
    late = visit.planned or visit.assessed
    rows: list[tuple[Word, ...]] = []
    first = answered(exchange.questions, said[0], said[1:], lists)
    if (exchange.questions or worth_a_line(first, lists, late=late)) and weight(first, lists):
        rows.append(first)
    rows += [s.words for s in said[1:] if worth_a_line(s.words, lists, late=late)]
    words = _joined(rows, lists, plan=False)
    if words:
        used = [s.utterance for s in (*exchange.questions, *said)]
        yield Piece("S", words, tuple(dict.fromkeys(used)))


def _told(exchange: Exchange, visit: Visit, lists: Wording) -> Iterator[Piece]:
    """What the professional finds, concludes and plans, one piece for each slot."""
    rows: dict[str, list[Sentence]] = {}
    for sentence in exchange.turn.said:
        slot = visit.slot(sentence.words, exchange.place)
        if slot and weight(sentence.words, lists):
            rows.setdefault(slot, []).append(sentence)
    for kept_slot, found in rows.items():
        words = _joined([s.words for s in found], lists, plan=kept_slot == "P")
        if words:
            yield Piece(kept_slot, words, tuple(dict.fromkeys(s.utterance for s in found)))


def _joined(rows: Sequence[Sequence[Word]], lists: Wording, *, plan: bool) -> tuple[Word, ...]:
    kept = [telegram(worth_keeping(row, lists), lists.language, plan=plan) for row in rows]
    return tuple(word for row in kept for word in _ended(row))


def _ended(words: Sequence[Word]) -> tuple[Word, ...]:
    return (*words[:-1], replace(words[-1], mark=".")) if words else ()
