"""Words of a text with their places, and the forms under which two words count as the same."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from asr.transcript import Language

# A number with its decimals, a word (with inner hyphens, apostrophes, digits), or one sign.
_PIECE = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b\.?)?"  # i.v.m., o.a., m.n.
    r"|(?<=\d)(?:dd|x)(?=\d)"  # 2dd500
    r"|\b[A-Za-z]{1,3}(?=\d+[.,]\d)"  # T37,2
    r"|'s(?=\s\w)"  # 's avonds
    r"|[^\W\d_]+(?:['\-]?[^\W_]+)*"
    r"|[^\s\w]|_"
)
_SENTENCE_END = frozenset(".?!;")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'"})

_NL_ENDINGS = (
    "heden",
    "heid",
    "tjes",
    "pjes",
    "tje",
    "pje",
    "jes",
    "je",
    "ende",
    "end",
    "en",
    "te",
    "de",
    "e",
    "t",
    "s",
)
_EN_ENDINGS = ("ically", "ing", "ies", "ied", "edly", "ness", "ed", "es", "ly", "y", "s", "e")
_VOWELS = "aeiou"


@dataclass(frozen=True)
class Token:
    """One word, number or sign of a text."""

    text: str
    low: str  # lower case, without accents
    stem: str
    start: int
    end: int
    sentence: int  # which sentence of the text, counted from 0

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_digits(self) -> bool:
        return self.text[0].isdigit()


def tokens(text: str, language: Language) -> tuple[Token, ...]:
    """The pieces of a text in order."""
    found: list[Token] = []
    sentence = 0
    clean = text.translate(_APOSTROPHES)
    for match in _PIECE.finditer(clean):
        piece = match.group()
        low = _low(piece)
        found.append(Token(piece, low, stem(low, language), match.start(), match.end(), sentence))
        if piece in _SENTENCE_END and not _is_abbreviation(clean, match.start()):
            sentence += 1
    return tuple(found)


def pieces(phrase: str) -> tuple[str, ...]:
    """A phrase of a list, cut up like a text; a star stays with its word, capitals stay."""
    found: list[str] = []
    for piece in _PIECE.findall(phrase.translate(_APOSTROPHES)):
        if piece == "*" and found:
            found[-1] += "*"
        else:
            found.append(piece if piece.isupper() else _low(piece))
    return tuple(found)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Lower case without accents: the form in which lists are kept."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def stem(low: str, language: Language) -> str:
    """A rough common form of a folded word, so that stop, stoppen and gestopt meet."""
    if not low.isalpha() or len(low) < 4:
        return low
    return _dutch_stem(low) if language == "nl" else _english_stem(low)


def _low(piece: str) -> str:
    """The form to compare: i.v.m. is ivm."""
    return fold(piece.replace(".", "") if piece[0].isalpha() else piece)


def _is_abbreviation(text: str, dot: int) -> bool:
    """Whether a full stop belongs to a short form (o.a., ca.) rather than to a sentence."""
    if text[dot] != ".":
        return False
    if dot >= 1 and text[dot - 1].isupper() and not text[dot - 2 : dot - 1].isalnum():
        return True  # M. Ménière
    after = text[dot + 1 : dot + 2]
    if after.isalnum():
        return True
    following = text[dot + 1 :].lstrip()[:1]
    return following.islower()


def _dutch_stem(low: str) -> str:
    word = low
    if word.startswith("ge") and len(word) > 5 and word.endswith(("t", "d", "en")):
        word = word[2:]
    for ending in _NL_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return _even_out(word)


def _english_stem(low: str) -> str:
    for ending in _EN_ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low[: -len(ending)]
            break
    return _even_out(low)


def _even_out(word: str) -> str:
    """Spell long and short syllables alike: slaap/slapen, stop/stoppen, brief/brieven."""
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in _VOWELS:
        word = word[:-1]
    for vowel in "aeou":
        word = word.replace(vowel * 2, vowel)
    if word[-1:] == "v":
        word = word[:-1] + "f"
    if word[-1:] == "z":
        word = word[:-1] + "s"
    return word
