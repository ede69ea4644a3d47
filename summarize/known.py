"""The words that all lists together hold, by spelling, by sound and by the words beside them."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from asr.transcript import Language
from summarize.cues import counting
from summarize.drugs import known_drug
from summarize.lexicon import listed_names, listed_words, ordinary_words
from summarize.numerals import is_number, numerals
from summarize.sounding import Sounds
from summarize.wording import wording
from summarize.words import fold, stem

_SHORTER = 3  # letters of a word that is looked for with the words beside it
_SHORTEST = 4  # letters of a word that is looked for by its sound alone
_SHORTEST_PART = 3  # letters of a part of a compound
_LONG_START = 5  # letters from which the beginning of a word, listed with a star, says which word
_NUMBER = "#"  # stands for any number where only the words beside it count


class Known:
    """What one language's lists hold."""

    def __init__(self, language: Language) -> None:
        self._language = language
        lists = wording(language)
        phrases = [fold(p).split() for p in (*_strings(lists.blocks), *listed_names(language))]
        words = {word for phrase in phrases for word in phrase} | listed_words(language)
        words = {word for word in words if word[0] != "*"} | counting(language).decimal_words
        whole = {word for word in words if "*" not in word}
        self._listed = frozenset(word.strip("*") for word in words)
        self._ordinary = ordinary_words(language)
        self._ordinary_forms = frozenset(form for w in self._ordinary for form in _forms(w))
        self._starts = tuple(w[:-1] for w in words if w[-1] == "*" and len(w) > _LONG_START)
        self._start_sounds = Sounds(start for start in self._starts if start.isalpha())
        self._terms = lists.lexicon(*_TELLING)
        self._stems = frozenset(stem(word, language) for word in whole)
        plain = {w for w in whole if len(w) >= _SHORTER and w.isalpha() and self._is_plain(w)}
        self.plain_sounds = Sounds(word for word in plain if len(word) >= _SHORTEST)
        self._denying = lists.lexicon("denial.any")
        self._particles = lists.lexicon("breaks.never_first")
        ordinary = {word for word in self._ordinary if len(word) >= _SHORTEST and word.isalpha()}
        self.sounds = Sounds(plain | ordinary | self._begun() | numerals(language))
        units, points = lists.lexicon("kinds.units"), counting(language).decimal_words
        counts = (_NUMBER, *counting(language).article)
        beside = {(count, word) for word in whole if word in units for count in counts}
        beside |= {pair for word in points for pair in ((_NUMBER, word), (word, _NUMBER))}
        beside.add((_NUMBER, _NUMBER))
        joined = {(self.kind(a), self.kind(b)) for row in phrases for a, b in pairwise(row)}
        self.pairs = frozenset(beside | joined)

    def holds(self, low: str, *, everyday: bool = True) -> bool:
        """Whether a word is right as it stands: listed, a number, a drug or a word of every day."""
        listed = low in self._listed or (everyday and low in self._ordinary)
        return listed or is_number(low, self._language) or known_drug(low) != ""

    def begins(self, low: str) -> bool:
        """Whether a word begins as listed: what goes wrong behind that changes little."""
        return low.startswith(self._starts)

    def begun(self, low: str) -> str:
        """The word with the listed beginning that its own sounds like, or nothing."""
        for cut in range(len(low) - 1, _LONG_START - 1, -1):
            starts = self._start_sounds.same(low[:cut])
            if len(starts) == 1:
                return next(iter(starts)) + low[cut:]
        return ""

    def is_like_term(self, low: str) -> bool:
        """Whether a word begins or ends as a term of the trade does."""
        return low in self._terms

    def is_formed(self, low: str) -> bool:
        """Whether a word is another form of a listed one, or two of them written together."""
        if stem(low, self._language) in self._stems:
            return True
        cuts = range(_SHORTEST_PART, len(low) - _SHORTEST_PART + 1)
        return any(low[:at] in self._listed and low[at:] in self._listed for at in cuts)

    def is_everyday(self, low: str) -> bool:
        """Whether a word is right as it stands and nothing more: no list needs it."""
        return low in self._ordinary and low not in self._listed

    def is_ordinary_form(self, low: str) -> bool:
        """Whether a word is the singular or the present tense of a word of every day."""
        return low in self._ordinary_forms

    def denies(self, low: str) -> bool:
        """Whether a word denies; such a word is too common and too weighty to be left unheard."""
        return low in self._denying

    def never_opens(self, low: str) -> bool:
        """Whether a word cannot be the first of an utterance."""
        return low in self._particles

    def kind(self, low: str) -> str:
        """The word itself; for any number the same sign."""
        return _NUMBER if low and is_number(low, self._language) else low

    def _is_plain(self, word: str) -> bool:
        return not known_drug(word) and not is_number(word, self._language)

    def _begun(self) -> set[str]:
        """The likely words behind a beginning that is listed with a star."""
        endings = ("", *counting(self._language).word_endings)
        return {start + end for start in self._starts for end in endings if start.isalpha()}


@cache
def known(language: Language) -> Known:
    """The lists of this language."""
    return Known(language)


def _forms(word: str) -> Iterator[str]:
    """The shorter forms of a Dutch word: bomen, boom; lachen, lach, lacht; niezen, nies, niest."""
    root = word.removesuffix("en")
    if root == word or len(root) < _SHORTER:
        return
    doubled = root[-1] == root[-2]
    open_vowel = root[-2] in "aeou" and root[-3] not in "aeiou" and root[-1] not in "aeiouwj"
    base = root[:-1] if doubled else root
    if open_vowel and not doubled:
        base = root[:-1] + root[-2] + root[-1]
    base = base[:-1] + {"v": "f", "z": "s"}.get(base[-1], base[-1])
    yield base
    if base[-1] != "t":
        yield base + "t"


def _strings(block: Any) -> Iterator[str]:
    if isinstance(block, str):
        yield block
    elif isinstance(block, list):
        for one in block:
            yield from _strings(one)
    elif isinstance(block, dict):
        for key, one in block.items():
            yield key
            yield from _strings(one)


_TELLING = tuple(
    f"vocabulary.{name}"
    for name in ("symptom", "body", "finding", "test", "treatment", "habit", "social", "time")
)
