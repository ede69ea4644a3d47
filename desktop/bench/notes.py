"""Write a note for every case, in the neutral form that any scorer can read."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from asr.transcript import UtteranceId
from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.results import keep
from summarize.errors import WritingError
from summarize.note import Note
from summarize.summarize import summarize
from summarize.template import Template, find_template
from summarize.writer import Writer


class NeutralStatement(Value):
    """A statement with the turns it rests on."""

    text: str
    evidence: tuple[UtteranceId, ...]


class NeutralNote(Value):
    """A note without anything that is Griffel's own: the sections of all reports in order."""

    case_id: str
    sections: dict[str, tuple[NeutralStatement, ...]]

    def statements(self) -> Iterator[NeutralStatement]:
        """Each statement, section by section."""
        for section in self.sections.values():
            yield from section


@dataclass(frozen=True)
class Written:
    """What came of one case. `failure` is the code of what stopped the writing, or nothing.

    `drafted` is the note as it was written, with its findings.
    """

    note: NeutralNote
    seconds: float
    failure: str = ""
    drafted: Note | None = None

    @property
    def statements(self) -> int:
        return len(list(self.note.statements()))

    @property
    def words(self) -> int:
        return sum(len(statement.text.split()) for statement in self.note.statements())


def write_notes(cases: Iterable[Case], writer: Writer) -> Iterator[Written]:
    """One note a case. A case that cannot be written gives an empty note, and the run goes on."""
    for case in cases:
        began = time.perf_counter()
        sections: dict[str, tuple[NeutralStatement, ...]] = {}
        failure = ""
        drafted: Note | None = None
        try:
            template = find_template(case.template, case.language)
            sections = dict.fromkeys(template.keys, ())
            drafted = summarize(case.transcript, template, writer)
            sections = _flattened(drafted, template)
        except WritingError as error:
            failure = error.code
        note = NeutralNote(case_id=case.id, sections=sections)
        yield Written(note, time.perf_counter() - began, failure, drafted)


def save_note(note: NeutralNote, folder: Path) -> None:
    """Keep a note under the name of its case."""
    keep(note.model_dump_json(indent=1) + "\n", folder / f"{note.case_id}.json")


def _flattened(note: Note, template: Template) -> dict[str, tuple[NeutralStatement, ...]]:
    """Several problems of one visit put together: the neutral form knows one list a section."""
    return {
        key: tuple(
            NeutralStatement(text=statement.text, evidence=statement.evidence)
            for section, statement in note.statements()
            if section == key
        )
        for key in template.keys
    }
