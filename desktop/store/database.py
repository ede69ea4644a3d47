"""The engine of the library: one SQLCipher file and one connection; its errors end here.

Each page is encrypted and carries a seal (HMAC) that is checked when it is read. A transaction is
on the disk when its block is left. Nothing in here knows what the rows mean.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from desktop.errors import (
    DiskFull,
    GriffelError,
    LibraryDamaged,
    LibraryInUse,
    LibraryMissing,
    LibraryPresent,
    PlaceUnwritable,
    Unexpected,
)
from desktop.store.errors import GaveWay
from desktop.store.folder import words_for_failures
from desktop.store.sealing import Key
from desktop.store.turn import Turn

Row = tuple[Any, ...]

# Before this one a log could be reset under a second connection: https://sqlite.org/wal.html
OLDEST_SQLITE = (3, 51, 3)
BESIDE = ("-wal", "-journal")  # what SQLite keeps next to a file, for as long as it is at work
_PLAIN = b"SQLite format 3\0"  # how a file begins that is not encrypted
_SETTINGS = (
    "locking_mode = EXCLUSIVE",
    "synchronous = FULL",  # with NORMAL a power cut loses saves that were reported as kept
    "temp_store = MEMORY",
    "secure_delete = ON",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
)
# Primary result codes: https://sqlite.org/rescode.html
_ERROR, _MISUSE, _RANGE, _CONSTRAINT = 1, 21, 25, 19
_BUSY, _LOCKED = 5, 6
_INTERRUPTED = 9
_FULL = 13
_PERMISSION, _READONLY, _IO, _CANNOT_OPEN = 3, 8, 10, 14
_STEPS = 1_000  # of SQLite between two looks whether others wait: a tenth of a millisecond
_OURS = (_ERROR, _MISUSE, _RANGE, _CONSTRAINT)
_OF_THE_PLACE = (_PERMISSION, _READONLY, _IO, _CANNOT_OPEN)


class Database:
    """An open file. It may be shared by threads: each statement and transaction waits its turn."""

    def __init__(self, connection: sqlite.Connection, key: Key) -> None:
        self._connection = connection
        self._turn = Turn()
        self._open = True
        try:
            self._set_up(key)
        except GriffelError:
            self._connection.close()
            raise

    @classmethod
    def create(cls, file: Path, key: Key) -> "Database":
        """A new file, where there is none."""
        with words_for_failures():
            try:
                file.touch(0o600, exist_ok=False)  # SQLite gives the files beside it the same mode
            except FileExistsError:
                raise LibraryPresent from None
        return cls(_connected(file), key)

    @classmethod
    def open(cls, file: Path, key: Key) -> "Database":
        """The file as it is. It is never made anew, whatever is wrong with it."""
        try:
            with file.open("rb") as content:
                beginning = content.read(len(_PLAIN))
        except FileNotFoundError:
            raise LibraryMissing from None
        except OSError:
            raise PlaceUnwritable from None
        if len(beginning) < len(_PLAIN) or beginning == _PLAIN:
            raise LibraryDamaged
        return cls(_connected(file), key)

    @property
    def format(self) -> int:
        """The number of the format that the tables have."""
        return int(self.row("PRAGMA user_version")[0])

    def set_format(self, number: int) -> None:
        """Part of the transaction that brings the tables there."""
        self.run(f"PRAGMA user_version = {number:d}")

    def keep_log(self) -> None:
        """Write to a log first (WAL), which the file remembers: for the library itself."""
        if self.row("PRAGMA journal_mode = WAL") != ("wal",):
            raise PlaceUnwritable

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        """Carry out a statement; gives how many rows it changed."""
        with self._turn, _translated():
            return self._connection.execute(statement, values).rowcount

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """Everything a question gives."""
        with self._turn, _translated():
            return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, values: Sequence[object] = ()) -> Row:
        """The first row a question gives; for those that always give one."""
        return self.rows(statement, values)[0]

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Ask several questions with no change of another thread in between."""
        with self._turn:
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none; when the block has been left the disk has it."""
        with self._turn:
            self.run("BEGIN IMMEDIATE")
            with ExitStack() as undo:
                undo.callback(self._roll_back)
                yield
                self.run("COMMIT")
                undo.pop_all()
            # The change is kept already. Emptying the log brings it under the seal of the pages
            # and leaves nothing erased behind in it; if it fails, the next one does it.
            with suppress(GriffelError):
                self._empty_log()

    @contextmanager
    def giving_way(self) -> Iterator[None]:
        """Break off what is done here with GaveWay as soon as another thread wants a turn."""
        with self._turn:
            if self._turn.wanted:
                raise GaveWay
            self._connection.set_progress_handler(lambda: self._turn.wanted, _STEPS)
            try:
                yield
            finally:
                self._connection.set_progress_handler(None, 0)

    @contextmanager
    def attached(self, file: Path, key: Key) -> Iterator[None]:
        """Another file, as `copy`, to write to from here."""
        with self._turn:
            self.run("ATTACH DATABASE ? AS copy KEY ?", (str(file), _raw(key)))
            try:
                yield
            finally:
                self.run("DETACH DATABASE copy")

    def check_seals(self) -> None:
        """Read every page; LibraryDamaged if one is not as it was written."""
        with self._turn:
            # The check reads the file alone: with a log beside it, it would raise false alarms.
            self._empty_log()
            if self.rows("PRAGMA cipher_integrity_check"):
                raise LibraryDamaged

    def check(self) -> None:
        """The same, and whether the pages hang together."""
        with self._turn:
            self.check_seals()
            if self.rows("PRAGMA quick_check(1)") != [("ok",)]:
                raise LibraryDamaged

    def close(self) -> None:
        """Empty the log and let go of the file and its key. Twice is no failure."""
        with self._turn:
            if not self._open:
                return
            self._open = False
            with suppress(GriffelError):
                self._empty_log()
            with _translated():
                self._connection.close()

    def _set_up(self, key: Key) -> None:
        if sqlite.sqlite_version_info < OLDEST_SQLITE:
            raise Unexpected
        self.run("PRAGMA cipher_log_level = NONE")  # else damage is told on stderr
        self.run(f'PRAGMA key = "{_raw(key)}"')
        for setting in _SETTINGS:
            self.run(f"PRAGMA {setting}")
        self.rows("SELECT count(*) FROM sqlite_schema")  # the first page opens, or does not

    def _empty_log(self) -> None:
        busy, *_ = self.row("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise LibraryInUse

    def _roll_back(self) -> None:
        # After some failures SQLite has rolled back already.
        with suppress(sqlite.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")


def discard(file: Path) -> None:
    """Remove what an attempt that was cut short has left, if anything."""
    for suffix in ("", *BESIDE):
        file.with_name(f"{file.name}{suffix}").unlink(missing_ok=True)


def _connected(file: Path) -> sqlite.Connection:
    with _translated():
        return sqlite.connect(
            f"{file.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )


def _raw(key: Key) -> str:
    return f"x'{key.revealed().hex()}'"


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite.Error as error:
        # Its message may hold what was searched for, so nothing of it goes on.
        raise _problem(error) from None


def _problem(error: sqlite.Error) -> GriffelError:
    code = getattr(error, "sqlite_errorcode", _MISUSE) & 0xFF
    if code == _FULL:
        return DiskFull()
    if code in _OF_THE_PLACE:
        return PlaceUnwritable()
    if code == _INTERRUPTED:
        return GaveWay()
    if code in (_BUSY, _LOCKED):
        return LibraryInUse()
    return Unexpected() if code in _OURS else LibraryDamaged()
