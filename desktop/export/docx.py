"""A Word document: headings and lines, the mark in the foot of every page and in the properties."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn

from asr.transcript import Language
from desktop.consultation import Approved
from desktop.export.page import AI_KEYWORD, Block, Page, one_line, page, software, who_wrote

_LOCALE = {"nl": "nl-NL", "en": "en-GB"}
_FIRST_ZIP_YEAR = 1980
_LONGEST_PROPERTY = 255  # letters, by the standard


def to_docx(approved: Approved, *, marked: bool = True) -> bytes:
    """The note as a document without macros. The same approval gives the same bytes."""
    whole, paper = page(approved, marked=marked), Document()
    _write(paper, whole)
    _speak(paper, approved.note.language)
    _describe(paper, whole, approved)
    written = BytesIO()
    paper.save(written)
    return _dated(written.getvalue(), approved.approval.at)


def _write(paper: Paper, whole: Page) -> None:
    paper.add_heading(whole.title, level=0)
    for problem in whole.problems:
        if problem.heading:
            paper.add_heading(problem.heading, level=1)
        for block in problem.blocks:
            paper.add_heading(block.title, level=2)
            _write_lines(paper, block)
    paper.sections[0].footer.paragraphs[0].text = whole.mark


def _write_lines(paper: Paper, block: Block) -> None:
    for line in block.lines:
        paper.add_paragraph(line, style="List Bullet" if len(block.lines) > 1 else None)
    if not block.lines:
        paper.add_paragraph().add_run(block.when_empty).italic = True


def _speak(paper: Paper, language: Language) -> None:
    """Set the language, or Word underlines every Dutch word as a mistake."""
    for element in paper.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), _LOCALE[language])


def _describe(paper: Paper, whole: Page, approved: Approved) -> None:
    at = approved.approval.at.astimezone(UTC).replace(tzinfo=None)  # the format knows UTC only
    properties = paper.core_properties
    properties.title = whole.title
    properties.author = f"Griffel {software()}"
    properties.comments = _property(whole.mark)
    properties.identifier = _property(approved.id)
    seal = f"note-sha256={approved.approval.text_sha256}"
    properties.keywords = _property(f"{AI_KEYWORD}; {seal}; writer={who_wrote(approved.note)}")
    properties.language = _LOCALE[approved.note.language]
    properties.last_modified_by = _property(approved.approval.by)
    properties.created = properties.modified = at


def _property(value: str) -> str:
    return one_line(value)[:_LONGEST_PROPERTY]


def _dated(document: bytes, at: datetime) -> bytes:
    """The same document with one time on all its parts, instead of the time of writing."""
    moment, dated = at.astimezone(UTC), BytesIO()
    stamp = (max(moment.year, _FIRST_ZIP_YEAR), *moment.timetuple()[1:6])
    with zipfile.ZipFile(BytesIO(document)) as old, zipfile.ZipFile(dated, "w") as new:
        for part in old.namelist():
            entry = zipfile.ZipInfo(part, stamp)
            entry.create_system = 3  # else it says which system wrote it
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(part))
    return dated.getvalue()
