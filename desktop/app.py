"""Build every part once and join them: the only place that knows which store is behind a Desk."""

import getpass
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desktop import backup, paths
from desktop.consultation import ConsultationId
from desktop.desk import Desk, write_down
from desktop.errors import GriffelError, KeychainUnavailable, PolicyBroken
from desktop.policy import Policy, read_policy
from desktop.policy_file import find_policy
from desktop.session import Session
from desktop.settings import keep_settings, read_settings
from desktop.store.acknowledged import AcknowledgedTerms
from desktop.store.acts import Act
from desktop.store.audit import Audit, AuditRecord, ChainedAudit, user_id
from desktop.store.backups import Backup, SetAside
from desktop.store.chain import Breach
from desktop.store.consultations import Consultations, PlainConsultations
from desktop.store.data_keys import DataKeys
from desktop.store.home import Home
from desktop.store.keychain import Keychain, system_keychain
from desktop.store.library import Library
from desktop.store.migrations import NEWEST
from desktop.store.recording import PlainRecordings, Recordings
from desktop.store.recovery_code import RecoveryCode
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from desktop.store.vault import Vault
from desktop.store.witness import WitnessedAudit


def create_library(folder: Path, passphrase: str) -> RecoveryCode:
    """A new sealed library and its key; the recovery code is told this once.

    Where a crash left a key and no library, the same passphrase finishes it, with another code.
    """
    vault = Vault(folder / "vault.json")
    if vault.is_unused:
        root, code = vault.open(passphrase), vault.new_recovery_code(passphrase)
    else:
        root, code = vault.create(passphrase)
    Library.create(folder, root, data_keys(folder, root)).close()
    return code


def unlock(folder: Path, passphrase: str) -> Key:
    """The key of the library for who knows the passphrase. Opening and refusing are acts."""
    audit = open_audit(folder)
    try:
        root = Vault(folder / "vault.json").open(passphrase)
    except GriffelError as error:
        write_down_early(audit, "UNLOCK_REFUSED", error.code)
        raise
    write_down_early(audit, "UNLOCK", "passphrase", _policy(audit))
    return root


def unlock_remembered(
    folder: Path, keychain: Callable[[], Keychain] = system_keychain
) -> Key | None:
    """The key, if the user chose to keep it in the keychain of this system and it still fits.

    A keychain that is closed, or was never chosen, is no failure: the passphrase is asked.
    """
    vault, audit = Vault(folder / "vault.json"), open_audit(folder)
    if not read_settings(folder).keychain:
        return None
    try:
        root = keychain().find(vault.library)
    except KeychainUnavailable:
        return None
    if root is None or not vault.fits(root):
        return None
    write_down_early(audit, "UNLOCK", "keychain", _policy(audit))
    return root


def remember_key(
    folder: Path, root: Key, keychain: Callable[[], Keychain] = system_keychain
) -> None:
    """Keep the key in the keychain of this system, at the user's own request."""
    keychain().remember(Vault(folder / "vault.json").library, root)
    _keep_choice(folder, keychain=True)


def forget_key(folder: Path, keychain: Callable[[], Keychain] = system_keychain) -> None:
    """Take the key out of the keychain; from now on the passphrase is asked."""
    keychain().forget(Vault(folder / "vault.json").library)
    _keep_choice(folder, keychain=False)


def _keep_choice(folder: Path, *, keychain: bool) -> None:
    keep_settings(folder, read_settings(folder).model_copy(update={"keychain": keychain}))


@contextmanager
def open_locked_desk(folder: Path, passphrase: str) -> Iterator[Desk]:
    """A desk on a sealed library for who knows the passphrase."""
    with open_sealed_desk(folder, unlock(folder, passphrase)) as desk:
        yield desk


@contextmanager
def open_sealed_desk(folder: Path, root: Key) -> Iterator[Desk]:
    """A desk on the sealed library in that folder, and its one writer until the block ends.

    A day's first opening makes a backup.
    """
    with open_session(folder, root) as session:
        yield session.desk


