"""The words for numbers that are written as one word."""

from collections.abc import Iterator
from functools import cache

from asr.transcript import Language
from summarize.cues import Counting, counting
from summarize.words import fold


def is_number(low: str, language: Language) -> bool:
    """Whether a folded word by itself says a number; the article does not."""
    return low in numerals(language) and low not in counting(language).article


@cache
def numerals(language: Language) -> frozenset[str]:
    """Every number word, folded; of Dutch also those made of others."""
    count = counting(language)
    words = {*count.words, *count.halves, *count.fixed_halves, *_below_hundred(count)}
    return frozenset(fold(word) for word in (*words, *_large(count)))


def _below_hundred(count: Counting) -> Iterator[str]:
    yield from (*count.small, *count.tens)
    if count.joint:
        for ten in count.tens:
            for digit in count.small[1:10]:
                yield f"{digit}{count.joint}{ten}"


def _large(count: Counting) -> Iterator[str]:
    """Driehonderd, driehonderdvijftig, vijftienhonderd, drieduizend."""
    yield from count.multipliers
    if not count.joint:
        return
    for digit in ("", *count.small[2:10]):
        for rest in _below_hundred(count):
            yield f"{digit}{count.hundred}{rest}"
    for number in count.small[2:]:
        yield from (f"{number}{large}" for large in count.multipliers)
