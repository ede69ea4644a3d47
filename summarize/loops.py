"""Where a language model goes round in circles: the same words again and again."""

from collections import Counter
from collections.abc import Sequence

from asr.transcript import Language
from summarize.words import tokens

_MOST_TIMES = 3  # a run of words may come back, as in "3 x per dag, ... 2 x per dag"
_RUN = 3  # words


def loops(text: str, language: Language) -> bool:
    """Whether a statement repeats itself: a word four times on end, or a run of them."""
    low = [token.low for token in tokens(text, language)]
    if any(len(set(low[n : n + _MOST_TIMES + 1])) == 1 for n in range(len(low) - _MOST_TIMES)):
        return True
    runs = Counter(tuple(low[n : n + _RUN]) for n in range(len(low) - _RUN + 1))
    return any(count >= _MOST_TIMES for count in runs.values())


def repeats(text: str, before: Sequence[str], language: Language) -> bool:
    """Whether the statement says what one before it says, in the same words in any order."""
    words = _words(text, language)
    return any(words == _words(one, language) for one in before)


def _words(text: str, language: Language) -> frozenset[str]:
    return frozenset(token.stem for token in tokens(text, language) if token.text[0].isalnum())
