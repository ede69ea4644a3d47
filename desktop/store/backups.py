"""Checked copies of the library: one a day for two weeks, one a week for eight.

A copy has neither the search index nor any key, so what was erased cannot be read in it either.
It gets its name only once it has been opened, read to the last page and counted.
"""

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.errors import BackupDamaged, DiskFull, GriffelError, LibraryNewer, PlaceUnwritable
from desktop.store.database import BESIDE, Database, discard
from desktop.store.folder import sync_folder, words_for_failures
from desktop.store.home import Home
from desktop.store.lock import WriterLock
from desktop.store.migrations import INDEX_FORMAT, NEWEST, migrate
from desktop.store.sealing import Key

DAYS, WEEKS = 14, 8
_TIME = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"library-(\d{8}-\d{6})(-format\d+)?\.db")
# All but the index, which is made anew; in this order, for the others hang on the first.
_TABLES = ("consultations", "transcripts", "versions", "settings")


@dataclass(frozen=True)
class Backup:
    """A copy, when it was made, and whether that was before the library got another format."""

    file: Path
    at: datetime
    before_migration: bool


@dataclass(frozen=True)
class SetAside:
    """A library that was replaced by a restored one, by its name in its folder, and when."""

    name: str
    at: datetime


class Backups:
    """The copies of one library, in its folder `backups`."""

    def __init__(self, home: Home, key: Key) -> None:
        self._home = home
        self._key = key

    def all(self) -> tuple[Backup, ...]:
        """Every copy there is, oldest first."""
        named = ((file, _NAME.fullmatch(file.name)) for file in self._home.backups.glob("*.db"))
        found = [
            Backup(file, datetime.strptime(name[1], _TIME).replace(tzinfo=UTC), bool(name[2]))
            for file, name in named
            if name
        ]
        return tuple(sorted(found, key=lambda backup: backup.at))

    def is_due(self, now: datetime) -> bool:
        """Whether the last copy is not of today."""
        made = self.all()
        return not made or made[-1].at.date() != now.astimezone(UTC).date()

    def make(self, database: Database, at: datetime, before_migration: bool = False) -> Path:
        """Copy the open library. Under its own name there is only ever a whole copy."""
        suffix = f"-format{database.format}" if before_migration else ""
        place = self._home.backups / f"library-{at.astimezone(UTC):{_TIME}}{suffix}.db"
        new = self._home.backups / ".new-library.db"
        try:
            with words_for_failures():
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                discard(new)
                _examine(new, self._key, self._copied(database, new))
                new.replace(place)
                sync_folder(place.parent)
        finally:
            with suppress(OSError):
                discard(new)
        return place

    def thin(self, now: datetime) -> None:
        """Remove the copies whose time is over."""
        made = self.all()
        kept = to_keep(backup.at for backup in made if not backup.before_migration)
        for backup in made:
            young = now - backup.at < timedelta(weeks=WEEKS)
            if not (young if backup.before_migration else backup.at in kept):
                with suppress(OSError):  # one that cannot go now goes tomorrow
                    backup.file.unlink()

    def restore(self, backup: Path, at: datetime) -> None:
        """Put a copy in the place of the library, which is kept aside. None may have it open."""
        lock = WriterLock(self._home.lock)
        new = self._home.unfinished
        try:
            with words_for_failures():
                discard(new)
                try:
                    _copy(backup, new)
                except FileNotFoundError:
                    raise BackupDamaged from None
                _examine(new, self._key)
                self._set_aside(f"library-{at.astimezone(UTC):{_TIME}}")
                new.replace(self._home.library)
                sync_folder(self._home.folder)
        finally:
            with suppress(OSError):
                discard(new)
            lock.release()

    def set_aside(self) -> tuple[SetAside, ...]:
        """Every library that a restored one took the place of, oldest first."""
        named = ((file, _NAME.fullmatch(file.name)) for file in self._home.set_aside.glob("*.db"))
        found = [
            SetAside(file.stem, datetime.strptime(name[1], _TIME).replace(tzinfo=UTC))
            for file, name in named
            if name
        ]
        return tuple(sorted(found, key=lambda one: one.at))

    def remove_set_aside(self, one: SetAside) -> None:
        """Remove it for good, with what SQLite had beside it."""
        with words_for_failures():
            discard(self._home.set_aside / f"{one.name}.db")
            sync_folder(self._home.set_aside)

    def _copied(self, database: Database, new: Path) -> list[int]:
        """Copy every row, all of one moment; gives how many there are in each table."""
        with closing(Database.create(new, self._key)) as empty:
            migrate(empty, to=database.format)
        with database.attached(new, self._key), database.transaction(), database.giving_way():
            for table in _TABLES:
                database.run(f"INSERT INTO copy.{table} SELECT * FROM main.{table}")  # noqa: S608 - names of ours
            if database.format >= INDEX_FORMAT:
                database.run("UPDATE copy.consultations SET indexed = 0")
            return _counts(database)

    def _set_aside(self, name: str) -> None:
        """Give what there is now a second name; after a crash here it still has its first."""
        library = self._home.library
        beside = [library.with_name(f"{library.name}{suffix}") for suffix in BESIDE]
        present = [file for file in (library, *beside) if file.exists()]
        if not present:
            return
        self._home.set_aside.mkdir(exist_ok=True, mode=0o700)
        for file in present:
            _linked(file, self._home.set_aside / file.name.replace("library", name))
        sync_folder(self._home.set_aside)
        for file in beside:
            file.unlink(missing_ok=True)


def to_keep(times: Iterable[datetime]) -> frozenset[datetime]:
    """The last of each of the latest days, and the last of each of the latest weeks."""
    ordered = sorted(times)
    by_day = {at.date(): at for at in ordered}
    by_week = {at.isocalendar()[:2]: at for at in ordered}
    return frozenset([*list(by_day.values())[-DAYS:], *list(by_week.values())[-WEEKS:]])


def _examine(file: Path, key: Key, counts: list[int] | None = None) -> None:
    """Open a copy as a restore would, read all of it, and compare how much is in it."""
    try:
        with closing(Database.open(file, key)) as copy:
            if copy.format > NEWEST:
                raise LibraryNewer
            copy.check()
            if counts not in (None, _counts(copy)):
                raise BackupDamaged
    except (LibraryNewer, PlaceUnwritable, DiskFull):
        raise
    except GriffelError as error:
        raise BackupDamaged from error


def _counts(database: Database) -> list[int]:
    counted = (f"SELECT count(*) FROM main.{table}" for table in _TABLES)  # noqa: S608 - names of ours
    return [int(database.row(question)[0]) for question in counted]


def _linked(file: Path, place: Path) -> None:
    if place.exists():
        raise FileExistsError
    try:
        place.hardlink_to(file)
    except OSError:  # a disk without second names
        _copy(file, place)


def _copy(file: Path, place: Path) -> None:
    place.touch(0o600, exist_ok=False)
    with file.open("rb") as source, place.open("wb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
