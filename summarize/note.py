"""The note: reports of sections of statements, and for each statement what it rests on."""

from collections.abc import Iterator
from typing import Literal, NewType

from pydantic import Field

from asr.transcript import Language, UtteranceId
from asr.value import Value

StatementId = NewType("StatementId", str)
Origin = Literal["writer", "clinician"]
FindingKind = Literal[
    "number",
    "unit",
    "dose",
    "frequency",
    "drug",
    "side",
    "negation",
    "experiencer",
    "old_value",
    "no_evidence",
    "invention",
    "examination",
    "unsure",
]
# must_see blocks approval until it is ticked; look is shown inline; hint only in the list.
Severity = Literal["must_see", "look", "hint"]


class Finding(Value):
    """A place where a statement does not match the conversation."""

    kind: FindingKind
    severity: Severity
    written: str  # the words in the note
    said: str = ""  # the words in the conversation, empty when there are none
    said_in: tuple[UtteranceId, ...] = ()
    suggestion: str = ""


class Omission(Value):
    """Something said that the note does not hold, with the sentence that would add it."""

    kind: str
    severity: Severity
    said: str
    said_in: tuple[UtteranceId, ...]
    section: str
    sentence: str
    place: int = 1  # which fact of its kind in those utterances, in the order they were said

    @property
    def key(self) -> str:
        """Which one it is, in one word that quotes nothing; the same while the transcript is."""
        which = f".{self.place}" if self.place > 1 else ""
        return f"{self.kind}-{'-'.join(map(str, self.said_in))}{which}"


class Made(Value):
    """What wrote lines of a note: the writer, the version of Griffel, and the model if any."""

    writer: str
    version: str
    model: str = ""
    sha256: str = ""  # of the weights of the model


class Statement(Value):
    """One line of the note. Evidence names the utterances it rests on; none is shown as none.

    `made` is the place, in the list of the note, of what wrote it.
    """

    id: StatementId
    text: str
    evidence: tuple[UtteranceId, ...] = ()
    origin: Origin = "writer"
    made: int = Field(default=0, ge=0)
    findings: tuple[Finding, ...] = ()


class Section(Value):
    """The statements under one heading of the template, in reading order."""

    key: str
    statements: tuple[Statement, ...] = ()


class Report(Value):
    """One problem of the visit (Dutch: deelcontact) with all sections of the template."""

    sections: tuple[Section, ...]
    problem: str = ""


class Note(Value):
    """What will go to the record once a clinician approves it.

    `made`: everything that wrote lines of it, the writer of its draft first; nothing in a note from
    before this was kept.
    """

    template: str
    language: Language
    writer: str
    made: tuple[Made, ...] = ()
    reports: tuple[Report, ...]
    omissions: tuple[Omission, ...] = ()

    @property
    def makers(self) -> tuple[Made, ...]:
        """What wrote lines of it, the writer of its draft first; by its name alone where no more
        was kept."""
        return self.made or (Made(writer=self.writer, version=""),)

    def statements(self) -> Iterator[tuple[str, Statement]]:
        """Each statement with the key of its section, in reading order."""
        for report in self.reports:
            for section in report.sections:
                for statement in section.statements:
                    yield section.key, statement

    def without_quotes(self) -> "Note":
        """The same text without findings and omissions: they repeat what was said."""
        reports = tuple(
            report.model_copy(
                update={"sections": tuple(_without_findings(one) for one in report.sections)}
            )
            for report in self.reports
        )
        return self.model_copy(update={"reports": reports, "omissions": ()})

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for _, statement in self.statements() for f in statement.findings)


def _without_findings(section: Section) -> Section:
    bare = tuple(line.model_copy(update={"findings": ()}) for line in section.statements)
    return section.model_copy(update={"statements": bare})
