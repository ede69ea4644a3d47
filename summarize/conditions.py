"""Conditions said by word order: "krijgt u koorts, dan belt u" reads "als koorts krijgt"."""

from collections.abc import Sequence
from dataclasses import replace

from summarize.spoken import Word, plain, stretches
from summarize.wording import Wording


def with_if(words: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """The sentence with "als" in front and the verb behind, when a verb in front sets a condition.

    Without it a note would say that what may happen is so.
    """
    words = _divided(words, lists)
    parts = stretches(words)
    start = 0
    while start < len(words) and words[start].low in lists.lexicon("questions.before", "fillers"):
        start += 1
    rest = words[start : len(parts[0])] if parts else ()
    later = [word.low for word in words[len(parts[0]) :]] if parts else []
    sets = (
        len(rest) > 1
        and rest[0].low in lists.lexicon("questions.opening")
        and rest[1].low in lists.lexicon("questions.follows_opening")
        and any(low in lists.lexicon("questions.then") for low in later)
    )
    if not sets:
        return tuple(words)
    verb, last = rest[0], rest[-1]
    condition = plain(lists.pairs("phases")["if"], lists.language)
    body = [*rest[1:-1], replace(last, mark=""), replace(verb, mark=last.mark)]
    return (condition, *body, *words[len(parts[0]) :])


def with_case(words: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """The professional's sentence with "als" in front of a complaint for which to call somebody.

    Where the word that set the condition was misheard a note would say that what may come is so.
    """
    lows = [word.low for word in words]
    call = lists.phrases("phases.calling").first(lows)
    conditions = lists.lexicon("phases.conditions")
    first = next((p for p, word in enumerate(words) if word.term == "symptom"), None)
    if call is None or first is None or first > call or any(low in conditions for low in lows):
        return tuple(words)
    start = first
    while start and not words[start - 1].mark:
        start -= 1
    condition = plain(lists.pairs("phases")["if"], lists.language)
    return (*words[:start], condition, *words[start:])


def _divided(words: Sequence[Word], lists: Wording) -> Sequence[Word]:
    """The words with the comma that running speech lacks before "dan"."""
    if any(word.mark for word in words[:-1]):
        return words
    then = lists.lexicon("phases.then")
    place = next((p for p, word in enumerate(words) if word.low in then and p > 2), None)
    if place is None:
        return words
    return [*words[: place - 1], replace(words[place - 1], mark=","), *words[place:]]
