"""Question and answer across turns: "heeft u koorts?" - "nee hoor" says that there is no fever."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from asr.transcript import Speaker
from summarize.cues import small
from summarize.polarity import Polarity
from summarize.reading import Reading

Answer = Literal["yes", "no", "unknown", "none"]

_ASKERS: frozenset[Speaker] = frozenset({"clinician", "agent", "unknown"})
_FRAGMENT = 6  # words; a shorter last sentence of the clinician before an answer is a question
_OPENING = 3  # words of the reply in which yes or no stands
_OPENS_WITHIN = 4  # words of a question in which hoe, wat or welke stands
_AT_ONCE = 2  # words in which a mere "niet" or "not" answers: "voor latex niet" answers another way
_TELLING = 4  # letters of a word form that question and answer may share


@dataclass(frozen=True)
class Question:
    """The asking sentences of an utterance (token places) and how they were answered."""

    asked: frozenset[int]
    answer: Answer
    open: frozenset[int]  # places where ja or nee says nothing: hoe, wat, welke
    person: str  # the relative that the reply names, for "in de familie?" - "mijn oma"
    by_word: Mapping[str, Polarity]  # word form -> its own answer: "hartkloppingen soms, pijn nee"


def question(reading: Reading, speaker: Speaker, reply: Reading | None) -> Question | None:
    """What an utterance asks, given the next thing that somebody else says; None if nothing."""
    sentences = _sentences(reading)
    if not sentences:
        return None
    answered = answer(reply) if reply is not None else "none"
    asked: set[int] = set()
    last = len(sentences) - 1
    for number, (first, end) in enumerate(sentences):
        marked = reading.words[end].text == "?"
        unmarked = number == last and (
            _asks(reading, first, end)
            or (speaker in _ASKERS and _may_ask(reading, first, end, answered))
        )
        if marked or unmarked:
            asked.update(range(first, end + 1))
    if not asked:
        return None
    return Question(
        asked=frozenset(asked),
        answer=answered,
        open=_open(reading, asked, sentences),
        person=next((who for who in reply.scopes.person if who), "") if reply else "",
        by_word=MappingProxyType(_by_word(reading, asked, reply) if reply else {}),
    )


def answer(reply: Reading) -> Answer:
    """Yes, no or unclear, from the opening words of a reply."""
    hits = [hit for hit in reply.scopes.cues if hit.label.startswith("answer.")]
    spoken = [place for place, token in enumerate(reply.words) if token.is_word]
    opening = set(spoken[:_OPENING])
    early = [hit for hit in hits if hit.first in opening]
    if any(hit.label == "answer.unknown" for hit in early):
        return "unknown"
    early = [
        hit
        for hit in early
        if hit.label != "answer.question"
        and (
            hit.first in spoken[:_AT_ONCE]
            or reply.words[hit.first].low not in small(reply.language, "weak_answer")
        )
    ]
    denials = {hit.first for hit in reply.scopes.cues if hit.label == "negation.around"}
    said = [
        # "I have not", "I do n't think so": what is denied at once is no yes
        "no" if hit.last + 1 in denials else hit.label.removeprefix("answer.")
        for hit in early
    ]
    if "no" in said and "yes" in said:
        first = min(early, key=lambda h: (h.first, h.first - h.last))
        return "no" if first.label == "answer.no" else "unknown"
    if said:
        return "no" if said[0] == "no" else "yes"
    return "none"


def confirms(reply: Reading) -> bool:
    """Whether a reply only agrees: ja, klopt, inderdaad."""
    return answer(reply) == "yes" and len(reply.content) <= 1


def _by_word(reading: Reading, asked: Iterable[int], reply: Reading) -> dict[str, Polarity]:
    """Words of the question that the reply takes up, each with the yes or no of its clause."""
    wanted = {reading.words[p].stem for p in asked if p in reading.content}
    scope = reply.scopes
    found: dict[str, Polarity] = {}
    for place in reply.content:
        token = reply.words[place]
        if token.stem not in wanted or len(token.stem) < _TELLING or scope.hypothetical[place]:
            continue
        clause = {p for p, number in enumerate(scope.clause) if number == scope.clause[place]}
        labels = {hit.label for hit in scope.cues if hit.first in clause}
        denied = scope.polarity[place] == "absent" or "answer.no" in labels
        found[token.stem] = "absent" if denied else scope.polarity[place]
    return found


def _sentences(reading: Reading) -> Sequence[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for place, token in enumerate(reading.words):
        if spans and reading.words[spans[-1][1]].sentence == token.sentence:
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((place, place))
    return spans


def _may_ask(reading: Reading, first: int, end: int, answered: Answer) -> bool:
    """Whether an unmarked sentence before a yes or no asks; "ik hoor geen geruis" does not."""
    if answered not in ("yes", "no"):
        return False
    tells = {hit.first for hit in reading.scopes.cues if hit.label == "pairing.tells"}
    return end - first < _FRAGMENT and not any(place in tells for place in range(first, end + 1))


def _asks(reading: Reading, first: int, end: int) -> bool:
    """Whether a sentence opens as a question: a verb before "u", or a question word."""
    opening = range(first, min(first + 3, end + 1))
    return any(
        hit.label == "answer.question" and hit.first in opening and hit.last > hit.first
        for hit in reading.scopes.cues
    )


def _open(
    reading: Reading, asked: set[int], sentences: Sequence[tuple[int, int]]
) -> frozenset[int]:
    """The places of asking sentences that open with a question word."""
    found: set[int] = set()
    for first, end in sentences:
        if first not in asked:
            continue
        opening = [token.low for token in reading.words[first : first + _OPENS_WITHIN]]
        if any(word in small(reading.language, "open") for word in opening):
            found.update(range(first, end + 1))
    return frozenset(found)
