"""The words that an amount or a side stands by, to tell which of two values belongs to what."""

from collections.abc import Mapping, Sequence

from summarize.reading import Reading
from summarize.words import Token

Context = Mapping[str, float]  # word form or concept -> weight, nearer words weigh more

_REACH = 9  # tokens to either side
_BARRIER = 0.45  # what is left of the weight behind a comma or another value


def context(reading: Reading, first: int, last: int, values: Sequence[tuple[int, int]]) -> Context:
    """What stands around the tokens first to last; `values` are the rivals for the same words."""
    named: dict[int, list[str]] = {}
    for mention in reading.mentions:
        for place in range(mention.first, mention.last + 1):
            named.setdefault(place, []).append(f"#{mention.name}")
    telling = set(reading.content)
    found: dict[str, float] = {}
    for step in (-1, 1):
        weight = 1.0
        place = first - 1 if step < 0 else last + 1
        for away in range(_REACH):
            if not 0 <= place < len(reading.words):
                break
            token = reading.words[place]
            if token.text in ".;?!" or any(f <= place <= t for f, t in values) or token.text == ",":
                weight *= _BARRIER
            near = weight / (2 + away)
            for key in _keys(token, place, telling, named):
                found[key] = max(found.get(key, 0.0), near)
            place += step
    return found


def affinity(one: Context, other: Context) -> float:
    """How much two surroundings have in common."""
    return sum(weight * other[key] for key, weight in one.items() if key in other)


def _keys(
    token: Token, place: int, telling: set[int], named: Mapping[int, list[str]]
) -> Sequence[str]:
    keys = list(named.get(place, ()))
    if place in telling:
        keys.append(token.stem)
        if len(token.stem) > 5:
            keys.append(f"{token.stem[:5]}*")
    return keys
