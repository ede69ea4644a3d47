"""The writer without weights: the conversation itself, chosen, shortened and put under headings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from asr.transcript import Transcript
from summarize.breaths import in_breaths
from summarize.call import call_pieces
from summarize.exchange import exchanges
from summarize.headings import under_headings
from summarize.labels import relabelled
from summarize.piece import Piece
from summarize.problems import by_problem
from summarize.repeats import without_repeats
from summarize.spoken import Word
from summarize.telegram import telegram, text_of
from summarize.template import Template
from summarize.visit import visit_pieces
from summarize.wording import Wording, wording
from summarize.writer import Line

# Words that a sentence must keep to say anything, by section; a figure or a denial always does.
_LEAST = {"facts": 3, "agreements": 2, "actions": 3, "O": 2, "P": 2}


class Extract:
    """Quotes and shortens; every word of the note was said. No model, the same note every time."""

    name = "extract"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        """The pieces of the conversation in the order of the template's sections."""
        lists = wording(transcript.language)
        breaths = in_breaths(relabelled(transcript))
        turns = exchanges(breaths.transcript)
        if template.kind == "call":
            placed = [(piece.slot, piece) for piece in call_pieces(turns, lists)]
            names = {0: ""}
        else:
            pieces, names = by_problem(tuple(visit_pieces(turns, lists)), lists)
            placed = list(under_headings(pieces, template, lists))
        for report, number in enumerate(sorted(names)):
            own = [(key, piece) for key, piece in placed if piece.report == number]
            for line in _lines(own, template, report, names[number], lists):
                yield replace(line, evidence=breaths.said_in(line.evidence, line.text))


def _lines(
    placed: Sequence[tuple[str, Piece]],
    template: Template,
    report: int,
    problem: str,
    lists: Wording,
) -> Iterator[Line]:
    for key in template.keys:
        for piece in without_repeats([p for own, p in placed if own == key], lists):
            text = text_of(_note_words(piece, lists))
            if text:
                yield Line(key, text, piece.evidence, report, problem)


def _note_words(piece: Piece, lists: Wording) -> tuple[Word, ...]:
    rows = [telegram(words, lists.language, plan=piece.slot == "P") for words in piece.sentences]
    least = _LEAST.get(piece.slot, 1)
    rows = [row for row in rows if len(row) >= least or any(word.figure for word in row)]
    return tuple(word for row in rows for word in _ended(row))


def _ended(words: Sequence[Word]) -> tuple[Word, ...]:
    return (*words[:-1], replace(words[-1], mark=".")) if words else ()
