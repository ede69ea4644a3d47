"""Words that rule each other out, foremost left and right, with the words they stand by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from summarize.cues import small
from summarize.lexicon import opposites
from summarize.reading import Reading

Side = Literal["", "left", "right", "both"]

_SIDES: Mapping[str, Side] = {
    "links": "left",
    "rechts": "right",
    "beiderzijds": "both",
    "left": "left",
    "right": "right",
    "bilateral": "both",
}
_CHOICE = 4  # tokens between the two members of a choice
_REACH = 6  # tokens between a word and the side that is said of it


@dataclass(frozen=True)
class Member:
    """A word of a group of opposites: which group, which member, and where."""

    group: int
    name: str
    first: int
    last: int


def members(reading: Reading) -> tuple[Member, ...]:
    """Every word of the text that belongs to a group of opposites."""
    idle = {
        place
        for hit in reading.scopes.cues
        if hit.label == "side.pseudo"
        for place in range(hit.first, hit.last + 1)
    }
    found = []
    for hit in opposites(reading.language).find(reading.words):
        group, _, name = hit.label.partition(":")
        if group == "0" and (hit.first in idle or _is_interjection(reading, hit.first)):
            continue
        found.append(Member(int(group), name, hit.first, hit.last))
    return tuple(one for one in found if not _is_choice(reading, one, found))


def _is_choice(reading: Reading, one: Member, found: Sequence[Member]) -> bool:
    """Links of rechts? Both in one question state neither."""
    for other in found:
        apart = abs(other.first - one.first)
        if other.group == one.group and other.name != one.name and apart <= _CHOICE:
            low = min(one.first, other.first)
            between = {t.low for t in reading.words[low : low + apart]}
            if between & small(reading.language, "choice"):
                return True
    return False


def sides(reading: Reading) -> tuple[tuple[int, Side], ...]:
    """Every word for a side, with its place."""
    return tuple((m.first, _SIDES[m.name]) for m in members(reading) if m.group == 0)


def side(reading: Reading, first: int, last: int) -> Side:
    """The side named with the words first to last: the nearest in the same sentence."""
    best: Side = ""
    nearest = _REACH
    for place, spoken in sides(reading):
        if reading.words[place].sentence != reading.words[first].sentence:
            continue
        away = min(abs(place - first), abs(place - last))
        if away < nearest:
            best, nearest = spoken, away
    return best


def _is_interjection(reading: Reading, place: int) -> bool:
    """English "Right, let me see": a side word that opens a sentence before a pause is none."""
    if reading.language != "en" or reading.words[place].low != "right":
        return False
    opens = place == 0 or reading.words[place - 1].sentence != reading.words[place].sentence
    following = reading.words[place + 1].text if place + 1 < len(reading.words) else "."
    return following == "?" or (opens and following in ",.")
