"""Count the words heard wrong: word error rate, plain and with numbers spelled one way."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from asr.transcript import Language
from summarize.numbers import numbers
from summarize.words import tokens

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘`](?=\w)|['’‘`]")


@dataclass(frozen=True)
class WordErrors:
    """Words to insert, delete or replace before the heard text is the true one."""

    wrong: int
    words: int  # of the true text

    @property
    def rate(self) -> float:
        """Share of the true words that is wrong; above 1 when more was heard than said."""
        return self.wrong / self.words if self.words else 0.0

    def __add__(self, other: "WordErrors") -> "WordErrors":
        return WordErrors(self.wrong + other.wrong, self.words + other.words)


def plain_words(text: str) -> tuple[str, ...]:
    """Lower-case words without punctuation; accents stay, a hyphen parts, an apostrophe joins."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return tuple(_WORD.findall(_APOSTROPHE.sub("", folded)))


def number_fair_words(text: str, language: Language) -> tuple[str, ...]:
    """The same with every number in digits: "twaalf en een half" and "12,5" become one word.

    Whisper writes digits where the true texts spell numbers out, and neither is misheard.
    """
    pieces = tokens(text, language)
    fair: list[str] = []
    after = 0
    for number in numbers(pieces, language):
        if number.weak:  # the article "een"
            continue
        fair += plain_words(" ".join(piece.text for piece in pieces[after : number.first]))
        fair.append(number.value)
        after = number.last + 1
    fair += plain_words(" ".join(piece.text for piece in pieces[after:]))
    return tuple(fair)


def word_errors(true: Sequence[str], heard: Sequence[str]) -> WordErrors:
    """Compare two lists of words; insertion, deletion and replacement each count one."""
    return WordErrors(Levenshtein.distance(true, heard), len(true))


def differences(
    true: Sequence[str], heard: Sequence[str]
) -> tuple[int, tuple[tuple[str, str], ...]]:
    """How many words are wrong, and each place as (said, heard), in order."""
    edits = Levenshtein.opcodes(true, heard)
    places = [
        (" ".join(true[e.src_start : e.src_end]), " ".join(heard[e.dest_start : e.dest_end]))
        for e in edits
        if e.tag != "equal"
    ]
    return Levenshtein.distance(true, heard), tuple(places)
