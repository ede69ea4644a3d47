"""Write a golden library: two invented visits in the given format."""

import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from desktop.consultation import Consultation
from desktop.store.database import Database
from desktop.store.migrations import migrate
from tests.desktop.store.libraries import OTHER_ID, ROOT, Home, approved, visit

_COLUMNS = {  # of format 1
    "consultations": "id, stage, language, template, made, changed, approved_by, state",
    "transcripts": "consultation, frame, sealed",
    "versions": "consultation, number, kind, at, text_sha256, ticked, approval, note, sealed",
    "settings": "name, value",
}


def golden() -> tuple[Consultation, ...]:
    """What the golden libraries hold: a corrected and approved visit, and a draft."""
    return (approved(visit(("S", "Hoest 3 wk."))), visit(identity=OTHER_ID))


def make(number: int, place: Path) -> None:
    """A library of that format in a folder that does not exist yet."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        with closing(home.create()) as library:
            saved: tuple[Consultation, ...] = (visit(), *golden())
            for consultation in saved:
                library.save(consultation)
            library.remember("head", "7")
        place.mkdir(parents=True)
        shutil.copytree(home.folder / "keys", place / "keys")
        key = ROOT.derived("library")
        with closing(Database.create(place / "library.db", key)) as old:
            old.keep_log()
            migrate(old, to=number)
        with (
            closing(home.database()) as newest,
            newest.attached(place / "library.db", key),
            newest.transaction(),
        ):
            for table, columns in _COLUMNS.items():
                taken = f"SELECT {columns} FROM main.{table}"  # noqa: S608 - names of ours
                newest.run(f"INSERT INTO copy.{table} ({columns}) {taken}")


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(__file__).with_name(f"format-{sys.argv[1]}"))
