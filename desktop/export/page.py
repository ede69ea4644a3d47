"""What every format shows of a note: headings, lines and the AI mark, in order."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from asr.transcript import Language
from desktop.consultation import Approval, Approved
from desktop.words import words
from summarize.note import Made, Note, Report, Statement
from summarize.template import SectionTemplate, Template, find_template

# What a program can look for in any text that came out of Griffel (EU AI Act, art. 50(2)).
AI_MARK = "[AI]"
AI_KEYWORD = "ai-assisted"
SHOWN_OF_A_HASH = 12  # hexadecimal digits
_LONGEST_MODEL = 36  # letters of its name


@dataclass(frozen=True)
class Block:
    """One heading of the note with its lines; `when_empty` is shown if there are none."""

    key: str
    title: str
    when_empty: str
    statements: tuple[Statement, ...]

    @property
    def label(self) -> str:
        """The letter of a SOEP or SOAP line, else the whole heading."""
        return self.key if len(self.key) == 1 else self.title

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(one_line(statement.text) for statement in self.statements)


@dataclass(frozen=True)
class Problem:
    """One problem of the visit; the heading is empty when there is one without a name."""

    heading: str
    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """A whole note, ready to be written in any format; `mark` is empty where none is wanted."""

    title: str
    problems: tuple[Problem, ...]
    mark: str


def page(approved: Approved, *, marked: bool = True) -> Page:
    """The approved note, ready to leave."""
    note = approved.note
    title = find_template(note.template, note.language).title
    return Page(title, problems(note), _whole_mark(approved) if marked else "")


def problems(note: Note) -> tuple[Problem, ...]:
    """A note as it is shown, every section of its template in the order of the template."""
    template = find_template(note.template, note.language)
    return tuple(
        Problem(
            heading=_heading(report, number, len(note.reports), note.language),
            name=report.problem,
            blocks=tuple(_blocks(report, template)),
        )
        for number, report in enumerate(note.reports, start=1)
    )


def mark(approval: Approval, language: Language) -> str:
    """The sentence that says how a note was made, behind the sign that a program looks for."""
    at = _shown(approval.at, language)
    return f"{AI_MARK} {words('export.mark', language, name=one_line(approval.by), at=at)}"


def short_name(made: Made) -> str:
    """What wrote lines of a note, in one word: the writer, its model and the checksum of that."""
    parts = (made.writer, made.model[:_LONGEST_MODEL], made.sha256[:SHOWN_OF_A_HASH])
    return "+".join(filter(None, parts))


def who_wrote(note: Note) -> str:
    """Everything that wrote lines of the note, each with its version."""
    told = (
        " ".join(filter(None, (one.writer, one.model, one.sha256[:SHOWN_OF_A_HASH], one.version)))
        for one in note.makers
    )
    return one_line(", ".join(told))


def one_line(text: str) -> str:
    """Text that stays on one line: no breaks, and no control signs that a file may not hold."""
    return " ".join("".join(filter(_may_be_written, text)).split())


def software() -> str:
    """The version of Griffel that writes."""
    return version("griffel")


def _may_be_written(sign: str) -> bool:
    # XML holds no control signs, no halves of a pair and no U+FFFE or U+FFFF.
    return sign.isspace() or not (
        unicodedata.category(sign) in {"Cc", "Cs"} or sign in "\ufffe\uffff"
    )


def _heading(report: Report, number: int, of: int, language: Language) -> str:
    name = one_line(report.problem)
    if of == 1:
        return words("export.problem", language, name=name) if name else ""
    if not name:
        return words("export.unnamed_problem", language, number=number)
    return words("export.numbered_problem", language, number=number, name=name)


def _blocks(report: Report, template: Template) -> Iterator[Block]:
    for section in report.sections:
        template.section(section.key)  # approved text without a heading is never left out silently
    for heading in template.sections:
        yield _block(report, heading)


def _block(report: Report, heading: SectionTemplate) -> Block:
    statements = tuple(
        statement
        for section in report.sections
        if section.key == heading.key
        for statement in section.statements
        if statement.text.strip()
    )
    return Block(heading.key, heading.title, heading.when_empty, statements)


def _whole_mark(approved: Approved) -> str:
    sentence = mark(approved.approval, approved.note.language)
    seal = approved.approval.text_sha256[:16]
    return f"{sentence} (Griffel {software()}, {who_wrote(approved.note)}, sha256 {seal})"


def _shown(at: datetime, language: Language) -> str:
    """The time in UTC, so that the same approval gives the same text on every machine."""
    form = "%d-%m-%Y %H:%M" if language == "nl" else "%Y-%m-%d %H:%M"
    return f"{at.astimezone(UTC):{form}} UTC"
