"""Words that turn a meaning round: no phrase of the second listen takes one away or puts one in."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from asr.transcript import Language


def turns_round(heard: Sequence[str], phrase: str, language: Language, *, known: bool) -> bool:
    """Whether a phrase says "geen" where "een" was heard, or speaks of somebody else.

    `known`: each word heard is one that there is; else ("rooktu") a person may hide in it.
    """
    denial, person = _guarded(language)
    before, after = Counter(heard), Counter(phrase.lower().split())
    if any(before[word] != after[word] for word in denial):
        return True
    if any(before[word] > after[word] for word in person):
        return True
    return known and any(before[word] < after[word] for word in person)


@cache
def _guarded(language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    text = (files("assets") / "vocabulary" / "guarded.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)[language]
    return tuple(lists["denial"]), tuple(lists["person"])
