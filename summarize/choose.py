"""What of a conversation is worth noting, and how much of it: by the terms of the trade in it."""

from collections.abc import Sequence

from summarize.drugs import known_drug
from summarize.spoken import Word, stretches
from summarize.wording import Wording

_CARE = (
    "vocabulary.symptom",
    "vocabulary.body",
    "vocabulary.finding",
    "vocabulary.test",
    "vocabulary.treatment",
    "vocabulary.habit",
    "vocabulary.social",
    "vocabulary.history",
    "vocabulary.allergy",
)
_SHORT = 7  # words: a sentence this short is kept or left as a whole


def weight(words: Sequence[Word], lists: Wording, *, call: bool = False) -> int:
    """How many terms of the trade and values these words hold."""
    names = ("vocabulary.insurance", *_CARE) if call else _CARE
    terms = lists.lexicon(*names)
    units = lists.lexicon("kinds.units")
    found = 0
    for place, word in enumerate(words):
        if word.figure:
            found += 1 + (place + 1 < len(words) and words[place + 1].low in units)
        elif known_drug(word.low):
            found += 3
        elif word.low in terms:
            found += 1
    return found


def worth_keeping(words: Sequence[Word], lists: Wording, *, call: bool = False) -> tuple[Word, ...]:
    """The sentence without the stretches that say nothing of the trade."""
    if not weight(words, lists, call=call):
        return ()
    if len(words) <= _SHORT:
        return tuple(words)
    kept = [
        part
        for part in stretches(words)
        if weight(part, lists, call=call) or _binds(part, lists) or part[-1].mark == ":"
    ]
    return tuple(word for part in kept for word in part)


def _binds(part: Sequence[Word], lists: Wording) -> bool:
    """A short denial or time that belongs to the stretch beside it."""
    lows = [word.low for word in part]
    if len(lows) > 4:
        return False
    return any(low in lists.lexicon("denial.any", "vocabulary.time") for low in lows)
