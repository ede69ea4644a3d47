"""Record seconds and save notes of known content, telling of each only once the store has it.

`python -m tests.trust.keeping HOME KEY KIND ITEMS` keeps ITEMS seconds and as many notes in turn;
each acknowledgement is one line on the standard output, written after the store's call returned.
What the store then holds is held against those lines.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from asr.audio import Block
from desktop.app import data_keys
from desktop.consultation import Draft
from desktop.errors import ConsultationUnknown, GriffelError
from desktop.store.database import Database
from desktop.store.library import Library
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from tests.desktop.store.recordings import noise
from tests.fakes import FIRST_ID, draft

# The real store, and controls that break its promise each in its own way.
Kind = Literal["real", "hasty", "normal", "no-sync"]

REFUSED = 3  # how it ends when the store refused and said why
_SAMPLES = 4_000  # in a block; the promise is about blocks, and short ones make more of them

Say = Callable[[str], None]


def second(number: int) -> Block:
    """The sound with that number."""
    return noise(_SAMPLES, number)


def note(number: int) -> Draft:
    """The note with that number."""
    return draft(text=f"Hoest {number} wk.")


def prepare(home: Path, key: Key) -> None:
    """A library with a recording begun and nothing in either."""
    keys = data_keys(home, key)
    with closing(Library.create(home, key, keys)):
        SealedRecordings(home / "recordings", keys).begin(FIRST_ID, 1).leave()


def keep(home: Path, key: Key, kind: Kind, items: int, say: Say) -> None:
    """Keep items, from the first that is not there yet."""
    keys = data_keys(home, key)
    with ExitStack() as leaving:
        library = leaving.enter_context(closing(Library(home, key, keys)))
        leaving.enter_context(_broken(library, kind))
        recording = SealedRecordings(home / "recordings", keys).resume(FIRST_ID)
        leaving.callback(recording.leave)
        start = round(recording.samples / _SAMPLES)
        append = _held_back(recording.append) if kind == "hasty" else recording.append
        for number in range(start, start + items):
            append(second(number))
            say(f"second {number}")
            library.save(note(number))
            say(f"note {number}")


def _held_back(append: Callable[[Block], None]) -> Callable[[Block], None]:
    """A store that says it has a block while it holds it in memory, until the next one comes."""
    held: list[Block] = []

    def keep_for_later(block: Block) -> None:
        for before in held:
            append(before)
        held[:] = [block]

    return keep_for_later


@contextmanager
def _broken(library: Library, kind: Kind) -> Iterator[None]:
    """A store that does not wait for the disk, if the kind says so."""
    database: Database = library._database
    if kind in ("normal", "no-sync"):
        database.run(f"PRAGMA synchronous = {'NORMAL' if kind == 'normal' else 'OFF'}")
        # The real store empties its log after each save, which syncs the file as well.
        database._empty_log = lambda: None  # type: ignore[method-assign]
    if kind == "no-sync":
        for sync in ("fsync", "fdatasync"):
            setattr(os, sync, lambda _: None)
    yield


@dataclass(frozen=True)
class Acknowledged:
    """The last second and note that the store said it has; -1 for none."""

    second: int = -1
    note: int = -1

    @classmethod
    def of(cls, lines: bytes) -> "Acknowledged":
        """Read what was said; a line cut short was not said."""
        last = {"second": -1, "note": -1}
        for line in lines.decode().split("\n")[:-1]:
            what, number = line.split()
            last[what] = int(number)
        return cls(last["second"], last["note"])


@dataclass(frozen=True)
class Found:
    """What is there after a fault: acknowledged things that are gone, and whether all is whole."""

    lost_seconds: int
    lost_notes: int
    corrupt: str  # the code of the refusal, if a store refused to give back what it holds

    @property
    def kept_all(self) -> bool:
        return not (self.lost_seconds or self.lost_notes or self.corrupt)


def look(home: Path, key: Key, told: Acknowledged) -> Found:
    """Open both stores anew and compare, byte for byte, with what they were given."""
    try:
        seconds, notes = _seconds(home, key), _notes(home, key)
    except GriffelError as error:
        return Found(0, 0, error.code)
    return Found(max(0, told.second + 1 - seconds), max(0, told.note + 1 - notes), "")


def _seconds(home: Path, key: Key) -> int:
    """How many blocks are there, from the first on, each as it was given."""
    recordings = SealedRecordings(home / "recordings", data_keys(home, key))
    count = 0
    for block in recordings.open(FIRST_ID):
        if block.samples.tobytes() != second(count).samples.tobytes():
            break
        count += 1
    recordings.resume(FIRST_ID).leave()  # repairs a torn tail, and loses nothing by it
    assert sum(1 for _ in recordings.open(FIRST_ID)) >= count
    return count


def _notes(home: Path, key: Key) -> int:
    """How many notes were kept, the last of them being the note of the consultation."""
    with closing(Library(home, key, data_keys(home, key))) as library:
        library._database.check()
        try:
            last = library.load(FIRST_ID)
        except ConsultationUnknown:
            return 0
        assert isinstance(last, Draft)
        (statement,) = (one for _, one in last.note.statements())
        count = int(statement.text.split()[1]) + 1
        assert last == note(count - 1)
        assert len(library.versions(FIRST_ID)) >= 1
        return count


def main(home: str, key: str, kind: Kind, items: str) -> int:
    """Keep, and tell; a store that refuses ends this with its own code and no traceback."""

    def say(line: str) -> None:
        os.write(1, f"{line}\n".encode())

    try:
        keep(Path(home), Key(bytes.fromhex(key)), kind, int(items), say)
    except GriffelError as error:
        os.write(2, error.code.encode())
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))  # type: ignore[arg-type]
