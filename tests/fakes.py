"""Stand-ins written by hand; each keeps the contract of what it stands in for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from asr.audio import SAMPLE_RATE, Block, open_sound
from asr.speech import Floats
from asr.transcribe import HeardSegment, HeardWord, Hearing
from asr.transcript import (
    Coverage,
    Language,
    Speaker,
    Transcript,
    Utterance,
    UtteranceId,
)
from desktop.app import open_desk
from desktop.consultation import ConsultationId, Draft
from desktop.desk import Desk
from desktop.policy import DataRules, Policy
from summarize.note import Finding, Note, Report, Section, Statement, StatementId

# What an institution places that has Griffel record its patients.
ALL_DATA = Policy(institution="Voorbeeld", data=DataRules(pseudonymised=True, identifying=True))

FIRST_ID = ConsultationId("20260105-090000-000001")

# The sentence of tests/conftest.py, as a patient would say it.
SENTINEL_TURNS: tuple[tuple[Speaker, str], ...] = (
    ("clinician", "Wat is er aan de hand?"),
    ("patient", "Ik hoest kanariegeel waterlelieblad op, al drie weken."),
)


@dataclass
class FakeListener:
    """Hears the same sentence in every window and remembers what it was asked."""

    sentence: str = "Heeft u koorts?"
    name: str = "fake"
    does_two_at_once: bool = False
    asked: list[tuple[Language, str]] = field(default_factory=list)

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        self.asked.append((language, hotwords))
        words = self.sentence.split()
        step = min(0.4, len(sound) / SAMPLE_RATE / max(1, len(words)))
        heard = tuple(
            HeardWord(f" {word}", n * step, (n + 1) * step, 0.9) for n, word in enumerate(words)
        )
        segment = HeardSegment(heard, no_speech=0.1, log_probability=-0.2, compression=1.1)
        return Hearing([segment], until=len(sound) / SAMPLE_RATE)

    def tokens(self, text: str) -> int:
        return len(text) // 3 + 1


class Clock:
    """A clock that moves a second at each look."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def desk_in(folder: Path) -> Desk:
    """The real desk on a folder, with a clock and ids that repeat."""
    real = open_desk(folder)
    numbers = iter(range(1, 1000))
    return Desk(
        consultations=real.consultations,
        recordings=real.recordings,
        audit=real.audit,
        policy=ALL_DATA,
        acknowledged=real.acknowledged,
        user="tester",
        now=Clock(),
        new_id=lambda: ConsultationId(f"20260105-090000-{next(numbers):06d}"),
    )


def transcript(
    *turns: tuple[Speaker, str], language: Language = "nl", start: float = 0.0
) -> Transcript:
    """A conversation of these turns, two seconds each."""
    spoken = tuple(
        Utterance(
            id=UtteranceId(number),
            speaker=speaker,
            start=start + 2.0 * number,
            end=start + 2.0 * number + 1.5,
            text=text,
        )
        for number, (speaker, text) in enumerate(turns, start=1)
    )
    seconds = 2.0 * len(turns)
    coverage = Coverage(recorded=seconds, speech=seconds, transcribed=seconds, unsure=0, skipped=0)
    return Transcript(language=language, utterances=spoken, coverage=coverage)


def draft(*, finding: Finding | None = None, text: str = "Hoest 2 wk.") -> Draft:
    """A one-statement SOEP draft, with a finding if one is given."""
    said = transcript(("clinician", "Hoe lang hoest u al?"), ("patient", "Twee weken."))
    statement = Statement(
        id=StatementId("S1"),
        text=text,
        evidence=(UtteranceId(2),),
        findings=(finding,) if finding else (),
    )
    sections = (
        Section(key="S", statements=(statement,)),
        *(Section(key=key) for key in "OEP"),
    )
    note = Note(
        template="soep", language="nl", writer="extract", reports=(Report(sections=sections),)
    )
    return Draft(id=FIRST_ID, transcript=said, note=note)


@cache
def _voice() -> Floats:
    """All of the Dutch sample but its pauses."""
    with as_file(files("assets") / "sample" / "nl.ogg") as file, open_sound(file) as reader:
        sound = np.concatenate([block.samples[0] for block in reader]).astype(np.float32) / 32768
    frames = sound[: len(sound) - len(sound) % 320].reshape(-1, 320)
    loud = np.abs(frames).max(axis=1) > 0.02
    near = np.convolve(loud, np.ones(5), mode="same") > 0  # keep the soft edges of words
    return np.ascontiguousarray(frames[near].reshape(-1))


def voice(seconds: float, seed: int = 1) -> Floats:
    """Speech without a pause, from the bundled sample; another seed, another part of it."""
    sound = _voice()
    start = (seed - 1) * 7 * SAMPLE_RATE
    return sound[start : start + int(seconds * SAMPLE_RATE)]


def silence(seconds: float) -> Floats:
    """Digital silence."""
    return np.zeros(int(seconds * SAMPLE_RATE), dtype=np.float32)


def blocks(*rows: Floats) -> Iterator[Block]:
    """The same sound as it comes out of the decoder: blocks of a second, a row a channel."""
    longest = max(len(row) for row in rows)
    padded = np.stack([np.pad(row, (0, longest - len(row))) for row in rows])
    sound = np.round(padded * 32767).astype(np.int16)
    for start in range(0, longest, SAMPLE_RATE):
        yield Block(np.ascontiguousarray(sound[:, start : start + SAMPLE_RATE]))
