"""The sealed library: every consultation in one encrypted file, for one writer at a time."""

from collections.abc import Callable, Collection
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

from desktop.consultation import (
    Approved,
    Consultation,
    ConsultationId,
    Draft,
    Recorded,
    from_fields,
)
from desktop.errors import (
    FileBroken,
    LibraryDamaged,
    LibraryNewer,
    LibraryPresent,
    NotApproved,
)
from desktop.intake import Intake
from desktop.store.backups import Backup, Backups, SetAside
from desktop.store.data_keys import DataKeys
from desktop.store.database import Database, discard
from desktop.store.differences import Difference, differences
from desktop.store.entries import STAGES, Entries, Page, Stage, Summary
from desktop.store.folder import check_id, sweep, sync_folder, words_for_failures
from desktop.store.home import Home
from desktop.store.lock import WriterLock
from desktop.store.migrations import NEWEST, migrate
from desktop.store.sealing import Key
from desktop.store.search import Hit, Search
from desktop.store.transcripts import Transcripts
from desktop.store.versions import Version, Versions
from summarize.note import Note

_PURPOSE = "library"  # what the key of the file is derived for
# Indexing 300 consultations kept others from the library for 4 s; in such steps for 0.1 s, and
# without a rest between two they would still never get a turn.
_AT_ONCE = 5
_REST = 0.002  # seconds


def _utc() -> datetime:
    return datetime.now(UTC)


