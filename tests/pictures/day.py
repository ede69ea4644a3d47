"""The invented day in the pictures: patients, what they said, and how far each visit is."""

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Literal
from unittest.mock import patch

from pydantic import Field

from asr.transcript import Coverage, Language, Speaker, Transcript, Utterance, UtteranceId, Word
from asr.value import Value
from desktop.consultation import ConsultationId, Draft
from desktop.correction import Added, Reworded
from desktop.erasure import erase_due
from desktop.intake import Consent, Intake
from desktop.session import Session
from desktop.visit import begin_visit, end_visit
from desktop.workflow import approve, correct, keep_drafted, keep_transcribed, tick, waive
from summarize.note import Note
from summarize.summarize import find_writer, summarize
from summarize.template import find_template
from tests.fakes import blocks, silence

_TODAY = "2026-01-05"
_KINDS: dict[Language, str] = {"nl": "soep", "en": "soap"}
_SPEAKERS: dict[str, Speaker] = {"A": "clinician", "P": "patient"}


class Rewording(Value):
    """The line in which `find` stands becomes `text`."""

    find: str
    text: str


class Extra(Value):
    """A line that the clinician adds."""

    section: str
    text: str


class Visit(Value):
    """One visit, as the file of the day tells it."""

    patient: str
    context: str
    at: str
    until: Literal["recorded", "draft", "approved", "exported"] = "recorded"
    turns: tuple[str, ...] = ()
    sample: bool = False
    minutes: float = Field(default=0.0, ge=0)  # of a recording that is not worked out yet
    pace: float = Field(default=13.0, gt=0)  # characters spoken in a second; as in the samples
    unsure: tuple[str, ...] = ()
    guess: str = ""  # the last turn, not final yet
    corrections: tuple[Rewording, ...] = ()
    added: Extra | None = None
    waived: tuple[str, ...] = ()
    repaired: Rewording | None = None

    @property
    def moment(self) -> datetime:
        """When it began."""
        day = self.at if " " in self.at else f"{_TODAY} {self.at}"
        return datetime.fromisoformat(day).astimezone()


class Day(Value):
    """All of it, in one language."""

    practice: str
    intended_use: str
    terms: str
    approver: str
    microphone: str
    passphrase: str
    recorded_now: Visit
    visits: tuple[Visit, ...]


