"""How fast a note of a long conversation is drafted, and checked again after each edit."""

import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from statistics import median, quantiles

from asr.transcript import Coverage, Language, Transcript, Utterance, UtteranceId
from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.errors import CasesTooFew
from desktop.bench.memory import most_memory
from desktop.bench.progress import Watched, unwatched
from desktop.correction import Reworded, corrected
from summarize.note import Note, Statement
from summarize.summarize import recheck, summarize
from summarize.template import Template, find_template
from summarize.writer import Writer

# What a clinician should not notice: a draft that is there when the visit ends, a check that keeps
# up with typing, on a machine that has other programs open.
DRAFT_SECONDS, RECHECK_MS, MEMORY_MB = 2.0, 50.0, 300.0

_WORDS_A_MINUTE = 150  # of a conversation, pauses and questions included
_SECONDS_A_WORD = 60 / _WORDS_A_MINUTE
_EDITS = 60


class Speed(Value):
    """What was measured. Memory is nothing where the machine does not tell."""

    minutes: float
    words: int
    turns: int
    times_used: int  # how often each case stands in the conversation, rounded up
    statements: int
    edits: int
    draft_first: float  # seconds, the word lists still to be read
    draft_again: float
    recheck_median: float  # milliseconds
    recheck_p95: float
    recheck_slowest: float
    memory: float | None  # megabytes
    memory_growth: float | None


def measure_speed(
    cases: Sequence[Case],
    language: Language,
    minutes: float,
    writer: Writer,
    watched: Watched = unwatched,
) -> Speed:
    """Draft a conversation made of the visits in one language, then edit the note."""
    visits = [case for case in cases if case.language == language and not case.is_call]
    visits = [case for case in visits if not case.transcript.is_empty]
    if not visits:
        raise CasesTooFew
    at_start = most_memory()
    talk, used = long_talk(visits, minutes)
    other, _ = long_talk(visits[::-1], minutes)  # one that was read before is read faster
    template = find_template(visits[0].template, language)
    first, _ = _timed_draft(other, template, writer)
    again, note = _timed_draft(talk, template, writer)
    seconds = list(watched(_rechecks(note, talk), _EDITS))
    if not seconds:
        raise CasesTooFew
    memory = most_memory()
    return Speed(
        minutes=round(_minutes(talk), 1),
        words=_words(talk),
        turns=len(talk.utterances),
        times_used=used,
        statements=len(list(note.statements())),
        edits=len(seconds),
        draft_first=round(first, 3),
        draft_again=round(again, 3),
        recheck_median=round(1000 * median(seconds), 1),
        recheck_p95=round(1000 * _p95(seconds), 1),
        recheck_slowest=round(1000 * max(seconds), 1),
        memory=memory,
        memory_growth=memory - at_start if memory and at_start else None,
    )


def long_talk(cases: Sequence[Case], minutes: float) -> tuple[Transcript, int]:
    """The cases one after the other until they fill the minutes, and how often each was used."""
    wanted = minutes * _WORDS_A_MINUTE
    utterances: list[Utterance] = []
    words = started = 0
    for case in cycle(cases):
        if words >= wanted:
            break
        started += 1
        for one in case.transcript.utterances:
            if words >= wanted:
                break
            start = words * _SECONDS_A_WORD
            words += len(one.text.split())
            times = {"start": start, "end": words * _SECONDS_A_WORD, "words": ()}
            number = UtteranceId(len(utterances) + 1)
            utterances.append(one.model_copy(update={"id": number, **times}))
    spoken = words * _SECONDS_A_WORD
    heard = Coverage(recorded=spoken, speech=spoken, transcribed=spoken, unsure=0, skipped=0)
    language = cases[0].language
    talk = Transcript(language=language, utterances=tuple(utterances), coverage=heard)
    return talk, -(-started // len(cases))


def _timed_draft(talk: Transcript, template: Template, writer: Writer) -> tuple[float, Note]:
    began = time.perf_counter()
    note = summarize(talk, template, writer)
    return time.perf_counter() - began, note


def _rechecks(note: Note, talk: Transcript) -> Iterator[float]:
    """Seconds for each edit: every statement in turn, as somebody who reads the note through."""
    statements = [statement for _, statement in note.statements()]
    for number, statement in enumerate(islice(cycle(statements), _EDITS if statements else 0)):
        changed = corrected(note, Reworded(statement.id, _edited(statement, number)))
        began = time.perf_counter()
        note = recheck(changed, talk, before=note)
        yield time.perf_counter() - began


def _edited(statement: Statement, number: int) -> str:
    """A word typed behind it, its first word gone, or another figure."""
    words = statement.text.split()
    match number % 3:
        case 0:
            return f"{statement.text} {number}"
        case 1 if len(words) > 1:
            return " ".join(words[1:])
        case _:
            return f"{number} {statement.text}"


def _words(talk: Transcript) -> int:
    return sum(len(one.text.split()) for one in talk.utterances)


def _minutes(talk: Transcript) -> float:
    return _words(talk) / _WORDS_A_MINUTE


def _p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[-1] if len(seconds) > 1 else max(seconds)
