"""What one turn tells, sentence by sentence, with the question it answers worked in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from asr.transcript import UtteranceId
from summarize.answers import answered
from summarize.choose import weight
from summarize.conditions import with_case, with_if
from summarize.drugs import known_drug
from summarize.exchange import Exchange
from summarize.person import with_subject, without_clause_on_relative, without_companion
from summarize.privacy import identity_asked, to_the_machine, without_identity
from summarize.smalltalk import is_smalltalk, without_smalltalk
from summarize.spoken import Sentence, Word, stretches
from summarize.wording import Wording

_SHORT_REPLY = 6  # words; a reply this short says little without its question
_GREETING = 3  # turns in which people greet each other


@dataclass(frozen=True)
class Told:
    """One sentence as told; `answer` when the question before it is part of it."""

    words: tuple[Word, ...]
    evidence: tuple[UtteranceId, ...]
    answer: bool = False


def told(exchange: Exchange, lists: Wording, *, call: bool = False) -> tuple[Told, ...]:
    """The sentences of a turn that may go into a note."""
    if not exchange.turn.professional and identity_asked(exchange.questions, lists):
        return ()
    said = [without_identity(s, lists) for s in exchange.turn.said]
    said = [without_companion(s, lists) for s in with_subject(said, lists)]
    said = [s for s in _named_values(said, lists) if not _left_out(s, exchange, lists, call)]
    opens = ["greetings"] if exchange.place <= _GREETING else []
    empty = lists.lexicon("hesitations", "dangling.last", *opens)
    while len(said) > 1 and all(low in empty for low in said[0].lows):
        said = said[1:]
    said = [replace(s, words=with_if(_plain(s.words, lists, call), lists)) for s in said]
    if exchange.turn.professional:
        said = [replace(s, words=with_case(s.words, lists)) for s in said]
    return tuple(_told(exchange, said, lists, call))


def _told(exchange: Exchange, said: list[Sentence], lists: Wording, call: bool) -> Iterator[Told]:
    announcing = lists.phrases("phases.announcing")
    questions = [q for q in exchange.questions if not announcing.within(q.lows)]
    for place, sentence in enumerate(said):
        if place or not questions or not _answers(exchange, sentence, lists, call):
            yield Told(sentence.words, (sentence.utterance,))
            continue
        words = answered(questions, sentence, said[1:], lists)
        if exchange.place <= _GREETING and _merely_agrees(words, sentence, lists, call):
            continue  # "komt u binnen?" - "dank u wel"
        evidence = dict.fromkeys([q.utterance for q in questions] + [sentence.utterance])
        yield Told(words, tuple(evidence), answer=True)


def _merely_agrees(words: Sequence[Word], answer: Sentence, lists: Wording, call: bool) -> bool:
    """Whether a line is a question said yes to, that holds no term of the trade."""
    denial = lists.lexicon("denial.any")
    own = any(word.utterance == answer.utterance or word.low in denial for word in words)
    return not own and not weight(words, lists, call=call)


def _plain(words: tuple[Word, ...], lists: Wording, call: bool) -> tuple[Word, ...]:
    relevant = without_smalltalk(words, lists, call=call)
    return relevant if call else without_clause_on_relative(relevant, lists)


def _named_values(said: list[Sentence], lists: Wording) -> list[Sentence]:
    """The sentences, with a measurement named alone ("even de bloeddruk") put to its value."""
    found: list[Sentence] = []
    for sentence in said:
        before = found[-1].words if found else ()
        names = before and before[-1].term == "test" and not any(w.figure for w in before)
        if names and sentence.words and sentence.words[0].figure:
            name = replace(before[-1], mark=":")
            found[-1] = replace(sentence, words=(name, *sentence.words))
        elif sentence.words:
            found.append(sentence)
    return found


def _answers(exchange: Exchange, first: Sentence, lists: Wording, call: bool) -> bool:
    """A professional's words stand by themselves, unless they lean on what was asked."""
    if not exchange.turn.professional:
        return True
    lows = _reply_to_when(exchange, first, lists) or first.lows
    leaning = lists.lexicon("answers.leaning")
    short = len(lows) <= _SHORT_REPLY and not any(known_drug(low) for low in lows)
    if not short and not any(low in leaning for low in lows[:2]):
        return False
    asked = [word for question in exchange.questions for word in question.words]
    condition = any(word.low in lists.lexicon("phases.conditions") for word in asked)
    if any(word.figure for word in asked) and first.words[-1].figure:
        return True  # "tien dagen?" - "nee, zeven"
    return condition or (call and weight(asked, lists, call=True) > 0) or _treats(asked, lists)


def _reply_to_when(exchange: Exchange, first: Sentence, lists: Wording) -> tuple[str, ...]:
    """The time, frequency or dose that was asked for, without what else is said in that breath.

    "Wanneer stop ik met ...?" - "3 dagen van tevoren, de dienst belt u."
    """
    asking, counted = lists.lexicon("questions.asking"), lists.lexicon("kinds.units")
    opening = stretches(first.words)[0]
    amount = any(a.figure and b.low in counted for a, b in pairwise(opening))
    measured = any(word.term == "test" for word in opening)
    asked = any(low in asking for question in exchange.questions for low in question.lows[:2])
    return tuple(word.low for word in opening) if asked and amount and not measured else ()


def _treats(words: list[Word], lists: Wording) -> bool:
    terms = lists.lexicon("vocabulary.treatment", "vocabulary.test", "vocabulary.habit")
    return any(word.low in terms or known_drug(word.low) for word in words)


def _left_out(sentence: Sentence, exchange: Exchange, lists: Wording, call: bool) -> bool:
    if to_the_machine(sentence, lists) and not exchange.turn.professional:
        return True
    if _introduces(sentence, exchange):
        return True
    answers = bool(exchange.questions) and any(word.figure for word in sentence.words)
    return not answers and is_smalltalk(sentence.words, lists, call=call)


def _introduces(sentence: Sentence, exchange: Exchange) -> bool:
    """Whether somebody who came along says who she is, as the visit begins."""
    opens = exchange.place <= _GREETING and sentence.speaker == "other"
    return opens and not any(w.term or w.figure or known_drug(w.low) for w in sentence.words)
