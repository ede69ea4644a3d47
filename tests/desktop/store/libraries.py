"""Sealed libraries for the tests: a fixed fictional key, a clock that repeats, invented visits."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from asr.transcript import Speaker
from desktop.consultation import Approved, Consultation, ConsultationId, Draft
from desktop.store.data_keys import DataKeys
from desktop.store.database import Database
from desktop.store.library import Library
from desktop.store.sealing import Key
from summarize.note import Note, Report, Section, Statement, StatementId
from tests.fakes import FIRST_ID, Clock, transcript

ROOT = Key(b"fictional key of the test lib 01")
OTHER_ID = ConsultationId("20260105-090000-000002")
APPROVER = "A. Voorbeeld"

TURNS: tuple[tuple[Speaker, str], ...] = (
    ("clinician", "Hoe lang hoest u al?"),
    ("patient", "Twee weken, en 's nachts geen slaap."),
    ("clinician", "Bent u benauwd bij het traplopen?"),
)


@dataclass(frozen=True)
class Home:
    """A folder for a library, and how to open it."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "library.db"

    def keys(self) -> DataKeys:
        return DataKeys(self.folder / "keys", ROOT.derived("recordings"))

    def create(self) -> Library:
        return Library.create(self.folder, ROOT, self.keys(), Clock())

    def open(self) -> Library:
        return Library(self.folder, ROOT, self.keys(), Clock())

    def restore(self, backup: Path) -> Library:
        return Library.restore(self.folder, ROOT, self.keys(), backup, Clock())

    def restore_elsewhere(self, backup: Path) -> Consultation:
        """The one visit of a backup, read in a folder of its own with the keys there are now."""
        with tempfile.TemporaryDirectory() as folder:
            elsewhere = Home(Path(folder))
            shutil.copytree(self.folder / "keys", elsewhere.folder / "keys")
            with closing(elsewhere.restore(backup)) as library:
                return library.load(FIRST_ID)

    def database(self) -> Database:
        """The file itself, for a test that looks behind the library or changes it by hand."""
        return Database.open(self.file, ROOT.derived("library"))


def visit(
    *statements: tuple[str, str],
    identity: ConsultationId = FIRST_ID,
    turns: tuple[tuple[Speaker, str], ...] = TURNS,
    writer: str = "extract",
) -> Draft:
    """A draft with these statements, each with its section; without any, one of its own."""
    lines = statements or (("S", "Hoest 2 wk, slaapt slecht."),)
    numbered = [
        (section, Statement(id=StatementId(f"{section}{number}"), text=text))
        for number, (section, text) in enumerate(lines, start=1)
    ]
    sections = tuple(
        Section(key=key, statements=tuple(s for section, s in numbered if section == key))
        for key in "SOEP"
    )
    note = Note(template="soep", language="nl", writer=writer, reports=(Report(sections=sections),))
    return Draft(id=identity, transcript=transcript(*turns), note=note)


def approved(draft: Draft) -> Approved:
    """The same, approved."""
    return Approved.of(draft, APPROVER, Clock()())


def plain_copy(file: Path, texts: tuple[str, ...]) -> None:
    """The control for a search in files: the same texts in a file that is not encrypted."""
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.executemany("INSERT INTO notes VALUES (?)", [(text,) for text in texts])
    connection.commit()
    connection.close()
