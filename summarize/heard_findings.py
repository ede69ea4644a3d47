"""Findings on half-heard words: a drug name before a dose, and a word spelled as it sounds."""

from collections.abc import Iterator

from asr.transcript import Language
from summarize.amount_findings import is_dose
from summarize.checking import Check, finding
from summarize.conversation import Turn
from summarize.doses import Quantity
from summarize.drugs import known_drug, sounds_like
from summarize.lexicon import plain_words
from summarize.note import Finding, Severity
from summarize.numbers import numbers
from summarize.numerals import is_number
from summarize.units import units
from summarize.words import Token, tokens

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
    """Words and figures of the note that nobody was heard to say, but something that sounds so."""
    language = check.said.language
    heard = _taken_for(check)
    for place, token in enumerate(check.statement.words):
        if token.low in heard:
            turn, at = heard[token.low]
            weighty = known_drug(token.low) or is_number(token.low, language)
            severity: Severity = "must_see" if weighty else "look"
            yield finding(check, "unsure", severity, (place, place), (turn, at, at))
    values = {_value(word, language): where for word, where in heard.items()}
    for one in check.statement.quantities:
        if one.value in values and check.statement.words[one.first].is_digits:
            turn, at = values[one.value]
            yield finding(check, "unsure", "must_see", (one.first, one.last), (turn, at, at))


def _taken_for(check: Check) -> dict[str, tuple[Turn, int]]:
    """The words that others were taken for in the turns looked at, and where those stand."""
    heard: dict[str, tuple[Turn, int]] = {}
    for turn in check.turns:
        spoken = [place for place, token in enumerate(turn.reading.words) if token.is_word]
        lows = [turn.reading.words[place].low for place in spoken]
        for at, place in enumerate(spoken):
            word = check.said.hearing.meant(lows, at, doubted=place in turn.unsure)
            if word:
                heard.setdefault(word, (turn, place))
    return heard


def _value(word: str, language: Language) -> str:
    """The figure of a number word, or nothing."""
    found = numbers(tokens(word, language), language) if is_number(word, language) else ()
    return found[0].value if found else ""


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
