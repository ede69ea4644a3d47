"""The audit as a file for who has to look into it: JSON lines as they are, or a table."""

import csv
import io
import json

from desktop.store.chain import Head

# What a spreadsheet would take for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "n",
    "at",
    "act",
    "action",
    "result",
    "user",
    "role",
    "object",
    "consultation",
    "detail",
    "note_sha256",
    "policy",
    "app",
    "machine",
    "event",
    "previous",
    "hash",
)


def to_csv(lines: bytes) -> bytes:
    """A row a line; one that is no record at all is left out, as `audit verify` has told."""
    table = io.StringIO(newline="")
    rows = csv.writer(table)
    rows.writerow(_COLUMNS)
    for line in lines.splitlines():
        try:
            fields = json.loads(line)
        except ValueError:
            continue
        if isinstance(fields, dict):
            rows.writerow(_cell(fields.get(name, "")) for name in _COLUMNS)
    return table.getvalue().encode()


def head_text(head: Head) -> bytes:
    """The head of the chain as `audit verify --head` takes it."""
    return f"{head}\n".encode()


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
