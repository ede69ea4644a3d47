"""The number that one word says: "vijfenveertig", "negentienachtenvijftig", "58ste"."""

from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from asr.transcript import Language
from summarize.cues import counting


class _NumeralReader(Protocol):
    """What is used of text2num, which ships without types."""

    def text2num(self, text: str, language: str) -> int: ...


_READER = cast(_NumeralReader, import_module("text_to_num"))


def word_value(word: str, language: Language) -> int | None:
    """What a word counts, however it is spelled; nothing where it says no number."""
    value = plain_value(word, language)
    return value if value is not None else _special_value(_fold_case(word), language)


def _fold_case(word: str) -> str:
    """Lower case with the accents kept: they tell één from een."""
    return word.casefold()


@lru_cache(maxsize=20_000)
def plain_value(word: str, language: Language) -> int | None:
    """The same of a plain numeral: no ordinal, no year, no counting word."""
    try:
        return _READER.text2num(word.casefold(), language)
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def _special_value(word: str, language: Language) -> int | None:
    """Words that the library does not read: counting words, years, ordinals, flat spelling."""
    count = counting(language)
    if word in count.words:
        return count.words[word]
    for spelled, meant in count.respell:
        if spelled in word:
            value = plain_value(word.replace(spelled, meant), language)
            if value is not None:
                return value
    for century, start in count.centuries:
        if word.startswith(century) and len(word) > len(century):
            value = plain_value(word[len(century) :], language)
            if value is not None and 10 <= value < 100:
                return start + value
    for ending in count.ordinal_endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            value = plain_value(word[: -len(ending)], language)
            if value is not None:
                return value
    return None
