"""For each word of a text: said to be so or not, of whom, and whether as fact or as what-if."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from asr.transcript import Language
from summarize.cues import cues
from summarize.lexicon import plain_words
from summarize.phrases import Hit
from summarize.words import Token

Polarity = Literal["present", "absent", "unknown"]

_PREPOSITIONS = frozenset({"met", "vanwege", "ondanks", "sinds", "with", "despite", "since"})
_BEFORE = 5  # tokens that "niet" or "not" reaches back: "flauwgevallen ben ik ook niet"
_AFTER = 8  # and forward; speech without commas makes clauses of thirty words
_UNDECIDED = frozenset({"negation.over", "negation.normal", "negation.implied"})
_PARTICLE = 3  # letters; "niet mee", "niet op" deny the verb before them
_LIST_ITEM = 4  # words; a longer piece after a comma is a new statement, not an item of the list
_BREAKS = frozenset({",", ";", "(", ")", ".", "?", "!", "→", "+"})


@dataclass(frozen=True)
class Scopes:
    """What holds at each token, and the cue phrases found."""

    clause: tuple[int, ...]
    polarity: tuple[Polarity, ...]
    person: tuple[str, ...]  # "" is the patient; otherwise a list name of the cue file
    hypothetical: tuple[bool, ...]
    uncertain: tuple[bool, ...]
    cues: tuple[Hit, ...]
    focus: frozenset[int]  # the very words that a denial is about

    def labels(self, first: int, last: int) -> frozenset[str]:
        """The labels of cues that start within these tokens."""
        return frozenset(hit.label for hit in self.cues if first <= hit.first <= last)


def scopes(words: Sequence[Token], language: Language) -> Scopes:
    """Reads denial, person and condition for every token."""
    hits = _without_pseudo(cues(language).find(words))
    clause = _clauses(words, hits)
    return Scopes(
        clause=clause,
        polarity=_polarity(words, clause, hits),
        person=_person(words, clause, hits),
        hypothetical=_hypothetical(words, hits),
        uncertain=_within_clause(clause, hits, "uncertain.words"),
        cues=hits,
        focus=_focus(words, language, clause, hits),
    )


def _without_pseudo(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Cues that lie inside "not only", "niet uitgesloten" and the like do not deny."""
    covered = {
        place
        for hit in hits
        if hit.label == "negation.pseudo"
        for place in range(hit.first, hit.last + 1)
    }
    kept = ("negation.pseudo", "negation.affirm", "negation.stop", "negation.or")
    return tuple(
        h
        for h in hits
        if not (h.label.startswith("negation.") and h.label not in kept and h.first in covered)
    )


def _clauses(words: Sequence[Token], hits: tuple[Hit, ...]) -> tuple[int, ...]:
    starts = {hit.first for hit in hits if hit.label == "negation.stop"}
    starts |= _new_subjects(words, hits)
    found: list[int] = []
    clause = 0
    for place, token in enumerate(words):
        if place in starts or (place and words[place - 1].sentence != token.sentence):
            clause += 1
        found.append(clause)
        if token.text in _BREAKS:
            clause += 1
    return tuple(found)


def _new_subjects(words: Sequence[Token], hits: tuple[Hit, ...]) -> set[int]:
    """Places of "and" or "en" behind which a new sentence starts: "and I", "en toen"."""
    ands = {hit.first for hit in hits if hit.label == "negation.and"}
    subjects = {hit.first for hit in hits if hit.label == "negation.subject"}
    return {place for place in ands if place + 1 in subjects}


# --- denial


