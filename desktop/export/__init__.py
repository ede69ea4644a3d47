"""FORMATS: one table from the name of a format to its writer; takes approved notes only."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from desktop.consultation import Approved
from desktop.export.docx import to_docx
from desktop.export.file import write_export
from desktop.export.structured import to_json
from desktop.export.text import section_text, to_text

__all__ = ["FORMATS", "section_text", "write_export"]

# The name of a format is the suffix of its file.
FORMATS: Mapping[str, Callable[[Approved], bytes]] = MappingProxyType(
    {"txt": to_text, "docx": to_docx, "json": to_json}
)