class Library:
    """The consultations in a folder, open until `close`. One that is gone is never made anew."""

    def __init__(
        self, folder: Path, root: Key, keys: DataKeys, now: Callable[[], datetime] = _utc
    ) -> None:
        self._keys = keys
        self._now = now
        self._backups = Backups(Home(folder), root.derived(_PURPOSE))
        with ExitStack() as undo:
            self._database = _opened(Home(folder), root.derived(_PURPOSE), undo)
            self.opened_as = self._database.format
            """The format it had before it was opened here."""
            if self.opened_as < NEWEST:
                self._backups.make(self._database, now(), before_migration=True)
                migrate(self._database)
            self._parting = undo.pop_all()
        self._entries = Entries(self._database)
        self._transcripts = Transcripts(self._database, keys)
        self._versions = Versions(self._database)
        self._search = Search(self._database)

    @classmethod
    def create(
        cls, folder: Path, root: Key, keys: DataKeys, now: Callable[[], datetime] = _utc
    ) -> "Library":
        """A new library, in a folder that has no trace of one."""
        home = Home(folder)
        traces = (home.library, home.backups)
        if keys.ids() or any(place.exists() for place in traces):
            raise LibraryPresent
        with words_for_failures():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            discard(home.unfinished)
            with closing(Database.create(home.unfinished, root.derived(_PURPOSE))) as database:
                migrate(database)
            home.unfinished.replace(home.library)
            sync_folder(folder)
        return cls(folder, root, keys, now)

    @classmethod
    def backups_in(cls, folder: Path, root: Key) -> tuple[Backup, ...]:
        """The copies there are in a folder, oldest first, whether or not the library opens."""
        return Backups(Home(folder), root.derived(_PURPOSE)).all()

    @classmethod
    def restore(
        cls,
        folder: Path,
        root: Key,
        keys: DataKeys,
        backup: Path,
        now: Callable[[], datetime] = _utc,
    ) -> "Library":
        """The library as it was in a backup; the one there is now is kept aside."""
        Backups(Home(folder), root.derived(_PURPOSE)).restore(backup, now())
        return cls(folder, root, keys, now)

    def close(self) -> None:
        """Let go of the file, its key and the lock. Twice is no failure."""
        self._parting.close()

    # --- consultations

    def save(self, consultation: Consultation) -> None:
        """Keep it, and a changed note as a new version; on return the disk has it.

        Nothing is replaced by less: no note by its recording, no words by silence.
        """
        check_id(consultation.id)
        with words_for_failures(), self._database.transaction():  # a key is a file of its own
            self._put(consultation)

    def load(self, consultation: ConsultationId) -> Consultation:
        """The value saved last. An approved note whose text was changed comes back as a draft."""
        with self._database.undisturbed():
            fields = self._entries.state(consultation)
            stage = fields.get("stage")
            if stage != "recorded":
                fields["transcript"] = self._transcripts.load(consultation)
            if stage in ("draft", "approved"):
                key = self._transcripts.key(consultation)
                fields["note"] = self._versions.last(consultation, key)
        try:
            return from_fields(fields)
        except FileBroken:
            raise LibraryDamaged from None

    def ids(self) -> tuple[ConsultationId, ...]:
        """All consultations, in order of their id."""
        return self._entries.ids()

    def delete(self, consultation: ConsultationId) -> None:
        """Forget it, and destroy the key of its sound and words, which empties every copy."""
        with self._database.transaction():
            self._search.forget(consultation)
            self._entries.remove(consultation)
        with words_for_failures():
            self._keys.destroy(consultation)

    def erase_transcript(self, consultation: ConsultationId) -> None:
        """Erase what was said and all that quotes it; the approved note stays."""
        with words_for_failures(), self._database.transaction():
            approved = self._entries.state(consultation).get("stage") == "approved"
            if not approved and not self._transcripts.is_erased(consultation):
                raise NotApproved
            self._transcripts.erase(consultation)
            self._search.forget(consultation, "said")

    # --- the list, the versions, and the words in them

    def page(self, offset: int = 0, size: int = 50, stages: Collection[Stage] = STAGES) -> Page:
        """A part of the list of consultations, latest first."""
        return self._entries.page(offset, size, stages)

    def summary(self, consultation: ConsultationId) -> Summary:
        """What the list shows of this one."""
        return self._entries.summary(consultation)

    def put_intake(self, consultation: ConsultationId, intake: Intake) -> None:
        """Keep what was said of a visit before it began; on return the disk has it."""
        with self._database.transaction():
            self._entries.put_intake(consultation, intake)

    def put_exported(self, consultation: ConsultationId) -> None:
        """Keep that its note went out now."""
        with self._database.transaction():
            self._entries.put_exported(consultation, self._now())

    def versions(self, consultation: ConsultationId) -> tuple[Version, ...]:
        """Every saved version of its note, oldest first."""
        with self._database.undisturbed():
            self._entries.state(consultation)
            return self._versions.all(consultation)

    def version(self, consultation: ConsultationId, number: int) -> Note:
        """The note as it was in that version."""
        with self._database.undisturbed():
            self._entries.state(consultation)
            key = self._transcripts.key(consultation)
            return self._versions.note(consultation, number, key)

    def differences(
        self, consultation: ConsultationId, before: int, after: int
    ) -> tuple[Difference, ...]:
        """What changed between two versions."""
        return differences(self.version(consultation, before), self.version(consultation, after))

    def search(self, text: str) -> tuple[Hit, ...]:
        """Where all of these words are, in notes and in what was said, best first."""
        while self.index():
            sleep(_REST)
        return self._search.find(text)

    def index(self, most: int = _AT_ONCE) -> bool:
        """Index some of what is not yet, after a restore or an older format: is there more?

        Searching does all of it first.
        """
        waiting = self._search.waiting(most)
        if waiting:
            with self._database.transaction():
                for consultation in waiting:
                    self._index(consultation)
        return len(waiting) == most

    # --- settings and copies

    def remember(self, name: str, value: str) -> None:
        """Keep a short text under a name; on return the disk has it."""
        with self._database.transaction():
            self._database.run(
                "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                (name, value),
            )

    def recall(self, name: str) -> str | None:
        """The text kept under that name."""
        rows = self._database.rows("SELECT value FROM settings WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def backups(self) -> tuple[Backup, ...]:
        """The copies there are, oldest first."""
        return self._backups.all()

    def backup_is_due(self) -> bool:
        """Whether there is no copy of today yet."""
        return self._backups.is_due(self._now())

    def backup(self) -> Path:
        """Check the library, make a checked copy of it, and let the oldest ones go."""
        self._database.check_seals()
        made = self._backups.make(self._database, self._now())
        self._backups.thin(self._now())
        return made

    def set_aside(self) -> tuple[SetAside, ...]:
        """The libraries that a restored one took the place of, oldest first."""
        return self._backups.set_aside()

    def remove_set_aside(self, one: SetAside) -> None:
        """Remove such a library for good."""
        self._backups.remove_set_aside(one)

    def check(self) -> None:
        """Read all of it; LibraryDamaged if a page is not as it was written."""
        self._database.check()

    def _put(self, consultation: Consultation) -> None:
        self._entries.put(consultation, self._now())
        if isinstance(consultation, Recorded):
            return
        if self._transcripts.keep(consultation.id, consultation.transcript):
            self._search.put_transcript(consultation.id, consultation.transcript)
        if isinstance(consultation, Draft | Approved):
            key = self._transcripts.key(consultation.id)
            if self._versions.keep(consultation, key, self._now()):
                self._search.put_note(consultation.id, consultation.note)

    def _index(self, consultation: ConsultationId) -> None:
        stage = self._entries.state(consultation).get("stage")
        if stage != "recorded":
            self._search.put_transcript(consultation, self._transcripts.load(consultation))
        if stage in ("draft", "approved"):
            key = self._transcripts.key(consultation)
            self._search.put_note(consultation, self._versions.last(consultation, key))
        self._search.done(consultation)


def _opened(home: Home, key: Key, undo: ExitStack) -> Database:
    """The file, and the lock with it; `undo` lets go of both."""
    if home.library.exists():  # else the lock would be all there is in a wrong folder
        undo.callback(WriterLock(home.lock).release)
        with suppress(OSError):  # of a restore that was cut short
            discard(home.unfinished)
        for place in home.folders:
            sweep(place)
    database = Database.open(home.library, key)
    undo.callback(database.close)
    if database.format > NEWEST:
        raise LibraryNewer
    if database.format < 1:
        raise LibraryDamaged
    database.keep_log()
    return database
