"""FORMATS: one table from the name of a format to its writer; takes approved notes only."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from desktop.consultation import Approved
from desktop.export.docx import to_docx
from desktop.export.file import write_export
from desktop.export.structured import to_json
from desktop.export.text import section_text, to_text

__all__ = ["FORMATS", "Form", "section_text", "write_export"]


class Form(StrEnum):
    """The formats of an exported note; the name is the suffix of the file."""

    txt = "txt"
    docx = "docx"
    json = "json"


class Writes(Protocol):
    """Writes an approved note; not marked: without the sentence that AI helped to write it."""

    def __call__(self, approved: Approved, *, marked: bool = True) -> bytes: ...


FORMATS: Mapping[str, Writes] = MappingProxyType(
    {Form.txt: to_text, Form.docx: to_docx, Form.json: to_json}
)
