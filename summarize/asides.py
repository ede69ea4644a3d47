"""Asides: stretches that only say how sure or how honest the speaker is."""

from collections.abc import Sequence
from dataclasses import replace

from summarize.spoken import Word
from summarize.wording import Wording


def without_asides(words: Sequence[Word], lists: Wording) -> list[Word]:
    """The words less every aside; a sign behind one goes to the word before it."""
    asides = lists.phrases("asides")
    leading = lists.lexicon("articles", "questions.definite", "dangling.last")
    lows = [word.low for word in words]
    kept: list[Word] = []
    place = 0
    while place < len(words):
        size = asides.at(lows, place)
        if not size:
            kept.append(words[place])
            place += 1
            continue
        mark = words[place + size - 1].mark
        if kept and kept[-1].mark == "," and kept[-1].low in leading and mark == ",":
            kept[-1] = replace(kept[-1], mark="")  # "these, I don't know, attacks"
        elif kept and mark and not kept[-1].mark:
            kept[-1] = replace(kept[-1], mark=mark)
        place += size
    return kept
