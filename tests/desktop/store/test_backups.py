"""A copy is whole or has no name; a restored one takes the place of the library, never over it."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.consultation import Approved, Consultation, Draft
from desktop.errors import (
    BackupDamaged,
    LibraryDamaged,
    LibraryInUse,
    LibraryNewer,
    PlaceUnwritable,
)
from desktop.store.backups import DAYS, WEEKS, to_keep
from desktop.store.data_keys import DataKeys
from desktop.store.database import Database
from desktop.store.library import Library
from desktop.store.sealing import Key
from tests.desktop.store.libraries import OTHER_ID, ROOT, Home, approved, visit
from tests.fakes import FIRST_ID

KEY = ROOT.derived("library")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def library(home: Home) -> Iterator[Library]:
    made = home.create()
    yield made
    made.close()


def test_the_drill_a_lost_library_comes_back_byte_for_byte(home: Home, library: Library) -> None:
    approved_one = approved(visit(("S", "Hoest 3 wk.")))
    kept: tuple[Consultation, ...] = (approved_one, visit(identity=OTHER_ID))
    library.save(visit())
    for consultation in kept:
        library.save(consultation)
    versions = library.versions(FIRST_ID)
    library.remember("head", "7")
    backup = library.backup()
    library.close()
    home.file.unlink()
    restored = home.restore(backup)
    assert tuple(map(restored.load, restored.ids())) == kept
    assert restored.versions(FIRST_ID) == versions
    assert restored.recall("head") == "7"
    assert len(restored.search("hoest")) == 4
    restored.close()


def test_a_restored_library_never_writes_over_the_one_there_is(
    home: Home, library: Library
) -> None:
    library.save(visit())
    backup = library.backup()
    library.save(visit(("S", "Later.")))
    library.close()
    restored = home.restore(backup)
    assert restored.load(FIRST_ID) == visit()
    restored.close()
    (aside,) = (home.folder / "set-aside").iterdir()
    shutil.copytree(home.folder / "keys", home.folder.parent / "aside" / "keys")
    shutil.copyfile(aside, home.folder.parent / "aside" / "library.db")
    before = Home(home.folder.parent / "aside").open()
    assert before.load(FIRST_ID) == visit(("S", "Later."))
    before.close()


def test_a_damaged_library_is_set_aside_with_its_log(home: Home, library: Library) -> None:
    library.save(visit())
    backup = library.backup()
    library.close()
    home.file.write_bytes(b"x" * 8192)
    log = home.folder / "library.db-wal"
    log.write_bytes(b"y" * 100)
    restored = home.restore(backup)
    assert restored.load(FIRST_ID) == visit()
    restored.close()
    aside = {file.suffix: file.read_bytes() for file in (home.folder / "set-aside").iterdir()}
    (home.folder / ".new-library.db").write_bytes(b"of a restore that was cut short")
    home.open().close()
    assert not (home.folder / ".new-library.db").exists()
    assert aside == {".db": b"x" * 8192, ".db-wal": b"y" * 100}


def test_nobody_restores_under_an_open_library(home: Home, library: Library) -> None:
    library.save(visit())
    backup = library.backup()
    with pytest.raises(LibraryInUse):
        home.restore(backup)
    assert library.load(FIRST_ID) == visit()


def test_what_was_erased_cannot_be_read_in_an_earlier_copy(home: Home, library: Library) -> None:
    library.save(approved(visit()))
    backup = library.backup()
    copy = Database.open(backup, KEY)
    assert copy.row("SELECT count(*) FROM passages") == (0,)
    assert copy.row("SELECT count(*) FROM search") == (0,)
    cells = [
        cell
        for table in ("transcripts", "versions")
        for row in copy.rows(f"SELECT * FROM {table}")  # noqa: S608 - names of ours
        for cell in row
    ]
    copy.close()
    assert not any("traplopen" in cell for cell in cells if isinstance(cell, str))
    whole = home.restore_elsewhere(backup)
    assert isinstance(whole, Approved)
    assert not whole.transcript.is_empty  # the control: with its key it can be read
    home.keys().destroy(FIRST_ID)
    erased = home.restore_elsewhere(backup)
    assert isinstance(erased, Approved)
    assert erased.transcript.is_empty


def test_a_damaged_copy_is_refused_and_the_library_stays(home: Home, library: Library) -> None:
    library.save(visit())
    backup = library.backup()
    library.close()
    whole, before = backup.read_bytes(), home.file.read_bytes()
    chance = random.Random(5)  # noqa: S311 - the same each time
    for _ in range(40):
        place = chance.randrange(len(whole))
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BackupDamaged):
            home.restore(backup)
    for content in (b"", whole[:-4096], whole[:100], b"SQLite format 3\0" + whole[16:]):
        backup.write_bytes(content)
        with pytest.raises(BackupDamaged):
            home.restore(backup)
    with pytest.raises(BackupDamaged):
        home.restore(home.folder / "no-such.db")
    assert home.file.read_bytes() == before
    assert not (home.folder / "set-aside").exists()
    backup.write_bytes(whole)
    home.restore(backup).close()  # the control


def test_a_copy_of_another_library_or_a_later_version_is_refused(
    home: Home, library: Library, tmp_path: Path
) -> None:
    backup = library.backup()
    library.close()
    other = tmp_path / "other"
    Library.create(other, Key.new(), DataKeys(other / "keys", Key.new())).close()
    with pytest.raises(BackupDamaged):
        home.restore(other / "library.db")
    copy = Database.open(backup, KEY)
    with copy.transaction():
        copy.set_format(99)
    copy.close()
    with pytest.raises(LibraryNewer):
        home.restore(backup)


def test_a_damaged_library_makes_no_copy(home: Home, library: Library) -> None:
    library.save(visit(*[("S", f"Regel {number}.") for number in range(400)]))
    library.backup()
    library.close()
    whole = home.file.read_bytes()
    last = len(whole) - 2000
    home.file.write_bytes(whole[:last] + bytes([whole[last] ^ 1]) + whole[last + 1 :])
    again = home.open()
    with pytest.raises(LibraryDamaged):
        again.backup()
    assert len(again.backups()) == 1
    again.close()


def test_an_attempt_cut_short_leaves_no_copy_and_is_no_hindrance(
    home: Home, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.save(visit())

    class Interrupted(BaseException):
        """Stands for the end of the process."""

    def cut(*_: object) -> None:
        raise Interrupted

    monkeypatch.setattr(Database, "check", cut)
    with pytest.raises(Interrupted):
        library.backup()
    monkeypatch.undo()
    (home.folder / "backups").mkdir(exist_ok=True)
    (home.folder / "backups" / ".new-library.db").write_bytes(b"half")
    (home.folder / "backups" / ".new-library.db-journal").write_bytes(b"half")
    assert library.backups() == ()
    library.backup()
    assert [f.name for f in (home.folder / "backups").iterdir()] == [
        backup.file.name for backup in library.backups()
    ]


def test_a_copy_that_does_not_fit_is_said_and_the_library_goes_on(
    home: Home, library: Library
) -> None:
    (home.folder / "backups").write_bytes(b"")
    with pytest.raises(PlaceUnwritable):
        library.backup()
    library.save(visit())
    assert library.load(FIRST_ID) == visit()


def test_a_copy_is_due_once_a_day(library: Library) -> None:
    assert library.backup_is_due()
    library.backup()
    assert not library.backup_is_due()


def test_fourteen_days_and_eight_weeks_are_kept() -> None:
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    hours = [noon - timedelta(hours=6 * n) for n in range(4 * 100)]
    kept = sorted(to_keep(hours), reverse=True)
    days = {at.date() for at in kept[:DAYS]}
    assert days == {(noon - timedelta(days=n)).date() for n in range(DAYS)}
    assert len({at.isocalendar()[:2] for at in kept}) == WEEKS
    assert len(kept) <= DAYS + WEEKS
    assert max(hours) in kept
    assert to_keep([]) == frozenset()


def test_old_copies_make_room(home: Home, library: Library) -> None:
    folder = home.folder / "backups"
    folder.mkdir()
    start = datetime(2026, 1, 5, tzinfo=UTC)  # the clock of the tests begins at nine that day
    for n in range(100):
        name = f"library-{start - timedelta(days=n):%Y%m%d-%H%M%S}"
        (folder / f"{name}.db").write_bytes(b"x")
        (folder / f"{name}-format1.db").write_bytes(b"x")
    (folder / "my own copy.db").write_bytes(b"x")
    library.backup()
    left = [backup for backup in library.backups() if not backup.before_migration]
    assert DAYS < len(left) <= DAYS + WEEKS
    before = [backup for backup in library.backups() if backup.before_migration]
    assert len(before) == 7 * WEEKS
    assert (folder / "my own copy.db").exists()


def test_a_draft_comes_back_as_a_draft(home: Home, library: Library) -> None:
    library.save(visit())
    assert isinstance(home.restore_elsewhere(library.backup()), Draft)
