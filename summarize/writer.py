"""The contract every writer keeps, whether it quotes or generates."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from asr.transcript import Transcript, UtteranceId
from summarize.template import Template


@dataclass(frozen=True)
class Line:
    """One statement as a writer offers it: where it goes, what it says, what it rests on."""

    section: str
    text: str
    evidence: tuple[UtteranceId, ...]
    report: int = 0  # which problem of the visit, counted from 0
    problem: str = ""  # the name of that problem, in the words of the conversation


# How long a note may be; a writer that quotes knows one length.
Length = Literal["usual", "short"]


@dataclass(frozen=True)
class ModelUsed:
    """Which language model a writer has."""

    name: str
    sha256: str  # of its weights


class Writer(Protocol):
    """Turns a transcript into lines of a note, one by one, so that the first can be shown early.

    Lines cite utterances of this transcript only, sections of this template only; the same
    transcript gives the same lines. Whoever stops asking for lines stops the work: a line that
    nobody waits for is not written.
    """

    @property
    def name(self) -> str: ...

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]: ...


@runtime_checkable
class WithModel(Protocol):
    """A writer that has a language model."""

    @property
    def model(self) -> ModelUsed | None: ...
