"""Conversations with a known text, read from case files: what the bench measures against."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from asr.transcript import (
    Language,
    Seconds,
    Speaker,
    Transcript,
    Utterance,
    UtteranceId,
    Word,
)
from desktop.bench.errors import CasesBroken, CasesMissing
from desktop.bench.forms import read_documents, read_form
from desktop.sample import NOT_HEARD

_SPEAKERS: Mapping[str, Speaker] = MappingProxyType(
    {
        "clinician": "clinician",
        "doctor": "clinician",
        "guest_clinician": "clinician",
        "patient": "patient",
        "patient_guest": "other",
        "guest_family": "other",
        "other": "other",
        "agent": "agent",
        "customer": "customer",
    }
)
_TEMPLATE: Mapping[Language, str] = MappingProxyType({"nl": "soep", "en": "soap"})


@dataclass(frozen=True)
class Case:
    """One conversation and the kind of note that is asked of it."""

    id: str
    template: str
    transcript: Transcript

    @property
    def language(self) -> Language:
        return self.transcript.language

    @property
    def is_call(self) -> bool:
        return self.template == "call"


def read_cases(place: Path) -> tuple[Case, ...]:
    """The cases of a folder or of one file, by id."""
    cases: dict[str, Case] = {}
    for document in read_documents(place):
        case = _from_file(read_form(document, _CaseFile))
        if case.id in cases:
            raise CasesBroken(f"{document.where}: id")
        cases[case.id] = case
    if not cases:
        raise CasesMissing
    return tuple(cases[name] for name in sorted(cases))


class _Turn(BaseModel):
    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    speaker: str
    text: str
    id: int | None = None
    start: Seconds = 0.0
    end: Seconds = 0.0
    words: tuple[tuple[str, Annotated[float, Field(ge=0, le=1)]], ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end < self.start:
            raise ValueError("a turn cannot end before it starts")
        return self


class _CaseFile(BaseModel):
    """The part of a case file that is read here; the gold facts beside it are for the scorer."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(pattern=r"^\w[\w.-]*$")  # becomes a file name
    language: Language
    turns: tuple[_Turn, ...]
    template: str = ""

    @field_validator("turns")
    @classmethod
    def _have_ids_of_their_own(cls, turns: tuple[_Turn, ...]) -> tuple[_Turn, ...]:
        ids = [place if turn.id is None else turn.id for place, turn in enumerate(turns, start=1)]
        if len(set(ids)) != len(ids):
            raise ValueError("two turns share an id")
        return turns


def _from_file(read: _CaseFile) -> Case:
    return Case(
        id=read.id,
        template=read.template or _TEMPLATE[read.language],
        transcript=Transcript(
            language=read.language,
            utterances=tuple(_utterance(turn, at) for at, turn in enumerate(read.turns, start=1)),
            coverage=NOT_HEARD,
        ),
    )


def _utterance(turn: _Turn, position: int) -> Utterance:
    """A turn as if it had been heard. Its words carry probabilities but no times of their own."""
    return Utterance(
        id=UtteranceId(position if turn.id is None else turn.id),
        speaker=_SPEAKERS.get(turn.speaker, "unknown"),
        start=turn.start,
        end=turn.end,
        text=turn.text,
        words=tuple(
            Word(text=text, start=turn.start, end=turn.end, probability=probability)
            for text, probability in turn.words
        ),
    )
