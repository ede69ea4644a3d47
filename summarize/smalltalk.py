"""Talk around the matter: greetings, jokes, the weather, and what a companion says of himself."""

from collections.abc import Sequence

from summarize.choose import terms
from summarize.spoken import Sentence, Word
from summarize.wording import Wording

_OUTWEIGHS = 2  # terms of the trade that make a sentence with a word of chatter worth keeping


def is_smalltalk(words: Sequence[Word], lists: Wording, *, call: bool = False) -> bool:
    """Whether a sentence speaks of the dog, the weather or a holiday and hardly of the matter."""
    chatter = lists.lexicon("chatter.words")
    if not any(word.low in chatter for word in words):
        return False
    others = [word for word in words if word.low not in chatter]
    return terms(others, lists, call=call) < _OUTWEIGHS


def is_about_companion(sentence: Sentence, lists: Wording) -> bool:
    """Whether somebody who came along speaks of himself ("ik ben zelf allergisch")."""
    if sentence.speaker != "other":
        return False
    lows = sentence.lows
    if any(low in lists.lexicon("companion.about_patient") for low in lows):
        return False
    return any(low in lists.lexicon("companion.about_self") for low in lows)
