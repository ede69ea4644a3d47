"""A question and its answer as one line: "koorts?", "nee hoor" is "geen koorts"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarize.questions import Topic, topics
from summarize.spoken import Sentence, Word, plain, stretches
from summarize.wording import Wording

Polarity = Literal["yes", "no", ""]


@dataclass(frozen=True)
class Answer:
    """What the first sentence of an answer says before and after its yes or no."""

    polarity: Polarity
    rest: tuple[tuple[Word, ...], ...]


def read_answer(sentence: Sentence, lists: Wording) -> Answer:
    """Yes, no or neither, and the stretches that say more."""
    polarity: Polarity = ""
    rest = stretches(sentence.words)
    while rest:
        part = rest[0]
        found = _polarity(part, lists)
        if found:
            polarity = polarity or found
        elif not _says_nothing(part, lists):
            break
        rest = rest[1:]
    if rest:
        head, size = _leading(rest[0], lists)
        polarity = polarity or head
        rest = [rest[0][size:], *rest[1:]] if size < len(rest[0]) else rest[1:]
        if polarity == "no" and _takes_back(rest, sentence, lists):
            polarity = ""
    return Answer(polarity, tuple(part for part in rest if part))


def answered(
    questions: Sequence[Sentence], first: Sentence, others: Sequence[Sentence], lists: Wording
) -> tuple[Word, ...]:
    """The topic of the questions with the first sentence of the answer, as spoken words."""
    answer = read_answer(first, lists)
    asked = [topic for question in questions for topic in topics(question, lists)]
    echoes = [*answer.rest, *(part for s in others for part in stretches(s.words))]
    open_topics = [topic for topic in asked if not _echoed(topic, echoes, lists)]
    rest = [word for part in answer.rest for word in part]
    if answer.polarity == "no":
        denials = _denials([t for t in open_topics if t.denied], lists)
        pointed = [word for t in open_topics if not t.denied for word in t.words]
        if _restated(open_topics, rest):
            return (*_with_new_value(open_topics[0].words, rest), *rest[1:])
        return (*_colon(pointed if rest else []), *denials, *rest)
    if answer.polarity == "yes" and not rest:
        return tuple(word for topic in open_topics for word in _closed(topic.words))
    return (*_prefix(open_topics, rest, lists), *rest)


def _polarity(part: Sequence[Word], lists: Wording) -> Polarity:
    """The polarity of a stretch that says nothing but yes or no."""
    lows = [word.low for word in part]
    if lists.phrases("answers.no_phrases").at(lows, 0) == len(lows):
        return "no"
    if lists.phrases("answers.yes_phrases").at(lows, 0) == len(lows):
        return "yes"
    small = lists.lexicon("fillers", "pronouns", "auxiliaries", "answers.small")
    no, yes = lists.lexicon("answers.no"), lists.lexicon("answers.yes")
    denies = any(low in no for low in lows)
    if all(low in no or low in yes or low in small for low in lows):
        if denies:
            return "no"
        return "yes" if any(low in yes for low in lows) else ""
    return ""


def _says_nothing(part: Sequence[Word], lists: Wording) -> bool:
    return all(word.low in lists.lexicon("fillers", "pronouns") for word in part)


def _leading(part: Sequence[Word], lists: Wording) -> tuple[Polarity, int]:
    """A yes or no at the head of a stretch that goes on ("nee hoor zesendertig acht")."""
    polarity: Polarity = ""
    size = 0
    yes, no = lists.lexicon("answers.yes"), lists.lexicon("denial.alone")
    while size < len(part) and (
        part[size].low in yes or part[size].low in no or part[size].low in lists.lexicon("fillers")
    ):
        if part[size].low in no:
            polarity = polarity or "no"
        elif part[size].low in lists.lexicon("answers.yes_alone"):
            polarity = polarity or "yes"
        size += 1
    return polarity, size


def _takes_back(rest: Sequence[Sequence[Word]], sentence: Sentence, lists: Wording) -> bool:
    if not rest:
        return False
    return lists.phrases("answers.takes_back").within(sentence.lows[:8])


def _echoed(topic: Topic, parts: Sequence[Sequence[Word]], lists: Wording) -> bool:
    """Whether the answer names the topic itself, so that the question need not be repeated."""
    if not topic.words:
        return not topic.lead
    small = lists.lexicon("pronouns", "articles", "auxiliaries", "fillers", "keeps_article")
    own = {word.stem for word in topic.words if word.low not in small}
    said = {word.stem for part in parts for word in part}
    return bool(own & said)


def _denials(open_topics: Sequence[Topic], lists: Wording) -> tuple[Word, ...]:
    """ "geen koorts, hoest of benauwdheid; niet afgevallen" for a no to all of it."""
    row: list[Word] = []
    for topic in open_topics:
        if not topic.words:
            continue
        denial = plain(lists.pairs("denial")[topic.denied], lists.language)
        already = any(word.low in lists.lexicon("denial.any") for word in topic.words)
        row += _closed(topic.words if already else (denial, *topic.words))
    return tuple(row)


def _closed(words: Sequence[Word]) -> tuple[Word, ...]:
    return (*words[:-1], replace(words[-1], mark=",")) if words else ()


def _colon(words: Sequence[Word]) -> tuple[Word, ...]:
    return (*words[:-1], replace(words[-1], mark=":")) if words else ()


def _restated(open_topics: Sequence[Topic], rest: Sequence[Word]) -> bool:
    """ "Simvastatine van veertig?" "Nee, twintig." """
    return (
        len(open_topics) == 1
        and bool(rest)
        and rest[0].figure
        and any(word.figure for word in open_topics[0].words)
    )


def _with_new_value(words: Sequence[Word], rest: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(replace(rest[0], mark=word.mark) if word.figure else word for word in words)


def _prefix(open_topics: Sequence[Topic], rest: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """The topic before an answer that does not name it, or the word its question asks for."""
    if not open_topics:
        return ()
    topic = open_topics[-1]
    if topic.lead:
        lead = plain(topic.lead, lists.language)
        named = any(word.low == lead.low for word in rest)
        return () if named else (*topic.words[:3], lead)
    if len(topic.words) > 4 or len(open_topics) > 2:
        return ()
    return _colon(topic.words)
