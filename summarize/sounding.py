"""How words sound, and which words one sounds nearly like."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

_LONG = 6  # sounds from which any one of them may be wrong
_FAIR = 4  # the same where other things must speak for the word, too
_LONGER = 8  # sounds from which two may be taken for their neighbours
# Spellings of one sound; a d at the end of a word is a t.
_SOUNDS = (
    ("sch", "s"), ("ch", "g"), ("iej", "y"), ("ij", "y"), ("ej", "y"), ("ei", "y"), ("ou", "q"),
    ("au", "q"), ("ie", "i"), ("oe", "u"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"),
    ("v", "f"), ("z", "s"),
)  # fmt: skip
# Sounds made in one place of the mouth are taken for each other, and so are vowels: one stands
# for all of them.
_NEIGHBOURS = str.maketrans("dbngrweiouyq", "tpmklfaaaaaa")
_UNIT = re.compile(r"[aeiouyq]+|.")  # vowels in a row are one sound


class Sounds:
    """Words by their sound."""

    def __init__(self, words: Iterable[str]) -> None:
        self._same: dict[str, set[str]] = {}
        for word in words:
            self._same.setdefault(sound(word), set()).add(word)

    @cached_property
    def _blurred(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in self._same:
            found.setdefault(_blurred(key), []).append(key)
        return found

    @cached_property
    def _less_one(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in self._same:
            if len(key) >= _FAIR:
                for less in _less_one(key):
                    found.setdefault(less, []).append(key)
        return found

    def same(self, low: str) -> frozenset[str]:
        """The words that sound the same."""
        return frozenset(self._same.get(sound(low), ()))

    def one_off(self, low: str, shortest: int = _LONG) -> frozenset[str]:
        """The words of which one sound was added, left out or changed, the first one excepted."""
        key = sound(low)
        if len(key) < shortest:
            return frozenset()
        near = {k for less in _less_one(key) for k in self._less_one.get(less, ())}
        return frozenset(w for k in near if _is_near(key, k) for w in self._same[k])

    def near(self, low: str) -> Mapping[str, int]:
        """The words this may be, and how many sounds lie between: the same is 0, one off is 2."""
        key = sound(low)
        farthest = 2 if len(key) >= _LONGER else 1
        found = dict.fromkeys(self.one_off(low, _FAIR), 2)
        for other in self._blurred.get(_blurred(key), ()):
            apart = _apart(key, other)
            if apart <= farthest:
                found |= dict.fromkeys(self._same[other], apart)
        return found


@lru_cache(maxsize=50_000)
def sound(low: str) -> str:
    """A word as it sounds."""
    word = spoken(low)
    return "".join(c for place, c in enumerate(word) if not place or c != word[place - 1])


def spoken(low: str) -> str:
    """The same with the letters doubled that tell a long vowel from a short one: laag and lach."""
    word = low[:-1] + "t" if low.endswith("d") else low
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return word


def _less_one(key: str) -> Iterator[str]:
    yield key
    for place in range(len(key)):
        yield key[:place] + key[place + 1 :]


def _blurred(key: str) -> str:
    blurred = key.translate(_NEIGHBOURS)
    return "".join(c for place, c in enumerate(blurred) if not place or c != blurred[place - 1])


def _apart(key: str, other: str) -> int:
    """How many sounds differ in two words that are the same when blurred."""
    units: list[str] = _UNIT.findall(key)
    others: list[str] = _UNIT.findall(other)
    differing = [one for one, another in zip(units, others, strict=False) if one != another]
    return abs(len(units) - len(others)) + len(differing)


def _is_near(key: str, other: str) -> bool:
    if key[0] != other[0]:
        return False
    if len(key) == len(other):
        return sum(a != b for a, b in zip(key, other, strict=True)) == 1
    long, short = sorted((key, other), key=len, reverse=True)
    return short in set(_less_one(long))
