"""Build every part once and join them: the only place that knows which store is behind a Desk."""

import getpass
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desktop import paths
from desktop.consultation import ConsultationId
from desktop.desk import Desk, write_down
from desktop.errors import GriffelError, PolicyBroken
from desktop.policy import Policy, find_policy, read_policy
from desktop.session import Session
from desktop.store.acknowledged import AcknowledgedTerms
from desktop.store.acts import Act
from desktop.store.audit import Audit, AuditRecord, ChainedAudit, user_id
from desktop.store.consultations import Consultations, PlainConsultations
from desktop.store.data_keys import DataKeys
from desktop.store.library import Library
from desktop.store.recording import PlainRecordings, Recordings
from desktop.store.recovery_code import RecoveryCode
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from desktop.store.vault import Vault
from desktop.store.witness import WitnessedAudit


def create_library(folder: Path, passphrase: str) -> RecoveryCode:
    """A new sealed library and its key; the recovery code is told this once."""
    root, code = Vault(folder / "vault.json").create(passphrase)
    Library.create(folder, root, data_keys(folder, root)).close()
    return code


@contextmanager
def open_locked_desk(folder: Path, passphrase: str) -> Iterator[Desk]:
    """A desk on a sealed library for who knows the passphrase. Opening and refusing are acts."""
    try:
        root = Vault(folder / "vault.json").open(passphrase)
    except GriffelError as error:
        _write_down_refused(open_audit(folder), "UNLOCK_REFUSED", error)
        raise
    with open_sealed_desk(folder, root) as desk:
        write_down(desk, "UNLOCK", detail="passphrase")
        yield desk


@contextmanager
def open_sealed_desk(folder: Path, root: Key) -> Iterator[Desk]:
    """A desk on the sealed library in that folder, and its one writer until the block ends.

    A day's first opening makes a backup.
    """
    with open_session(folder, root) as session:
        yield session.desk


@contextmanager
def open_session(folder: Path, root: Key) -> Iterator[Session]:
    """The same with all that a window works with."""
    keys = data_keys(folder, root)
    with closing(Library(folder, root, keys)) as library:
        desk = _sealed(folder, library, keys)
        yield Session(folder, desk, library, SealedRecordings(folder / "recordings", keys))
        if library.backup_is_due():
            library.backup()
            write_down(desk, "BACKUP")


@contextmanager
def open_passing_desk(folder: Path) -> Iterator[Desk]:
    """A desk on a new sealed library whose key is kept nowhere; when it closes, all of it goes."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder, prefix="library-") as place:
        home, root = Path(place), Key.new()
        keys = data_keys(home, root)
        with closing(Library.create(home, root, keys)) as library:
            yield _sealed(home, library, keys)


def open_desk(library: Path) -> Desk:
    """A desk that seals nothing: for fictional conversations, in development."""
    recordings = PlainRecordings(library / "recordings")
    return _desk(PlainConsultations(library / "consultations"), recordings, library)


def open_file_desk(consultation: Consultations) -> Desk:
    """A desk for one consultation in a file of the user; the audit is the user's own."""
    home = paths.home()
    return _desk(consultation, PlainRecordings(home / "recordings"), home)


def data_keys(folder: Path, root: Key) -> DataKeys:
    """The keys of the consultations in a sealed library."""
    return DataKeys(folder / "keys", root.derived("recordings"))


def _sealed(folder: Path, library: Library, keys: DataKeys) -> Desk:
    desk = _desk(library, SealedRecordings(folder / "recordings", keys), folder)
    return replace(desk, audit=WitnessedAudit(open_audit(folder), library))


def _desk(consultations: Consultations, recordings: Recordings, folder: Path) -> Desk:
    audit = open_audit(folder)
    return Desk(
        consultations=consultations,
        recordings=recordings,
        audit=audit,
        policy=_policy(audit),
        acknowledged=AcknowledgedTerms(folder / "acknowledged.json"),
        user=_user(),
        now=_now,
        new_id=new_id,
    )


def open_audit(folder: Path) -> ChainedAudit:
    """The audit of what is kept in that folder."""
    return ChainedAudit(folder / "audit.log")


def _policy(audit: Audit) -> Policy:
    """The rules in force. Past a broken policy nothing works, and that too is written down."""
    try:
        return read_policy(find_policy())
    except PolicyBroken as error:
        _write_down_refused(audit, "REFUSED", error)
        raise


def _write_down_refused(audit: Audit, act: Act, error: GriffelError) -> None:
    """What is refused before there is a desk."""
    audit.write(AuditRecord(act=act, at=_now(), user=_user(), detail=error.code))


def _user() -> str:
    return user_id(getpass.getuser())


def _now() -> datetime:
    return datetime.now(UTC)


def new_id() -> ConsultationId:
    """A name for a consultation: when it was made, and chance; nothing about anybody."""
    return ConsultationId(f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}")
