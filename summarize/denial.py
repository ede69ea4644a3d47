"""Which words of a text are denied: by "geen" before, "niet" around, "negatief" or "nee" behind."""

from collections.abc import Sequence
from typing import Literal

from asr.transcript import Language
from summarize.cues import small
from summarize.lexicon import plain_words
from summarize.phrases import Hit
from summarize.words import Token

Polarity = Literal["present", "absent", "unknown"]

_BEFORE = 5  # tokens that "niet" or "not" reaches back: "flauwgevallen ben ik ook niet"
_AFTER = 8  # and forward; speech without commas makes clauses of thirty words
_UNDECIDED = frozenset({"negation.over", "negation.normal", "negation.implied"})
_PARTICLE = 3  # letters; "niet mee", "niet op" deny the verb before them
_LIST_ITEM = 4  # words; a longer piece after a comma is a new statement, not an item of the list


def focus(
    words: Sequence[Token], language: Language, clause: tuple[int, ...], hits: tuple[Hit, ...]
) -> frozenset[int]:
    """The word a denial is about: the one after "geen" or "niet", or before a closing "niet"."""
    small = plain_words(language)
    found: set[int] = set()
    for hit in hits:
        if hit.label not in ("negation.before", "negation.around", "negation.after"):
            continue
        here = [p for p, number in enumerate(clause) if number == clause[hit.first]]
        telling = [p for p in here if words[p].is_word and words[p].low not in small]
        following = [p for p in here if words[p].is_word and p > hit.last]
        ahead = [p for p in telling if p > hit.last]
        behind = [p for p in telling if p < hit.first]
        if hit.label == "negation.before":
            found.update(ahead[:1])
        elif hit.label == "negation.around":
            next_words = [p for p in following[:2] if len(words[p].low) > _PARTICLE]
            found.update(next_words or (*behind[-1:], *following[:1]))
        else:
            found.update(behind[-1:])
    return frozenset(found)


def denial(
    words: Sequence[Token], language: Language, clause: tuple[int, ...], hits: tuple[Hit, ...]
) -> tuple[Polarity, ...]:
    state: list[Polarity] = ["present"] * len(words)
    affirmed = {clause[h.first] for h in hits if h.label == "negation.affirm"}
    for hit in sorted(hits, key=lambda hit: hit.label not in _UNDECIDED):
        where = clause[hit.first]
        if hit.label == "negation.around" and where not in affirmed:
            reach = range(max(0, hit.first - _BEFORE), min(len(words), hit.last + 1 + _AFTER))
            _mark(
                state,
                [p for p in reach if clause[p] == where and not _aside(words, language, p, hit)],
            )
        elif hit.label in _UNDECIDED:
            _mark(state, [p for p in range(len(words)) if clause[p] == where], "unknown")
        elif hit.label == "negation.after" or _ends_clause(words, clause, hit):
            _mark(state, [p for p in range(hit.first) if clause[p] == where])
        elif hit.label == "negation.before":
            _mark(state, [p for p in range(hit.first, len(words)) if clause[p] == where])
            _carry_on(words, clause, hits, hit, state)
    starts = tuple(small(language, "denying_starts"))
    for place, token in enumerate(words):
        if token.low.startswith(starts):
            state[place] = "absent"
    for place in _answered_no(words, language, clause, hits):
        state[place] = "absent"
    for place, token in enumerate(words[:-1] if words else ()):
        if token.is_word and words[place + 1].text == "-" and _stands_alone(words, place + 1):
            _mark(state, _item_before(words, clause, place))
    return tuple(state)


def _answered_no(
    words: Sequence[Token], language: Language, clause: tuple[int, ...], hits: tuple[Hit, ...]
) -> list[int]:
    """The words before a closing no: "pijn nee", "neusbloedingen, nee"."""
    found: list[int] = []
    for hit in hits:
        if hit.label != "answer.no" or words[hit.first].low not in small(language, "no"):
            continue
        own = [p for p, n in enumerate(clause) if n == clause[hit.first] and words[p].is_word]
        sentence = words[hit.first].sentence
        before = [
            p
            for p, n in enumerate(clause)
            if n == clause[hit.first] - 1 and words[p].is_word and words[p].sentence == sentence
        ]
        item = own[:-1] if len(own) > 1 else before
        if own and own[-1] == hit.first and 0 < len(item) <= _LIST_ITEM:
            found += item
    return found


def _aside(words: Sequence[Token], language: Language, place: int, hit: Hit) -> bool:
    """What a preposition opens before the denial: "met uw suiker doe ik dat niet"."""
    before = {words[p].low for p in range(max(0, place - 2), place + 1)}
    return place < hit.first and bool(before & small(language, "prepositions"))


def _ends_clause(words: Sequence[Token], clause: tuple[int, ...], hit: Hit) -> bool:
    """Whether nothing follows the denial: "allergie: geen", "tobacco use: none"."""
    if hit.label != "negation.before":
        return False
    behind = [p for p in range(hit.last + 1, len(words)) if clause[p] == clause[hit.first]]
    return hit.first > 0 and not any(words[p].is_word for p in behind)


def _mark(state: list[Polarity], places: Sequence[int], value: Polarity = "absent") -> None:
    for place in places:
        state[place] = value


def _carry_on(
    words: Sequence[Token],
    clause: tuple[int, ...],
    hits: tuple[Hit, ...],
    denial: Hit,
    state: list[Polarity],
) -> None:
    """Follows a denied list over its commas: "geen koorts, hoest of benauwdheid".

    Without a closing "of" nobody can tell where the list ends, so those items become unknown.
    """
    stops = {
        clause[h.first] for h in hits if h.label.startswith("negation.") and h.first > denial.last
    }
    stops -= {clause[h.first] for h in hits if h.label == "negation.or"}
    ors = {clause[h.first] for h in hits if h.label == "negation.or"}
    here = clause[denial.first]
    items: list[list[int]] = []
    for number in range(here + 1, clause[-1] + 1):
        places = [p for p in range(len(words)) if clause[p] == number]
        opener = words[places[0] - 1].text if places else ""
        if not places or opener != "," or number in stops:
            break
        if _longest_item(words, places, hits) > _LIST_ITEM:
            break
        if any(words[p].is_digits for p in places):
            break
        items.append(places)
    joined = [n for n, places in enumerate(items) if clause[places[0]] in ors]
    for number, places in enumerate(items):
        sure = bool(joined) and number <= joined[-1]
        _mark(state, places, "absent" if sure else "unknown")


def _longest_item(words: Sequence[Token], places: Sequence[int], hits: tuple[Hit, ...]) -> int:
    """Words in the longest part between two "of"s."""
    ors = {hit.first for hit in hits if hit.label == "negation.or"}
    longest = length = 0
    for place in places:
        length = 0 if place in ors else length + words[place].is_word
        longest = max(longest, length)
    return longest


def _item_before(words: Sequence[Token], clause: tuple[int, ...], place: int) -> list[int]:
    """The short item that a dash closes: "koorts -", "VTE zelf -"."""
    own = [p for p in range(place + 1) if clause[p] == clause[place]]
    return own if len(own) <= _LIST_ITEM else [place]


def _stands_alone(words: Sequence[Token], place: int) -> bool:
    """Whether a dash denies (koorts -, hoest +) instead of joining or counting."""
    following = words[place + 1] if place + 1 < len(words) else None
    return following is None or following.text in {",", ".", ")", ";"}
