"""Each format: what it holds, the mark, what it leaves out, and the same bytes twice."""

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from desktop.consultation import Approved
from desktop.errors import SectionUnknown
from desktop.export import FORMATS, Form, section_text
from desktop.export.page import AI_MARK, one_line, software
from desktop.export.structured import ExportedNote
from summarize.errors import TemplateBroken
from summarize.note import Report
from tests.desktop.export.notes import (
    GENERATED,
    SPOKEN,
    WARNED,
    approved,
    call,
    hostile,
    line,
    section,
    soap,
    soep,
)
from tests.golden import assert_golden

NOTES: dict[str, Callable[[], Approved]] = {"soep": soep, "soap": soap, "call": call}
ALL_NOTES = NOTES | {"hostile": hostile}


def _shown(data: bytes, form: str) -> str:
    """All text of an export, out of every part of a document."""
    if form != "docx":
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as parts:
        return "".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml"))


@pytest.mark.parametrize("form", ["txt", "json"])
@pytest.mark.parametrize("note", NOTES)
def test_as_expected(note: str, form: str) -> None:
    data = FORMATS[form](NOTES[note]()).replace(software().encode(), b"VERSION")
    assert_golden(f"export/{note}.{form}", data)


@pytest.mark.parametrize("note", NOTES)
def test_a_document_reads_as_expected(note: str) -> None:
    paper = Document(BytesIO(FORMATS["docx"](NOTES[note]())))
    lines = [f"{p.style.name if p.style else ''}: {p.text}" for p in paper.paragraphs]
    lines += [f"foot: {p.text}" for p in paper.sections[0].footer.paragraphs]
    shown = "\n".join(lines).replace(software(), "VERSION") + "\n"
    assert_golden(f"export/{note}.docx.txt", shown.encode())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("note", ALL_NOTES)
def test_same_approval_same_bytes(note: str, form: str) -> None:
    assert FORMATS[form](ALL_NOTES[note]()) == FORMATS[form](ALL_NOTES[note]())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("note", ALL_NOTES)
def test_neither_conversation_nor_findings_leave(note: str, form: str) -> None:
    source = ALL_NOTES[note]()
    shown = _shown(FORMATS[form](source), form)
    assert SPOKEN not in shown
    assert WARNED not in shown
    kept = source.model_dump_json()
    assert SPOKEN in kept
    assert WARNED in kept
    if note != "hostile":
        assert next(source.note.statements())[1].text in shown


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("note", NOTES)
def test_every_format_says_ai_by_whom_and_when(note: str, form: str) -> None:
    source = NOTES[note]()
    shown = _shown(FORMATS[form](source), form)
    mark = re.search(r"\[AI\] [^\r\n]+? \(Griffel [\d.]+, [^()]+, sha256 ([0-9a-f]{16})\)", shown)
    assert mark
    assert source.approval.by in mark[0]
    assert "18:05 UTC" in mark[0]
    assert source.approval.text_sha256.startswith(mark[1])


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_what_wrote_it(form: str) -> None:
    both, old = _shown(FORMATS[form](soap()), form), _shown(FORMATS[form](call()), form)
    for told in ("generate", "example-4b", GENERATED.sha256[:12], "extract"):
        assert told in both
    assert "extract" in old
    assert "example-4b" not in old


def test_every_form_has_a_writer() -> None:
    assert set(FORMATS) == set(Form)


def test_the_mark_is_for_programs_too() -> None:
    source = soep()
    exported = ExportedNote.model_validate_json(FORMATS["json"](source))
    assert exported.ai_assisted
    assert exported.note_sha256 == source.approval.text_sha256
    assert json.loads(FORMATS["json"](source))["ai_assisted"] is True
    properties = Document(BytesIO(FORMATS["docx"](source))).core_properties
    assert "ai-assisted" in properties.keywords
    assert source.approval.text_sha256 in properties.keywords
    assert FORMATS["txt"](source).splitlines()[-1].startswith(AI_MARK.encode())


def test_text_is_plain_and_ends_its_lines_for_windows() -> None:
    shown = FORMATS["txt"](hostile())
    assert shown.count(b"\n") == shown.count(b"\r\n") == shown.count(b"\r")
    assert not any(sign in shown for sign in (b"\0", b"\x07", b"\x1b"))
    assert b"\nP: niet uitgesproken\r\n" in shown  # the only line that begins with P
    assert shown.count(b"\nP:") == 1


def test_hostile_text_is_written_as_it_is_and_never_interpreted() -> None:
    for form in FORMATS:
        shown = _shown(FORMATS[form](hostile()), form)
        for literal in ("{approved}", "{{x}}", "%s", "${x}"):
            assert literal in shown
    assert "<w:p> ]]>" in "".join(
        p.text for p in Document(BytesIO(FORMATS["docx"](hostile()))).paragraphs
    )


def test_a_document_holds_no_macros_and_one_time() -> None:
    with zipfile.ZipFile(BytesIO(FORMATS["docx"](soep()))) as parts:
        assert not [n for n in parts.namelist() if "vba" in n.lower() or n.endswith(".bin")]
        assert {entry.date_time for entry in parts.infolist()} == {(2026, 11, 24, 18, 5, 8)}
        assert b'w:val="nl-NL"' in parts.read("word/styles.xml")


def test_one_section_can_be_copied() -> None:
    assert section_text(soep(), "O") == "T 37,8. Keel: rood, geen beslag."
    assert section_text(soep(), "S").split("\r\n") == [
        "- Sinds 3 dagen keelpijn, geen koorts.",
        "- P: zegt patiënt zelf; allergie: geen.",
    ]
    assert section_text(soep(), "E") == ""
    assert section_text(soap(), "A", report=1) == "- Hypertension.\r\n- Stable."
    for key, report in (("X", 0), ("S", 1), ("S", -1)):
        with pytest.raises(SectionUnknown):
            section_text(soep(), key, report)


def test_approved_text_without_a_heading_is_never_left_out() -> None:
    stray = approved("soep", "nl", Report(sections=(section("X", line("1", "Verdwaald.")),)))
    for form in FORMATS:
        assert FORMATS[form](soep())
        with pytest.raises(TemplateBroken):
            FORMATS[form](stray)


def test_one_line_keeps_words_and_signs() -> None:
    assert one_line(" \ttwee\u2028regels\n\n½ µ é 😀 \ud800") == "twee regels ½ µ é 😀"
