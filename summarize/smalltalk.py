"""Talk around the matter: greetings, jokes, the weather."""

from collections.abc import Sequence

from summarize.choose import terms
from summarize.drugs import known_drug
from summarize.spoken import Word, stretches
from summarize.wording import Wording

_OUTWEIGHS = 2  # terms of the trade that make a sentence with a word of chatter worth keeping


def is_smalltalk(words: Sequence[Word], lists: Wording, *, call: bool = False) -> bool:
    """Whether a sentence speaks of the dog, the weather or a holiday and hardly of the matter."""
    if _only_reports(words, lists):
        return True
    chatter = lists.lexicon("chatter.words")
    if not any(word.low in chatter for word in words):
        return False
    others = [word for word in words if word.low not in chatter]
    return terms(others, lists, call=call) < _OUTWEIGHS


def _only_reports(words: Sequence[Word], lists: Wording) -> bool:
    """ "Ja, dat zei de praktijkondersteuner ook." """
    row = [word for word in words if word.low not in lists.lexicon("fillers")]
    if not row or any(word.figure or known_drug(word.low) for word in row):
        return False
    lows = [word.low for word in row]
    telling = any(word.term in ("symptom", "condition") for word in row)
    return bool(lists.phrases("chatter.reports").at(lows, 0)) and not telling


def without_smalltalk(
    words: Sequence[Word], lists: Wording, *, call: bool = False
) -> tuple[Word, ...]:
    """The sentence less the stretches that are talk of something else."""
    chatter = lists.lexicon("chatter.words")
    kept = [
        part
        for part in stretches(words)
        if terms(part, lists, call=call)
        or any(word.figure for word in part)
        or not any(word.low in chatter for word in part)
    ]
    return tuple(word for part in kept for word in part) if kept else tuple(words)