class Clock:
    """Stands still where it was put, but for a millisecond each time it is looked at."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat(f"{_TODAY} 10:04").astimezone()

    def put(self, moment: datetime) -> None:
        """Go on from there."""
        self.now = moment

    def __call__(self, _: object = None) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now.astimezone(UTC)


@contextmanager
def clock_of_the_day() -> Iterator[Clock]:
    """Have the library, its acts and its ids go by a clock that is the same each time."""
    clock, numbers = Clock(), count(1)
    asked = SimpleNamespace(now=clock)  # what the two places that ask for the time know it by

    def new_id() -> ConsultationId:
        return ConsultationId(f"{clock():%Y%m%d-%H%M%S}-{next(numbers):06x}")

    with (
        patch("desktop.app.datetime", asked),
        patch("desktop.store.library.datetime", asked),
        patch("desktop.app.new_id", new_id),
    ):
        yield clock


def read_day(language: Language) -> Day:
    """The day in that language."""
    text = (Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8")
    return Day.model_validate_json(json.dumps(tomllib.loads(text)), strict=True)


def utterances(visit: Visit, language: Language) -> tuple[Utterance, ...]:
    """What is said in that visit; the main one has the words of the bundled sample."""
    if visit.sample:
        text = (files("assets") / "sample" / f"{language}.json").read_text(encoding="utf-8")
        told = [(t["speaker"], t["start"], t["end"], t["text"]) for t in json.loads(text)["turns"]]
    else:
        turns = (*visit.turns, visit.guess) if visit.guess else visit.turns
        told = _spoken(turns, visit.pace)
    return tuple(
        Utterance(
            id=UtteranceId(number),
            speaker=speaker,
            start=begins,
            end=ends,
            text=words,
            words=_words(words, begins, ends, visit.unsure),
        )
        for number, (speaker, begins, ends, words) in enumerate(told, start=1)
    )


def conversation(visit: Visit, language: Language) -> Transcript:
    """The same as a transcript."""
    said = utterances(visit, language)
    seconds = said[-1].end + 0.5
    speech = sum(one.end - one.start for one in said)
    coverage = Coverage(recorded=seconds, speech=speech, transcribed=speech, unsure=0, skipped=0)
    model = "whisper-large-v3-turbo"
    return Transcript(language=language, utterances=said, coverage=coverage, model=model)


def written(said: Transcript) -> Note:
    """What the writer that comes with Griffel makes of it."""
    kind = _KINDS[said.language]
    return summarize(said, find_template(kind, said.language), find_writer("extract"))


def live(session: Session, clock: Clock, day: Day, language: Language) -> dict[str, ConsultationId]:
    """Live the whole day in that library, with the verbs of the product; the visits by patient."""
    found = {}
    for visit in day.visits:
        clock.put(visit.moment)
        found[visit.patient] = begun = _begin(session, visit, clock, language)
        if visit.until == "recorded":
            continue
        clock.put(visit.moment + timedelta(minutes=12))
        draft = _draft(session, begun, visit, clock, language)
        if visit.until != "draft":
            clock.put(visit.moment + timedelta(minutes=14))
            approve(session.desk, _seen(session, draft), day.approver)
            if visit.until == "exported":
                session.library.put_exported(begun)
            erase_due(session.desk, begun)
    clock.put(datetime.fromisoformat(f"{_TODAY} 10:04").astimezone())
    return found


def _begin(session: Session, visit: Visit, clock: Clock, language: Language) -> ConsultationId:
    consent = Consent(how="spoken", at=clock())
    intake = Intake(
        patient=visit.patient, context=visit.context, template=_KINDS[language], consent=consent
    )
    begun = begin_visit(session, intake, language)
    seconds = 60 * visit.minutes or utterances(visit, language)[-1].end + 0.5
    if visit.until == "recorded" or visit.sample:  # of the others nobody sees the sound
        recording = session.recordings.resume(begun)
        for block in blocks(silence(seconds)):
            recording.append(block)
        recording.close()
    end_visit(session, begun)
    return begun


def _draft(
    session: Session, begun: ConsultationId, visit: Visit, clock: Clock, language: Language
) -> Draft:
    desk, said = session.desk, conversation(visit, language)
    draft = keep_drafted(desk, keep_transcribed(desk, begun, said), written(said))
    for one in visit.corrections:
        clock.now += timedelta(seconds=40)
        draft = reworded(session, draft, one)
    if visit.added is not None:
        draft = correct(desk, draft, Added(visit.added.section, visit.added.text))
    for omission in draft.open_omissions:
        if omission.key in visit.waived:
            draft = waive(desk, draft, omission.key)
    return draft


def reworded(session: Session, draft: Draft, one: Rewording) -> Draft:
    """The draft with another text for one line."""
    found = [line.id for _, line in draft.note.statements() if one.find in line.text]
    return correct(session.desk, draft, Reworded(found[0], one.text))


def _seen(session: Session, draft: Draft) -> Draft:
    """The draft with everything looked at that has to be."""
    for statement in draft.open_findings:
        draft = tick(session.desk, draft, statement)
    for omission in draft.blocking_omissions:
        draft = waive(session.desk, draft, omission.key)
    return draft


def _spoken(turns: tuple[str, ...], pace: float) -> list[tuple[Speaker, float, float, str]]:
    """Each turn in its time."""
    start, told = 0.6, []
    for turn in turns:
        end = start + len(turn) / pace
        told.append((_SPEAKERS[turn[0]], start, end, turn[2:]))
        start = end + 0.7
    return told


def _words(text: str, start: float, end: float, unsure: tuple[str, ...]) -> tuple[Word, ...]:
    parts = text.split()
    step = (end - start) / len(parts)
    return tuple(
        Word(
            text=word,
            start=start + step * n,
            end=start + step * (n + 1),
            probability=0.3 if word in unsure else 0.95,
        )
        for n, word in enumerate(parts)
    )