@contextmanager
def open_session(folder: Path, root: Key, *, backs_up: bool = True) -> Iterator[Session]:
    """The same with all that a window works with, which chooses its own moment for a backup."""
    keys = data_keys(folder, root)
    with closing(Library(folder, root, keys)) as library:
        audit = WitnessedAudit(open_audit(folder), library)
        damage = audit.damage()  # looked for before anything is written
        desk = _sealed(folder, library, keys, audit)
        _write_down_opening(desk, library, audit, damage)
        audit.see()
        recordings = SealedRecordings(folder / "recordings", keys)
        session = Session(folder, desk, library, recordings, damage)
        yield session
        if backs_up:
            back_up(session)


def back_up(session: Session) -> bool:
    """Make the copy of today where there is none, and look all of the audit over, once a day."""
    made = backup.back_up(session)
    if made:
        audit = WitnessedAudit(open_audit(session.folder), session.library)
        _write_down_damage(session.desk, audit, audit.verify().breach)
    return made


def backups_of(folder: Path, root: Key) -> tuple[Backup, ...]:
    """The copies of the library in that folder, oldest first, also where it does not open."""
    return Library.backups_in(folder, root)


def restore_library(folder: Path, root: Key, backup: Backup) -> SetAside | None:
    """Put a backup in the place of the library; gives what was kept aside, if there was one.

    Nobody may have the library open, and it need not open itself.
    """
    _policy(open_audit(folder))  # past a broken one nothing is done that could not be told
    keys, replaced = data_keys(folder, root), Home(folder).library.exists()
    with closing(Library.restore(folder, root, keys, backup.file)) as library:
        audit = WitnessedAudit(open_audit(folder), library)
        desk = _sealed(folder, library, keys, audit)
        write_down(desk, "RESTORE", detail=backup.file.stem)
        _write_down_opening(desk, library, audit, None)
        return library.set_aside()[-1] if replaced else None


@contextmanager
def open_passing_desk(folder: Path) -> Iterator[Desk]:
    """A desk on a new sealed library whose key is kept nowhere; when it closes, all of it goes."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder, prefix="library-") as place:
        home, root = Path(place), Key.new()
        keys = data_keys(home, root)
        with closing(Library.create(home, root, keys)) as library:
            yield _sealed(home, library, keys, WitnessedAudit(open_audit(home), library))


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


def _sealed(folder: Path, library: Library, keys: DataKeys, audit: Audit) -> Desk:
    desk = _desk(library, SealedRecordings(folder / "recordings", keys), folder)
    return replace(desk, audit=audit)


def _write_down_opening(
    desk: Desk, library: Library, audit: WitnessedAudit, damage: Breach | None
) -> None:
    """What opening the library did and found."""
    if library.opened_as < NEWEST:
        write_down(desk, "MIGRATE", detail=f"format-{library.opened_as}-to-{NEWEST}")
    _write_down_damage(desk, audit, damage)


def _write_down_damage(desk: Desk, audit: WitnessedAudit, damage: Breach | None) -> None:
    """Damage that was written down before is not written down again."""
    if damage is not None:
        detail = f"{damage.damage}-{damage.line}"
        if all(detail != told.detail for told in audit.acts("AUDIT_DAMAGED")):
            write_down(desk, "AUDIT_DAMAGED", detail=detail)


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
        write_down_early(audit, "REFUSED", error.code)
        raise


def write_down_early(audit: Audit, act: Act, detail: str, policy: Policy | None = None) -> None:
    """What is done before there is a desk."""
    digest = policy.digest if policy else ""
    audit.write(AuditRecord(act=act, at=_now(), user=_user(), policy=digest, detail=detail))


def _user() -> str:
    return user_id(getpass.getuser())


def _now() -> datetime:
    return datetime.now(UTC)


def new_id() -> ConsultationId:
    """A name for a consultation: when it was made, and chance; nothing about anybody."""
    return ConsultationId(f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}")
