"""Count the words heard wrong: word error rate, plain and with numbers spelled one way."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from asr.transcript import Language
from summarize.numbers import numbers
from summarize.words import Token, tokens

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


@dataclass(frozen=True)
class FairWord:
    """A word or a number as it is compared, and from where to where of the text it stands."""

    text: str
    start: int
    end: int
    number: bool = False


def fair_words(text: str, language: Language) -> Iterator[FairWord]:
    """The words with every number in digits: "twaalf en een half" and "12,5" become one word.

    Whisper writes digits where the true texts spell numbers out, and neither is misheard.
    """
    pieces = tokens(text, language)
    after = 0
    for number in numbers(pieces, language):
        if number.weak:  # the article "een"
            continue
        yield from _plain(pieces[after : number.first])
        start, end = pieces[number.first].start, pieces[number.last].end
        yield FairWord(number.value, start, end, number=True)
        after = number.last + 1
    yield from _plain(pieces[after:])


def number_fair_words(text: str, language: Language) -> tuple[str, ...]:
    """The same without their places."""
    return tuple(word.text for word in fair_words(text, language))


def _plain(pieces: Iterable[Token]) -> Iterator[FairWord]:
    for piece in pieces:
        for word in plain_words(piece.text):
            yield FairWord(word, piece.start, piece.end)


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
