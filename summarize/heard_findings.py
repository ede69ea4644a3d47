"""Findings on half-heard words: a drug name before a dose, and a word spelled as it sounds."""

from collections.abc import Iterator

from summarize.amount_findings import is_dose
from summarize.checking import Check, finding
from summarize.conversation import Turn
from summarize.doses import Quantity
from summarize.drugs import sounds_like
from summarize.lexicon import plain_words
from summarize.note import Finding
from summarize.sounding import meant
from summarize.units import units
from summarize.words import Token

_WINDOW = 3  # words that a speech model may make of one name: "met op rol"


def heard_findings(check: Check) -> Iterator[Finding]:
    """The listed name as a suggestion, never as what was said."""
    statement = check.statement
    named = {p for m in statement.mentions for p in range(m.first, m.last + 1)}
    told: set[int] = set()
    for one in statement.quantities:
        if one.weak or not (is_dose(one) or one.is_frequency):
            continue
        span, name = _nearest(check, one, named)
        if name and span[0] not in told:
            told.add(span[0])
            yield finding(check, "unsure", "must_see", span, suggestion=name)


def respelled_findings(check: Check) -> Iterator[Finding]:
    """Words of the note that nobody was heard to say, but something that sounds like them was."""
    heard: dict[str, tuple[Turn, int]] = {}
    for turn in check.turns:
        for place, token in enumerate(turn.reading.words):
            doubted = place in turn.unsure
            word = token.is_word and meant(token.low, check.said.language, doubted=doubted)
            if word:
                heard.setdefault(word, (turn, place))
    for place, token in enumerate(check.statement.words):
        if token.low in heard:
            turn, at = heard[token.low]
            yield finding(check, "unsure", "look", (place, place), (turn, at, at))


def _nearest(check: Check, one: Quantity, named: set[int]) -> tuple[tuple[int, int], str]:
    """The words right before an amount that sound like a drug, the fewest words first."""
    words = check.statement.words
    last = one.first - 1
    if last >= 0 and words[last].text in ",:":
        last -= 1
    for size in range(1, _WINDOW + 1):
        first = last - size + 1
        if first < 0 or any(p in named or not words[p].is_word for p in range(first, last + 1)):
            break
        if _telling(words[first : last + 1], check):
            heard = " ".join(token.low for token in words[first : last + 1])
            name = sounds_like(heard, beside_dose=True)
            if name:
                return (first, last), name
    return (last, last), ""


def _telling(words: tuple[Token, ...], check: Check) -> bool:
    plain = plain_words(check.said.language)
    if any(token.low in units().by_word for token in words):
        return False  # "sinds april" is a day, whatever it sounds like
    return any(token.low not in plain for token in words)
