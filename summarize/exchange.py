"""The conversation as exchanges: what one side asks or says, and what the other answers."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from asr.transcript import Speaker, Transcript, Utterance, UtteranceId
from summarize.answers import read_answer
from summarize.breaks import with_breaks
from summarize.figures import joined_figures
from summarize.hearing import hearing
from summarize.overruled import without_overruled
from summarize.questions import (
    asks,
    may_ask,
    names_only,
    only_rises,
    sets_case,
    speaks_of_other,
    tells_other,
)
from summarize.settled import settle
from summarize.spoken import Sentence, Word, sentences, words_of
from summarize.wording import Wording, wording

_Row = tuple[bool, tuple[Sentence, ...]]  # whether the professional speaks, and what is said
_PROFESSIONALS: frozenset[Speaker] = frozenset({"clinician", "agent"})


@dataclass(frozen=True)
class Turn:
    """All that one side says before the other takes over."""

    professional: bool
    said: tuple[Sentence, ...]
    asked: tuple[Sentence, ...]

    @property
    def evidence(self) -> tuple[UtteranceId, ...]:
        return tuple(dict.fromkeys(s.utterance for s in (*self.said, *self.asked)))


@dataclass(frozen=True)
class Exchange:
    """A turn, and the questions of the turn before that it answers."""

    questions: tuple[Sentence, ...]
    turn: Turn
    place: int  # of the turn in the conversation, counted from 0


def exchanges(transcript: Transcript) -> tuple[Exchange, ...]:
    """Every turn with the questions it answers."""
    turns = tuple(_turns(transcript))
    return tuple(
        Exchange(turns[place - 1].asked if place else (), turn, place)
        for place, turn in enumerate(turns)
    )


def _turns(transcript: Transcript) -> Iterator[Turn]:
    lists = wording(transcript.language)
    rows = _with_questions_apart(_rows(transcript, lists), lists)
    rows = without_overruled(rows, lists)
    grouped = [
        (side, [s for _, row in group for s in row])
        for side, group in groupby(rows, key=lambda row: row[0])
    ]
    history, answers = True, False
    told: set[str] = set()  # stems of what the patient or caller said so far
    for place, (side, row) in enumerate(grouped):
        following = grouped[place + 1][1] if place + 1 < len(grouped) else []
        history = history and not (side and _examines(row, lists))
        asked = tuple(_asked(row, following if side else (), history, told, lists))
        if row and not side:
            asked += tuple(_denied(row, following, lists))
            told |= {word.stem for s in row for word in s.words if word.term}
        if answers and not side:
            asked = tuple(s for s in asked if not only_rises(s, lists))
        answers = bool(side and asked)
        said = tuple(s for s in row if s not in asked)
        yield Turn(side, said, asked)


def _rows(transcript: Transcript, lists: Wording) -> list[_Row]:
    """Each utterance's sentences and whether the professional says them.

    A correction may come in the next utterance of the same speaker, so these are settled as one.
    """
    rows: list[_Row] = []
    before = ""
    heard = hearing(transcript)
    for _, group in groupby(transcript.utterances, key=_voice):
        spoken = tuple(group)
        words: list[Word] = []
        for utterance in spoken:
            said = with_breaks(words_of(utterance, transcript.language, before, heard), lists)
            words += _closed(said, len(spoken))
            before = utterance.text
        settled = joined_figures(settle(words, transcript.language), lists)
        for utterance in spoken:
            own = [word for word in settled if word.utterance == utterance.id]
            row = sentences(own, utterance, transcript.language)
            if row:
                rows.append((_is_professional(utterance.speaker, row, lists), row))
    return rows


def _with_questions_apart(rows: Sequence[_Row], lists: Wording) -> list[_Row]:
    """A bare name that the same voice denies in its next words was asked by the other side.

    "Koorts." - "Nee, dat niet." under one label would else stand in the note as a complaint.
    """
    after = [*rows[1:], (True, ())][: len(rows)]
    return [
        (True, row)
        if not side
        and not next_side
        and len(row) == 1
        and names_only(row[0], lists)
        and _opens_with_denial(following[0].lows, lists)
        else (side, row)
        for (side, row), (next_side, following) in zip(rows, after, strict=True)
    ]


def _opens_with_denial(lows: Sequence[str], lists: Wording) -> bool:
    """Whether these words begin with a no that stands by itself."""
    return bool(lows) and lows[0] in lists.lexicon("denial.alone")


def _voice(utterance: Utterance) -> tuple[Speaker, int]:
    """Whose words go together; where nobody knows who spoke, every utterance stands alone."""
    return utterance.speaker, utterance.id if utterance.speaker == "unknown" else 0


def _closed(words: tuple[Word, ...], together: int) -> tuple[Word, ...]:
    """The words of one utterance among others; where signs are used, its end is the end of one."""
    signed = any(word.mark for word in words)
    if together == 1 or not words or not signed:
        return words
    return (*words[:-1], replace(words[-1], mark=words[-1].mark or "."))


def _is_professional(speaker: Speaker, row: Sequence[Sentence], lists: Wording) -> bool:
    """Who speaks; where nobody could tell, the one who asks, examines or plans."""
    if speaker != "unknown":
        return speaker in _PROFESSIONALS
    return any(asks(s, lists) or lists.phrases("phases.planning").within(s.lows) for s in row)


def _asked(
    row: Sequence[Sentence],
    following: Sequence[Sentence],
    history: bool,
    told: Container[str],
    lists: Wording,
) -> Iterator[Sentence]:
    """The sentences that ask; the last one also by the answer, or for naming a thing only.

    "Borstkanker in de familie" asks while the history is taken, where no sign says so. `told` has
    the stems of what the other side said before.
    """
    answered = bool(following) and _opens_with_answer(following[0], lists)
    reply = read_answer(following[0], lists) if history and following else None
    denied = reply is not None and reply.polarity == "no" and not reply.rest
    for place, sentence in enumerate(row):
        last = place == len(row) - 1 and bool(following)
        bare = history and not sentence.words[-1].mark and names_only(sentence, lists)
        by_answer = (answered and may_ask(sentence, lists)) or bare
        by_answer = by_answer or (answered and history and speaks_of_other(sentence, lists))
        by_answer = by_answer or (denied and tells_other(sentence, lists))
        by_answer = by_answer and not _repeats(sentence, told)
        if asks(sentence, lists) or (last and by_answer):
            yield sentence


def _repeats(sentence: Sentence, told: Container[str]) -> bool:
    """Whether a list says again what the other told: "hoofdpijn, misselijk" is then no question."""
    listed = any(word.mark == "," for word in sentence.words)
    return listed and any(word.term and word.stem in told for word in sentence.words)


def _denied(
    row: Sequence[Sentence], following: Sequence[Sentence], lists: Wording
) -> Iterator[Sentence]:
    """A bare name, or a mere condition, at the end of a patient's turn that is answered.

    Where no sign shows who asks, the labels are as likely swapped: silence, not a complaint.
    """
    last = row[-1]
    bare = not last.words[-1].mark and names_only(last, lists)
    reply = following[0].lows if following else ()
    no = lists.lexicon("denial.alone", "answers.no_before_pronoun", "phases.that")
    denied = bare and any(low in no for low in reply[:2])
    if denied or (
        sets_case(last, lists) and reply[:1] and reply[0] in lists.lexicon("phases.then")
    ):
        yield last


def _examines(row: Sequence[Sentence], lists: Wording) -> bool:
    """Whether the examination is announced: from there on a bare name is a finding."""
    cues = ("phases.announcing", "phases.concluding")
    return any(lists.phrases(name).within(s.lows) for name in cues for s in row)


def _opens_with_answer(sentence: Sentence, lists: Wording) -> bool:
    answers = lists.lexicon("answers.yes_alone", "denial.alone", "answers.no_before_pronoun")
    lows = [low for low in sentence.lows[:4] if low not in lists.lexicon("hesitations")]
    return bool(lows) and lows[0] in answers
