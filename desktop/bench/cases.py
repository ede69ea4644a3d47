"""Conversations with a known text, read from case files: what the bench measures against."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from asr.transcript import Coverage, Language, Speaker, Transcript, Utterance, UtteranceId, Word
from desktop.bench.errors import CasesBroken, CasesMissing

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
_NOT_HEARD = Coverage(recorded=0, speech=0, transcribed=0, unsure=0, skipped=0)


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
    """The cases of a folder (*.json one each, *.jsonl one a line) or of one such file, by id."""
    cases: dict[str, Case] = {}
    for document in read_documents(place):
        case = _case(document)
        if case.id in cases:
            raise CasesBroken
        cases[case.id] = case
    if not cases:
        raise CasesMissing
    return tuple(cases[name] for name in sorted(cases))


def read_documents(place: Path) -> Iterator[object]:
    """Every case as it stands in the files, not looked at yet."""
    for file in _case_files(place):
        yield from _read_file(file)


class _Turn(BaseModel):
    model_config = ConfigDict(frozen=True)

    speaker: str
    text: str
    id: int | None = None
    start: float = 0.0
    end: float = 0.0
    words: tuple[tuple[str, float], ...] = ()


class _CaseFile(BaseModel):
    """The part of a case file that is read here; the gold facts beside it are for the scorer."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(pattern=r"^\w[\w.-]*$")  # becomes a file name
    language: Language
    turns: tuple[_Turn, ...]
    template: str = ""


def _case_files(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(file for file in place.iterdir() if file.suffix in (".json", ".jsonl"))
    elif place.is_file():
        yield place
    else:
        raise CasesMissing


def _read_file(file: Path) -> Iterator[object]:
    try:
        text = file.read_text(encoding="utf-8")
        # Line feeds only: splitlines() also cuts at signs that a JSON string may hold.
        documents = text.split("\n") if file.suffix == ".jsonl" else [text]
        for document in documents:
            if document.strip():
                yield json.loads(document)
    except (OSError, ValueError) as error:
        raise CasesBroken from error


def _case(document: object) -> Case:
    try:
        return _from_file(_CaseFile.model_validate(document))
    except ValueError as error:
        raise CasesBroken from error


def _from_file(read: _CaseFile) -> Case:
    return Case(
        id=read.id,
        template=read.template or _TEMPLATE[read.language],
        transcript=Transcript(
            language=read.language,
            utterances=tuple(_utterance(turn, at) for at, turn in enumerate(read.turns, start=1)),
            coverage=_NOT_HEARD,
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
