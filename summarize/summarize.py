"""The recipe: a transcript, a template and a writer in; a note with evidence and findings out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from types import MappingProxyType

from asr.transcript import Transcript, UtteranceId
from summarize.conversation import Conversation, read
from summarize.errors import LineRefused, NothingSaid, WriterUnknown
from summarize.extract import Extract
from summarize.findings import findings
from summarize.note import Finding, Made, Note, Report, Section, Statement, StatementId
from summarize.omissions import omissions
from summarize.template import Template
from summarize.writer import Line, WithModel, Writer

_Known = Mapping[tuple[str, tuple[UtteranceId, ...]], tuple[Finding, ...]]

WRITERS: Mapping[str, Callable[[], Writer]] = MappingProxyType({"extract": Extract})


def find_writer(name: str) -> Writer:
    """The writer of that name, ready to write."""
    try:
        return WRITERS[name]()
    except KeyError as error:
        raise WriterUnknown from error


def summarize(transcript: Transcript, template: Template, writer: Writer) -> Note:
    """The note of this conversation, every statement with its evidence and what is wrong with it.

    The gate on silence stands before the writer: no speech, no note, whatever the writer would do.
    """
    lines = tuple(lines_of(transcript, template, writer))
    return recheck(note_of(lines, template, writer), transcript)


def lines_of(transcript: Transcript, template: Template, writer: Writer) -> Iterator[Line]:
    """The lines as they are written, each held to the contract."""
    if transcript.is_empty:
        raise NothingSaid
    for line in writer.lines(transcript, template):
        _refuse_what_breaks_the_contract(line, transcript, template)
        yield line


def note_of(lines: Sequence[Line], template: Template, writer: Writer) -> Note:
    """The note of these lines, not checked yet; also where more of them are to come."""
    return Note(
        template=template.kind,
        language=template.language,
        writer=writer.name,
        made=(made_by(writer),),
        reports=_reports(lines, template),
    )


def recheck(note: Note, said: Conversation | Transcript, before: Note | None = None) -> Note:
    """The same note with findings and omissions anew, as after an edit.

    While a note is being edited, pass the checked note from before the edit: what did not change
    is then not checked again. The conversation last read is kept, so a Transcript does as well.
    """
    conversation = _read_once(said) if isinstance(said, Transcript) else said
    known = {(s.text, s.evidence): s.findings for _, s in before.statements()} if before else {}
    reports = tuple(
        report.model_copy(
            update={
                "sections": tuple(
                    _checked(section, conversation, known) for section in report.sections
                )
            }
        )
        for report in note.reports
    )
    checked = note.model_copy(update={"reports": reports})
    return checked.model_copy(update={"omissions": omissions(checked, conversation)})


def made_by(writer: Writer) -> Made:
    """What is kept of who wrote."""
    model = writer.model if isinstance(writer, WithModel) else None
    return Made(
        writer=writer.name,
        version=version("griffel"),
        model=model.name if model else "",
        sha256=model.sha256 if model else "",
    )


@lru_cache(maxsize=1)
def _read_once(transcript: Transcript) -> Conversation:
    return read(transcript)


def _checked(section: Section, said: Conversation, known: _Known) -> Section:
    statements = tuple(
        statement.model_copy(update={"findings": _findings(statement, said, known)})
        for statement in section.statements
    )
    return section.model_copy(update={"statements": statements})


def _findings(statement: Statement, said: Conversation, known: _Known) -> tuple[Finding, ...]:
    found = known.get((statement.text, statement.evidence))
    return findings(statement.text, statement.evidence, said) if found is None else found


def _refuse_what_breaks_the_contract(
    line: Line, transcript: Transcript, template: Template
) -> None:
    known = {utterance.id for utterance in transcript.utterances}
    if line.section not in template.keys or not known.issuperset(line.evidence):
        raise LineRefused
    if not line.text.strip() or line.report < 0:
        raise LineRefused


def _reports(lines: Sequence[Line], template: Template) -> tuple[Report, ...]:
    """One report for each problem in order; a visit about nothing still has one, empty report."""
    numbers = sorted({line.report for line in lines}) or [0]
    return tuple(
        _report(position, [line for line in lines if line.report == number], template)
        for position, number in enumerate(numbers)
    )


def _report(position: int, lines: Iterable[Line], template: Template) -> Report:
    own = tuple(lines)
    prefix = f"{position + 1}." if position else ""
    return Report(
        problem=next((line.problem for line in own if line.problem), ""),
        sections=tuple(
            Section(
                key=key,
                statements=tuple(
                    Statement(
                        id=StatementId(f"{prefix}{key}{count}"),
                        text=line.text,
                        evidence=line.evidence,
                    )
                    for count, line in enumerate(
                        (line for line in own if line.section == key), start=1
                    )
                ),
            )
            for key in template.keys
        ),
    )
