"""The writer without weights: the conversation itself, chosen, shortened and put under headings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from asr.transcript import Transcript
from summarize.call import call_pieces
from summarize.exchange import exchanges
from summarize.piece import Piece
from summarize.repeats import without_repeats
from summarize.spoken import Word
from summarize.telegram import telegram, text_of
from summarize.template import Template
from summarize.visit import visit_pieces
from summarize.wording import Wording, wording
from summarize.writer import Line


class Extract:
    """Quotes and shortens; every word of the note was said. No model, the same note every time."""

    name = "extract"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        """The pieces of the conversation in the order of the template's sections."""
        lists = wording(transcript.language)
        turns = exchanges(transcript)
        if template.kind == "call":
            pieces = tuple(call_pieces(turns, lists))
        else:
            pieces = tuple(visit_pieces(turns, lists))
        names = {"S": "S", "O": "O", "E": "A" if "A" in template.keys else "E", "P": "P"}
        if template.kind == "specialist":
            names = {"S": "complaint", "O": "examination", "E": "conclusion", "P": "plan"}
        for key in template.keys:
            own = [piece for piece in pieces if names.get(piece.slot, piece.slot) == key]
            for piece in without_repeats(own, lists):
                text = text_of(_note_words(piece, lists))
                if text:
                    yield Line(section=key, text=text, evidence=piece.evidence)


def _note_words(piece: Piece, lists: Wording) -> tuple[Word, ...]:
    rows = [telegram(words, lists.language, plan=piece.slot == "P") for words in piece.sentences]
    return tuple(word for row in rows for word in _ended(row))


def _ended(words: Sequence[Word]) -> tuple[Word, ...]:
    return (*words[:-1], replace(words[-1], mark=".")) if words else ()
