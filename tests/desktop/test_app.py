"""Opening a library: what is written down, what is found, and what a crash on the way leaves."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop import app
from desktop.app import (
    backups_of,
    create_library,
    data_keys,
    forget_key,
    open_audit,
    open_locked_desk,
    open_session,
    remember_key,
    restore_library,
    unlock,
    unlock_remembered,
)
from desktop.errors import (
    GriffelError,
    KeychainUnavailable,
    LibraryInUse,
    LibraryPresent,
    PassphraseWrong,
)
from desktop.store.audit import AuditRecord
from desktop.store.chain import Breach
from desktop.store.keychain import Keychain
from desktop.store.library import Library
from desktop.store.sealing import Key
from desktop.store.vault import Vault
from desktop.store.witness import WitnessedAudit
from tests.desktop.store.keychains import FakeBackend
from tests.desktop.store.libraries import OTHER_ID, ROOT, visit
from tests.desktop.store.vaults import CHEAP, PASSPHRASE, bytes_in
from tests.fakes import FIRST_ID, Clock
from tests.golden.library import FORMATS


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    root, _ = Vault(folder / "vault.json", CHEAP).create(PASSPHRASE)
    Library.create(folder, root, data_keys(folder, root)).close()
    return folder


@pytest.fixture
def root(home: Path) -> Key:
    return Vault(home / "vault.json").open(PASSPHRASE)


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def keychain(backend: FakeBackend) -> Callable[[], Keychain]:
    return lambda: Keychain(backend, (OSError,))


def told(home: Path) -> list[tuple[str, str]]:
    return [(record.act, record.detail) for record in open_audit(home).records()]


def cut(home: Path, lines: int) -> None:
    """Cut the audit off after so many lines."""
    log = home / "audit.log"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:lines]))


def damage(home: Path, root: Key) -> Breach | None:
    with open_session(home, root) as session:
        return session.audit_damage


# --- unlocking


def test_opening_is_written_down_and_a_refusal_as_well(home: Path) -> None:
    with pytest.raises(PassphraseWrong), open_locked_desk(home, "een andere wachtzin"):
        pass
    with open_locked_desk(home, PASSPHRASE) as desk:
        assert desk.consultations.ids() == ()
    assert told(home)[:2] == [
        ("UNLOCK_REFUSED", "desktop.passphrase_wrong"),
        ("UNLOCK", "passphrase"),
    ]


def test_unlocking_is_under_the_policy_in_force(home: Path) -> None:
    unlock(home, PASSPHRASE)
    with open_session(home, Vault(home / "vault.json").open(PASSPHRASE)) as session:
        digest = session.desk.policy.digest
    assert open_audit(home).records()[0].policy == digest


def test_a_folder_without_a_library_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GriffelError), open_locked_desk(tmp_path, PASSPHRASE):
        pass
    assert told(tmp_path) == [("UNLOCK_REFUSED", "desktop.vault_missing")]


def test_a_remembered_key_opens_and_that_is_written_down(
    home: Path, root: Key, keychain: Callable[[], Keychain]
) -> None:
    assert unlock_remembered(home, keychain) is None
    remember_key(home, root, keychain)
    found = unlock_remembered(home, keychain)
    assert found is not None
    assert found.revealed() == root.revealed()
    assert told(home) == [("UNLOCK", "keychain")]
    forget_key(home, keychain)
    assert unlock_remembered(home, keychain) is None


def test_a_keychain_that_was_never_chosen_is_not_even_asked(home: Path) -> None:
    def asked() -> Keychain:
        raise AssertionError

    assert unlock_remembered(home, asked) is None


@pytest.mark.parametrize("wrong", ["closed", "absent", "of another library", "empty"])
def test_a_keychain_that_does_not_help_leaves_it_to_the_passphrase(
    home: Path, root: Key, backend: FakeBackend, keychain: Callable[[], Keychain], wrong: str
) -> None:
    def absent() -> Keychain:
        raise KeychainUnavailable

    remember_key(home, root, keychain)
    assert unlock_remembered(home, keychain) is not None  # the control
    backend.closed = wrong == "closed"
    if wrong == "of another library":
        keychain().remember(Vault(home / "vault.json").library, Key.new())
    if wrong == "empty":
        backend.kept.clear()
    assert unlock_remembered(home, absent if wrong == "absent" else keychain) is None
    assert told(home) == [("UNLOCK", "keychain")]


# --- what is found of the audit


def test_the_library_remembers_how_far_the_audit_was(home: Path) -> None:
    for _ in range(2):
        with open_locked_desk(home, PASSPHRASE):
            pass
    cut(home, 1)
    assert open_audit(home).verify().whole  # control: the log alone does not tell
    root = Vault(home / "vault.json").open(PASSPHRASE)
    with closing(Library(home, root, data_keys(home, root))) as library:
        verdict = WitnessedAudit(open_audit(home), library).verify()
    assert verdict.breach == Breach(line=2, damage="cut")


@pytest.mark.parametrize("left", [0, 1, 2])
def test_an_audit_whose_end_was_cut_is_told_and_the_library_opens(
    home: Path, root: Key, left: int
) -> None:
    for _ in range(2):
        unlock(home, PASSPHRASE)
        assert damage(home, root) is None  # the control
    cut(home, left)
    assert damage(home, root) == Breach(line=left + 1, damage="cut")
    assert ("AUDIT_DAMAGED", f"cut-{left + 1}") in told(home)
    assert damage(home, root) is None  # told once, and kept in the audit from then on


def test_a_cut_that_unlocking_went_over_is_told_too(home: Path, root: Key) -> None:
    for _ in range(2):
        unlock(home, PASSPHRASE)
        assert damage(home, root) is None
    cut(home, 2)
    unlock(home, PASSPHRASE)
    assert open_audit(home).verify().whole  # control: the log alone does not tell
    assert damage(home, root) is not None


def test_an_audit_that_is_gone_is_told(home: Path, root: Key) -> None:
    unlock(home, PASSPHRASE)
    assert damage(home, root) is None
    (home / "audit.log").unlink()
    assert damage(home, root) == Breach(line=1, damage="cut")


def test_a_changed_line_is_told_each_time_and_written_down_once(home: Path, root: Key) -> None:
    unlock(home, PASSPHRASE)
    assert damage(home, root) is None
    log = home / "audit.log"
    log.write_bytes(log.read_bytes().replace(b"passphrase", b"passphrasf"))
    for _ in range(2):
        assert damage(home, root) == Breach(line=1, damage="changed")
    assert told(home).count(("AUDIT_DAMAGED", "changed-1")) == 1


@pytest.mark.parametrize("torn", [b'{"act":"VI', bytes(40), bytes(40) + b"\n"])
def test_a_line_that_a_crash_cut_short_is_no_damage(home: Path, root: Key, torn: bytes) -> None:
    unlock(home, PASSPHRASE)
    assert damage(home, root) is None
    with (home / "audit.log").open("ab") as log:
        log.write(torn)
    assert damage(home, root) is None
    unlock(home, PASSPHRASE)
    assert "REPAIRED" in [act for act, _ in told(home)]


def test_acts_that_were_written_without_the_library_are_no_damage(home: Path, root: Key) -> None:
    assert damage(home, root) is None
    now = Clock()
    open_audit(home).write(AuditRecord(act="UNLOCK", at=now(), user="tester"))
    assert damage(home, root) is None


# --- another format, a restore, a backup


def test_bringing_an_old_library_up_to_date_is_written_down(tmp_path: Path) -> None:
    old, key = tmp_path / "old", ROOT
    shutil.copytree(FORMATS[1], old)
    with open_session(old, key) as session:
        assert session.library.ids()
    (migrated,) = [detail for act, detail in told(old) if act == "MIGRATE"]
    assert migrated.startswith("format-1-to-")
    with open_session(old, key):
        pass
    assert [act for act, _ in told(old)].count("MIGRATE") == 1


def test_a_restore_is_written_down_and_says_what_it_kept_aside(home: Path, root: Key) -> None:
    with open_session(home, root) as session:
        session.library.save(visit())
    with open_session(home, root) as session:
        session.library.save(visit(identity=OTHER_ID))
    (backup,) = backups_of(home, root)
    aside = restore_library(home, root, backup)
    assert aside is not None
    assert told(home)[-1] == ("RESTORE", backup.file.stem)
    with open_session(home, root) as session:
        assert session.audit_damage is None
        assert session.library.ids() == (FIRST_ID,)
        assert session.library.set_aside() == (aside,)
        session.library.remove_set_aside(aside)
        assert session.library.set_aside() == ()
    assert list((home / "set-aside").iterdir()) == []


def test_a_restore_where_there_was_no_library_kept_nothing_aside(home: Path, root: Key) -> None:
    with open_session(home, root) as session:
        session.library.save(visit())
    (backup,) = backups_of(home, root)
    assert restore_library(home, root, backup) is not None  # the control
    (home / "library.db").unlink()
    assert restore_library(home, root, backup) is None
    with open_session(home, root) as session:
        assert session.library.load(FIRST_ID) == visit()


def test_an_older_copy_that_is_put_back_is_brought_up_to_date_and_told(tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(FORMATS[1], old)
    with open_session(old, ROOT):
        pass
    before = next(backup for backup in backups_of(old, ROOT) if backup.before_migration)
    restore_library(old, ROOT, before)
    assert [act for act, _ in told(old)][-2:] == ["RESTORE", "MIGRATE"]


def test_a_restore_needs_no_library_that_opens(home: Path, root: Key) -> None:
    with open_session(home, root) as session:
        session.library.save(visit())
    (backup,) = backups_of(home, root)
    whole = (home / "library.db").read_bytes()
    (home / "library.db").write_bytes(whole[:5000])
    with pytest.raises(GriffelError), open_session(home, root):  # the control
        pass
    assert restore_library(home, root, backup) is not None
    with open_session(home, root) as session:
        assert session.library.load(FIRST_ID) == visit()


def test_nobody_restores_what_somebody_has_open(home: Path, root: Key) -> None:
    with open_session(home, root):
        pass
    (backup,) = backups_of(home, root)
    with open_session(home, root), pytest.raises(LibraryInUse):
        restore_library(home, root, backup)
    assert "RESTORE" not in [act for act, _ in told(home)]


# --- a crash while a library is made


def test_a_library_whose_making_was_cut_short_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> Library:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "Vault", lambda file: Vault(file, CHEAP))
    with monkeypatch.context() as patch:
        patch.setattr(Library, "create", crash)
        with pytest.raises(KeyboardInterrupt):
            create_library(tmp_path, PASSPHRASE)
    before = bytes_in(tmp_path)
    with pytest.raises(PassphraseWrong):
        create_library(tmp_path, "een andere wachtzin")
    assert bytes_in(tmp_path) == before
    code = create_library(tmp_path, PASSPHRASE)
    root = Vault(tmp_path / "vault.json").open_with_recovery(code.printed())
    with open_session(tmp_path, root) as session:
        assert session.library.ids() == ()
    with pytest.raises(LibraryPresent):  # the control: a whole one is not made anew
        create_library(tmp_path, PASSPHRASE)
