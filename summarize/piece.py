"""A piece of a note: words for one section, and the utterances they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass

from asr.transcript import UtteranceId
from summarize.spoken import Word
from summarize.told import Told


@dataclass(frozen=True)
class Piece:
    """Sentences for one section, as spoken, and what they rest on."""

    slot: str
    sentences: tuple[tuple[Word, ...], ...]
    evidence: tuple[UtteranceId, ...]
    report: int = 0  # which problem of the visit


def piece(
    slot: str, sentences: Sequence[tuple[Word, ...]], told: Sequence[Told], report: int = 0
) -> Piece:
    """The piece made of these sentences."""
    used = [one for one, words in zip(told, sentences, strict=True) if words]
    evidence = dict.fromkeys(utterance for one in used for utterance in one.evidence)
    return Piece(slot, tuple(words for words in sentences if words), tuple(evidence), report)
