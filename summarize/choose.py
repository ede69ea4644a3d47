"""What of a conversation is worth noting, and how much of it: by the terms of the trade in it."""

from collections.abc import Sequence

from summarize.drugs import known_drug
from summarize.spoken import Word, stretches
from summarize.wording import Lexicon, Wording

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
_CALL = ("vocabulary.insurance", "vocabulary.family", "kinds.months", "kinds.weekdays")
_SHORT = 7  # words: a sentence this short is kept or left as a whole


def weight(words: Sequence[Word], lists: Wording, *, call: bool = False) -> int:
    """How many terms of the trade and values these words hold."""
    care = _terms(lists, call)
    units, halves = lists.lexicon("kinds.units"), lists.lexicon("kinds.halves")
    found = 0
    for place, word in enumerate(words):
        if word.figure or (word.low in halves and _counts(words, place, units)):
            found += 1 + (place + 1 < len(words) and words[place + 1].low in units)
        elif known_drug(word.low):
            found += 3
        elif word.term or word.low in care:
            found += 1
    return found


def _counts(words: Sequence[Word], place: int, units: Lexicon) -> bool:
    return place + 1 < len(words) and words[place + 1].low in units


def terms(words: Sequence[Word], lists: Wording, *, call: bool = False, drugs: int = 1) -> int:
    """How many terms of the trade these words hold, values not counted; a drug counts `drugs`."""
    care = _terms(lists, call)
    return sum(
        drugs if known_drug(word.low) else 1
        for word in words
        if word.term or word.low in care or known_drug(word.low)
    )


def worth_keeping(words: Sequence[Word], lists: Wording, *, call: bool = False) -> tuple[Word, ...]:
    """The sentence without the stretches that say nothing of the trade.

    A denial, a condition or a relative may stand in another stretch than what it bears on, so a
    sentence that holds one stays whole.
    """
    if not weight(words, lists, call=call):
        return ()
    if len(words) <= _SHORT or any(word.low in _binding(lists) for word in words):
        return tuple(words)
    kept = [
        part
        for part in stretches(words)
        if weight(part, lists, call=call) or part[-1].mark == ":" or _is_time(part, lists)
    ]
    return tuple(word for part in kept for word in part)


def _terms(lists: Wording, call: bool) -> Lexicon:
    return lists.lexicon(*_CALL, *_CARE) if call else lists.lexicon(*_CARE)


def _binding(lists: Wording) -> Lexicon:
    return lists.lexicon(
        "denial.any", "phases.conditions", "vocabulary.family", "vocabulary.change"
    )  # fmt: skip


def _is_time(part: Sequence[Word], lists: Wording) -> bool:
    return len(part) <= 4 and any(
        word.low in lists.lexicon("vocabulary.time", "kinds.sides") for word in part
    )
