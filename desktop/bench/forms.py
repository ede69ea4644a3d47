"""Read what people wrote down in a form, and say where it parts from it: never what it says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from desktop.bench.errors import CasesBroken, CasesMissing

_Form = TypeVar("_Form", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """A case as it stands in its file, not looked at yet. `where`: "a.json" or "b.jsonl:12"."""

    where: str
    content: object


def read_documents(place: Path) -> Iterator[Document]:
    """Every case of a folder (*.json one each, *.jsonl one a line) or of one such file."""
    for file in _case_files(place):
        yield from _read_file(file)


def read_form(document: Document, form: type[_Form]) -> _Form:
    """The document as a form. What does not fit is named by its place: facts[2].must_contain."""
    try:
        return form.model_validate(document.content)
    except ValidationError as error:
        raise CasesBroken(f"{document.where}: {_field(error, form)}") from error


def _case_files(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(file for file in place.iterdir() if file.suffix in (".json", ".jsonl"))
    elif place.is_file():
        yield place
    else:
        raise CasesMissing


def _read_file(file: Path) -> Iterator[Document]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CasesBroken(file.name) from error
    if file.suffix != ".jsonl":
        yield Document(file.name, _read_json(text, file.name))
        return
    # Line feeds only: splitlines() also cuts at signs that a JSON string may hold.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield Document(f"{file.name}:{number}", _read_json(line, file.name, number))


def _read_json(text: str, name: str, line: int = 0) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise CasesBroken(f"{name}:{line or error.lineno}") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 figures, 1,000 brackets
        raise CasesBroken(f"{name}:{line}" if line else name) from error


def _field(error: ValidationError, form: type[BaseModel]) -> str:
    """The place of the first problem. Only names of the form itself: a key may say anything."""
    known = _names(form)
    path = ""
    for step in error.errors(include_url=False, include_input=False)[0]["loc"]:
        if isinstance(step, int):
            path += f"[{step}]"
        elif step in known:
            path += f".{step}" if path else step
    return path or "?"


def _names(form: type[BaseModel]) -> frozenset[str]:
    """The names of all fields, those of the forms inside it too."""
    schema = form.model_json_schema()
    parts = (schema, *schema.get("$defs", {}).values())
    return frozenset(name for part in parts for name in part.get("properties", {}))
