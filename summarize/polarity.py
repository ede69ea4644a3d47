"""For each word of a text: said to be so or not, of whom, and whether as fact or as what-if."""

from collections.abc import Sequence
from dataclasses import dataclass

from asr.transcript import Language
from summarize.cues import cues
from summarize.denial import Polarity, denial, focus
from summarize.phrases import Hit
from summarize.words import Token

__all__ = ["Polarity", "Scopes", "scopes"]


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
        polarity=denial(words, language, clause, hits),
        person=_person(words, clause, hits),
        hypothetical=_hypothetical(words, hits),
        uncertain=_within_clause(clause, hits, "uncertain.words"),
        cues=hits,
        focus=focus(words, language, clause, hits),
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


# --- whose, and when


def _person(
    words: Sequence[Token], clause: tuple[int, ...], hits: tuple[Hit, ...]
) -> tuple[str, ...]:
    """The relative named last in the sentence, over its whole clause and what follows."""
    younger = {
        place
        for hit in hits
        if hit.label == "person.pseudo"
        for place in range(hit.first, hit.last + 1)
    }
    people = [
        hit
        for hit in hits
        if hit.label.startswith("person.")
        and hit.first not in younger
        and not _is_short_form(words[hit.first])
    ]
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


def _is_short_form(token: Token) -> bool:
    """OMA is an ear infection, oma a grandmother."""
    return len(token.text) > 1 and token.text.isupper()


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