def _focus(
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


def _polarity(
    words: Sequence[Token], clause: tuple[int, ...], hits: tuple[Hit, ...]
) -> tuple[Polarity, ...]:
    state: list[Polarity] = ["present"] * len(words)
    affirmed = {clause[h.first] for h in hits if h.label == "negation.affirm"}
    for hit in sorted(hits, key=lambda hit: hit.label not in _UNDECIDED):
        where = clause[hit.first]
        if hit.label == "negation.around" and where not in affirmed:
            reach = range(max(0, hit.first - _BEFORE), min(len(words), hit.last + 1 + _AFTER))
            _mark(state, [p for p in reach if clause[p] == where and not _aside(words, p, hit)])
        elif hit.label in _UNDECIDED:
            _mark(state, [p for p in range(len(words)) if clause[p] == where], "unknown")
        elif hit.label == "negation.after" or _ends_clause(words, clause, hit):
            _mark(state, [p for p in range(hit.first) if clause[p] == where])
        elif hit.label == "negation.before":
            _mark(state, [p for p in range(hit.first, len(words)) if clause[p] == where])
            _carry_on(words, clause, hits, hit, state)
    for place, token in enumerate(words[:-1] if words else ()):
        if token.is_word and words[place + 1].text == "-" and _stands_alone(words, place + 1):
            state[place] = "absent"
    return tuple(state)


def _aside(words: Sequence[Token], place: int, hit: Hit) -> bool:
    """What a preposition opens before the denial: "met uw suiker doe ik dat niet"."""
    before = {words[p].low for p in range(max(0, place - 2), place + 1)}
    return place < hit.first and bool(before & _PREPOSITIONS)


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


def _stands_alone(words: Sequence[Token], place: int) -> bool:
    """Whether a dash denies (koorts -, hoest +) instead of joining or counting."""
    following = words[place + 1] if place + 1 < len(words) else None
    return following is None or following.text in {",", ".", ")", ";"}


# --- whose, and when


def _person(
    words: Sequence[Token], clause: tuple[int, ...], hits: tuple[Hit, ...]
) -> tuple[str, ...]:
    """The relative named last in the sentence, over its whole clause and what follows."""
    people = [hit for hit in hits if hit.label.startswith("person.")]
    again = {hit.first for hit in people if hit.label == "person.again"}
    people = [hit for hit in people if hit.label not in ("person.again", "person.maybe")]
    named = {hit.first: hit.label.removeprefix("person.") for hit in people}
    person = [""] * len(words)
    current = ""
    for place, token in enumerate(words):
        if place and words[place - 1].sentence != token.sentence:
            current = current if place in again else ""
        if place in named and (named[place] != "self" or _starts_clause(clause, place)):
            current = "" if named[place] == "self" else named[place]
            if current and _alone_in_brackets(words, place):
                _mark_before(words, clause, person, place, current)
            if current:
                for earlier in range(place - 1, -1, -1):
                    if clause[earlier] != clause[place]:
                        break
                    person[earlier] = current
        person[place] = current
    return tuple(person)


def _alone_in_brackets(words: Sequence[Token], place: int) -> bool:
    after = words[place + 1].text if place + 1 < len(words) else ""
    return place > 0 and words[place - 1].text == "(" and after in {")", ","}


def _mark_before(
    words: Sequence[Token], clause: tuple[int, ...], person: list[str], place: int, who: str
) -> None:
    """Gives what stands before a bracket to the person in it: "poliepen (vader)"."""
    before = clause[place - 2] if place >= 2 else -1
    for earlier in range(place):
        if clause[earlier] == before:
            person[earlier] = who


def _starts_clause(clause: tuple[int, ...], place: int) -> bool:
    return sum(1 for p in range(place) if clause[p] == clause[place]) <= 2


def _hypothetical(words: Sequence[Token], hits: tuple[Hit, ...]) -> tuple[bool, ...]:
    """From an "als" or "if" to the end of its sentence."""
    state = [False] * len(words)
    advising = {
        words[hit.first].sentence for hit in hits if hit.label in ("safety_net.call", "change.stop")
    }
    for hit in hits:
        beside = hit.label == "hypothetical.beside_advice"
        if hit.label != "hypothetical.if" and not (
            beside and words[hit.first].sentence in advising
        ):
            continue
        for place in range(hit.first, len(words)):
            if words[place].sentence != words[hit.first].sentence:
                break
            state[place] = True
    return tuple(state)


def _within_clause(clause: tuple[int, ...], hits: tuple[Hit, ...], label: str) -> tuple[bool, ...]:
    marked = {clause[hit.first] for hit in hits if hit.label == label}
    return tuple(number in marked for number in clause)
