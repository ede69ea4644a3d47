"""A question and its answer as one line: "koorts?", "nee hoor" is "geen koorts"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from summarize.choose import weight
from summarize.drugs import known_drug
from summarize.questions import Topic, topics
from summarize.spoken import Sentence, Word, plain, stretches
from summarize.wording import Wording

Polarity = Literal["yes", "no", ""]
_LONGEST_PREFIX = 4  # words of a question worth repeating before an answer that does not name it
_LONGEST_VAGUE = 2  # the same for words that are no terms of the trade
_LONGEST_CONFIRMED = 8  # the same when the answer says yes to it
_BEFORE_TIME = frozenset({"sinds", "since", "for"})


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
            polarity = found  # "ja, eh, nee": the last word counts
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
    if answer.polarity == "no" and _asks_whether_not(questions[-1], lists):
        # "bowels fine? no cough?": the no is to what was asked as denied
        questions = [question for question in questions if _asks_whether_not(question, lists)]
    asked = [topic for question in questions for topic in topics(question, lists)]
    if answer.polarity == "no":
        answer = replace(answer, rest=_without_echo(answer.rest, asked, lists))
    more = [part for s in others for part in stretches(s.words)]
    open_topics = [topic for topic in asked if not _echoed(topic, [*answer.rest, *more], lists)]
    rest = tuple(word for part in answer.rest for word in part)
    if answer.polarity == "no":
        rest = _with_unit(rest, asked, lists)
        said = [*rest, *(word for part in more for word in part)]
        denied: list[Word] = []
        for topic in open_topics:
            denied += _refused(topic, said, lists)
        return (*denied, *rest)
    if answer.polarity == "yes" and not rest:
        return tuple(word for topic in open_topics for word in _marked(topic.words, ","))
    if len(open_topics) < len(asked) and not answer.polarity:
        return rest  # "jeuk, pijn?" answered with "jeuk soms" says nothing of pain
    if _is_request(questions, lists):
        return (*(word for topic in asked for word in _marked(topic.words, ",")), *rest)
    goes_on = len(questions) == 1 and _goes_on(questions[0], lists)
    return (*_prefix(open_topics, rest, answer.polarity == "yes", goes_on, lists), *rest)


def _goes_on(question: Sentence, lists: Wording) -> bool:
    """Whether the last part of a question only adds to it: "kortademig, bij inspanning"."""
    parts = stretches(question.words)
    joins = lists.lexicon("questions.joining")
    return len(parts) > 1 and not question.marked_as_question and parts[-1][0].low in joins


def _with_unit(rest: tuple[Word, ...], asked: Sequence[Topic], lists: Wording) -> tuple[Word, ...]:
    """The right number with the unit it was asked with: "tien dagen?" - "nee, zeven"."""
    units = lists.lexicon("kinds.units")
    if not rest or not rest[0].figure or (len(rest) > 1 and rest[1].low in units):
        return rest
    unit = next(
        (
            after
            for topic in asked
            for word, after in pairwise(topic.words)
            if word.figure and after.low in units
        ),
        None,
    )
    if unit is None:
        return rest
    return (replace(rest[0], mark=""), replace(unit, mark=rest[0].mark), *rest[1:])


def _asks_whether_not(question: Sentence, lists: Wording) -> bool:
    """ "No cough, no breathing difficulties?" """
    fillers = lists.lexicon("fillers", "questions.before")
    first = next((word.low for word in question.words if word.low not in fillers), "")
    return first in lists.lexicon("denial.any")


def _without_echo(
    rest: Sequence[tuple[Word, ...]], asked: Sequence[Topic], lists: Wording
) -> tuple[tuple[Word, ...], ...]:
    """What follows a no, less a stretch that only repeats what was asked ("no, asthma")."""
    small = lists.lexicon("pronouns", "articles", "auxiliaries", "fillers")
    topic_stems = {word.stem for topic in asked for word in topic.words}
    kept = []
    for part in rest:
        own = {word.stem for word in part if word.low not in small}
        if not own or not own <= topic_stems:
            kept.append(part)
    return tuple(kept)


def _is_request(questions: Sequence[Sentence], lists: Wording) -> bool:
    """Whether somebody is asked to do something, not whether something is so."""
    requests = lists.phrases("calls.requests")
    return any(requests.within(question.lows) for question in questions)


def _refused(topic: Topic, said: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """What a no makes of a topic: "geen koorts", or the thing without the figure that was wrong."""
    if any(word.figure for word in topic.words):
        thing = _without_figures(topic.words, lists)
        named = any(word.term or known_drug(word.low) for word in thing)
        return _marked(thing, ":") if named and any(word.figure for word in said) else ()
    if not topic.words or _is_family_named(topic, said, lists):
        return ()
    if not topic.denied:
        return _marked(topic.words, ":") if said else ()
    if _is_denied(topic, lists):
        return _marked(topic.words, ",")  # "kunnen jullie niet doorgeven?"
    if topic.denied == "after":
        no = plain(lists.pairs("denial")["answer"], lists.language)
        return (*_marked(topic.words, ":"), replace(no, mark=","))
    denial = plain(lists.pairs("denial")[topic.denied], lists.language)
    words = _marked(topic.words, ",")
    if topic.after_verb:
        verb = replace(words[0], mark="")
        return (verb, replace(denial, mark=words[0].mark), *words[1:])
    return (denial, *words)


def _is_denied(topic: Topic, lists: Wording) -> bool:
    """Whether a topic is asked as denied; not "thoughts of harm, or of not wanting to live"."""
    either, denial = lists.lexicon("denial.or"), lists.lexicon("denial.any")
    until = next((p for p, word in enumerate(topic.words) if word.low in either), None)
    return any(word.low in denial for word in topic.words[:until])


def _is_family_named(topic: Topic, said: Sequence[Word], lists: Wording) -> bool:
    """A no says nothing of "iemand in de familie?" when the answer goes on about a mother."""
    family = lists.lexicon("vocabulary.family")
    only = all(word.low in family or len(word.low) <= 3 for word in topic.words)
    return only and any(word.low in family for word in said)


def _without_figures(words: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    units, loose = lists.lexicon("kinds.units"), lists.lexicon("dangling.last")
    kept = [
        word
        for place, word in enumerate(words)
        if not word.figure and not (place and words[place - 1].figure and word.low in units)
    ]
    while kept and kept[-1].low in loose:
        kept.pop()
    return tuple(kept)


def _marked(words: Sequence[Word], mark: str) -> tuple[Word, ...]:
    return (*words[:-1], replace(words[-1], mark=mark)) if words else ()


def _prefix(
    open_topics: Sequence[Topic],
    rest: Sequence[Word],
    confirmed: bool,
    goes_on: bool,
    lists: Wording,
) -> tuple[Word, ...]:
    """The topic before an answer that does not name it, or the word its question asks for."""
    if not open_topics:
        return ()
    topic = open_topics[-1]
    if topic.denied and not confirmed and open_topics[0].words:
        topic = open_topics[0]  # "jeuk, pijn?"; but of "diabetes, wat was het HbA1c?" the last
    if topic.words and topic.words[0].low in lists.lexicon("phases.conditions"):
        return _marked(topic.words, ",")
    if topic.lead:
        lead = plain(topic.lead, lists.language)
        named = any(word.low == lead.low for word in rest)
        about = _marked(topic.words[:3], "" if topic.lead in _BEFORE_TIME else ":")
        if topic.lead in _BEFORE_TIME:
            begins = lists.lexicon("questions.beginning")
            says = named or any(word.low in begins for word in rest)
            return about if says else (*about, lead)
        return (lead, *about)
    longest = _LONGEST_CONFIRMED if confirmed else _LONGEST_PREFIX
    small = lists.lexicon("pronouns", "articles", "auxiliaries", "fillers")
    either = lists.lexicon("denial.or")
    first = next((p for p, word in enumerate(topic.words) if word.low in either), None)
    words = topic.words if confirmed else topic.words[:first]
    size = sum(1 for word in words if word.low not in small)
    if size > longest or len(open_topics) > 2:
        return ()
    if not confirmed and not weight(words, lists) and size > _LONGEST_VAGUE:
        return ()
    before = open_topics[-2].words if confirmed and goes_on and len(open_topics) > 1 else ()
    if before and len(before) + size <= longest:
        words = (*_marked(before, ","), *words)  # "kortademig, bij inspanning?" - "ja, trap op"
    return _marked(words, ":")


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
    while size < len(part):
        low = part[size].low
        if _denies_alone(part, size, lists):
            polarity = polarity or "no"
        elif low in lists.lexicon("answers.yes_alone"):
            polarity = polarity or "yes"
        elif low not in lists.lexicon("answers.yes", "fillers"):
            break
        size += 1
    return polarity, size


def _denies_alone(part: Sequence[Word], place: int, lists: Wording) -> bool:
    """Whether a word is the answer no, and not the first word of "no asthma"."""
    word = part[place]
    if word.low in lists.lexicon("denial.alone"):
        return True
    if word.low not in lists.lexicon("answers.no_before_pronoun") or place + 1 == len(part):
        return False
    return bool(word.mark) or part[place + 1].low in lists.lexicon("pronouns")


def _takes_back(rest: Sequence[Sequence[Word]], sentence: Sentence, lists: Wording) -> bool:
    if not rest:
        return False
    return lists.phrases("answers.takes_back").within(sentence.lows[:8])


def _echoed(topic: Topic, parts: Sequence[Sequence[Word]], lists: Wording) -> bool:
    """Whether the answer names the topic itself, so that the question need not be repeated."""
    if not topic.words:
        return not topic.lead
    small = lists.lexicon("pronouns", "articles", "auxiliaries", "fillers", "dangling.last")
    family = lists.lexicon("vocabulary.family")
    units = lists.lexicon("kinds.units")
    telling = [w for w in topic.words if len(w.low) > 2 and w.low not in small]
    own = {w.stem for w in telling if w.low not in units} or {w.stem for w in telling}
    about_self = [part for part in parts if not any(word.low in family for word in part)]
    if any(word.low in family for word in topic.words):
        about_self = list(parts)
    said = {word.stem for part in about_self for word in part}
    return bool(own & said)
