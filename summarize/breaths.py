"""Read what one speaker says in a breath as one, where Whisper ended a sentence after a few words.

With words to expect in its prompt, each a sentence, it writes "Valaciclovir. Duizend milligram.
Drie keer per dag.", an utterance each. Read one by one these say little.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from asr.transcript import Language, Transcript, Utterance, UtteranceId
from summarize.lexicon import listed_words, ordinary_words
from summarize.numerals import is_number
from summarize.questions import verb_comes_first
from summarize.wording import wording
from summarize.words import fold

# Seconds: a silence as long as this ends a breath, with or without a full stop.
PAUSE = 0.6
# A sentence of more words than this stands by itself.
FRAGMENT = 5
# Words of an utterance to which nothing more is joined: who listens back wants no whole story.
_MOST = 40
_FRONT = 4  # letters
_WORD = re.compile(r"\d+|[^\W\d_]{3,}")
_SENTENCE = re.compile(r"(?<=[.?!…])\s+")


@dataclass(frozen=True)
class Breaths:
    """A conversation in which the fragments of a breath are one utterance, and which these were."""

    transcript: Transcript
    parts: Mapping[UtteranceId, tuple[Utterance, ...]]

    def said_in(self, evidence: Sequence[UtteranceId], text: str) -> tuple[UtteranceId, ...]:
        """The utterances as they were heard that a line with that text rests on.

        Of a breath, from the first part that has a word of the line, or a number where the line
        has one, to the last.
        """
        wanted, number = _fronts(text), any(sign.isdigit() for sign in text)
        kept: list[Utterance] = []
        for read in evidence:
            parts = self.parts[read]
            told = [
                wanted & _fronts(one.text)
                or _denies(one, self.transcript.language)
                or (number and self._counts(one))
                for one in parts
            ]
            places = [place for place, one in enumerate(told) if one] or [0, len(parts) - 1]
            kept += parts[places[0] : places[-1] + 1]
        return tuple(dict.fromkeys(one.id for one in kept))

    def _counts(self, one: Utterance) -> bool:
        language = self.transcript.language
        words = _WORD.findall(one.text.lower())
        return any(word.isdigit() or is_number(fold(word), language) for word in words)


def in_breaths(transcript: Transcript) -> Breaths:
    """The conversation as it is to be read. Each utterance keeps the number of its first part."""
    language = transcript.language
    groups = list(_breaths(transcript.utterances, language))
    read = (reduce(lambda a, b: _joined(a, b, language), group) for group in groups)
    return Breaths(
        transcript.model_copy(update={"utterances": tuple(read)}),
        {group[0].id: tuple(group) for group in groups},
    )


def _breaths(said: Sequence[Utterance], language: Language) -> Iterator[list[Utterance]]:
    group: list[Utterance] = []
    for place, one in enumerate(said):
        # "Koorts." - "Nee." under one label is a question and its answer: read with nothing before.
        denied = any(
            following.speaker == one.speaker and _denies(following, language)
            for following in said[place + 1 : place + 2]
        )
        if group and not denied and _goes_on(group, one, language):
            group.append(one)
            continue
        if group:
            yield group
        group = [one]
    if group:
        yield group


def _goes_on(group: Sequence[Utterance], following: Utterance, language: Language) -> bool:
    last = group[-1]
    if last.speaker != following.speaker or last.speaker == "unknown":
        return False
    if following.start - last.end >= PAUSE or sum(_length(u.text) for u in group) > _MOST:
        return False
    if not last.text.endswith(".") or last.text.endswith(".."):
        return False
    ends, begins = _SENTENCE.split(last.text)[-1], _SENTENCE.split(following.text)[0]
    if begins.endswith("?") or _opens_question(following, language):
        return False  # who tells something and asks something says two things
    return min(_length(ends), _length(begins)) <= FRAGMENT


def _opens_question(one: Utterance, language: Language) -> bool:
    """Whether a professional begins a question here."""
    if one.speaker not in ("clinician", "agent"):
        return False
    lists = wording(language)
    lows = [fold(word.strip(",.?!…")) for word in one.text.split()]
    while lows and lows[0] in lists.lexicon("questions.before"):
        lows = lows[1:]
    return verb_comes_first(lows, lists)


def _joined(first: Utterance, following: Utterance, language: Language) -> Utterance:
    return Utterance(
        id=first.id,
        speaker=first.speaker,
        start=first.start,
        end=max(first.end, following.end),
        text=f"{first.text[:-1]}, {_within(following.text, language)}",
        words=first.words + following.words,
    )


def _fronts(text: str) -> frozenset[str]:
    """How its words begin: a line has the words that were said, some in another form."""
    return frozenset(word[:_FRONT] for word in _WORD.findall(text.lower()))


def _within(text: str, language: Language) -> str:
    """As it is written in the middle of a sentence; a name keeps its capital."""
    first, *rest = text.split(" ", 1)
    low = fold(first.strip(",.?!…"))
    common = low in listed_words(language) or low in ordinary_words(language)
    return " ".join([first.lower() if common or is_number(low, language) else first, *rest])


def _denies(one: Utterance, language: Language) -> bool:
    first = next(iter(_WORD.findall(one.text.lower())), "")
    return first in wording(language).lexicon("denial.alone")


def _length(text: str) -> int:
    return len(text.split())
