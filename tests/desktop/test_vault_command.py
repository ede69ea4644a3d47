"""`griffel vault`: secrets come in unseen, the code goes out once, and nothing is made twice."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from desktop import paths
from desktop.commands import vault as command
from desktop.commands.app import griffel
from desktop.errors import (
    KeychainUnavailable,
    LibraryInUse,
    LibraryPresent,
    PassphraseShort,
    PassphraseWrong,
    PlaceSynced,
    RecoveryCodeWrong,
    VaultMissing,
)
from desktop.store.keychain import Keychain
from desktop.store.lock import WriterLock
from desktop.words import words
from tests.desktop.store.keychains import FakeBackend
from tests.desktop.store.vaults import OTHER_PASSPHRASE, PASSPHRASE, bytes_in, vault_in

CODE = re.compile(r"^(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}$", re.MULTILINE)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "Vault", lambda file: vault_in(file.parent))


@pytest.fixture
def keychain(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    backend = FakeBackend()
    monkeypatch.setattr(command, "system_keychain", lambda: Keychain(backend, (OSError,)))
    return backend


def vault(order: str, *lines: str, library: Path | None = None, piped: bool = True) -> Result:
    orders = ["vault", order, *(["--passphrase-stdin"] if piped and lines else [])]
    orders += ["--library", str(library)] if library else []
    return CliRunner().invoke(griffel, orders, input="".join(f"{line}\n" for line in lines))


def code_of(shown: Result) -> str:
    (code,) = CODE.findall(shown.stdout)
    return str(code)


def test_create_prints_the_code_once_and_both_open(tmp_path: Path) -> None:
    shown = vault("create", PASSPHRASE, library=tmp_path)
    assert shown.exit_code == 0
    code = code_of(shown)
    root = vault_in(tmp_path).open(PASSPHRASE)
    assert vault_in(tmp_path).open_with_recovery(code).revealed() == root.revealed()
    assert PASSPHRASE not in shown.output


def test_the_library_is_griffels_own_folder_if_not_given() -> None:
    vault("create", PASSPHRASE)
    assert vault_in(paths.home()).exists


def test_create_refuses_a_second_library_a_short_passphrase_and_a_synced_folder(
    tmp_path: Path,
) -> None:
    vault("create", PASSPHRASE, library=tmp_path)
    before = bytes_in(tmp_path)
    assert isinstance(vault("create", OTHER_PASSPHRASE, library=tmp_path).exception, LibraryPresent)
    assert bytes_in(tmp_path) == before
    for line, place, problem in (
        ("short", "new", PassphraseShort),
        (PASSPHRASE, "Dropbox", PlaceSynced),
    ):
        folder = tmp_path / place
        assert isinstance(vault("create", line, library=folder).exception, problem)
        assert not folder.exists()


def test_at_the_keyboard_nothing_is_shown_and_a_new_passphrase_is_asked_twice(
    tmp_path: Path,
) -> None:
    shown = vault(
        "create",
        PASSPHRASE,
        "a slip this time",
        PASSPHRASE,
        PASSPHRASE,
        library=tmp_path,
        piped=False,
    )
    assert shown.exit_code == 0
    assert PASSPHRASE not in shown.output
    assert words("vault.passphrase_again", "en") in shown.stderr
    vault_in(tmp_path).open(PASSPHRASE)


def test_a_piped_line_is_read_to_its_end_and_no_further(tmp_path: Path) -> None:
    odd = "  spaties, é en \U0001f512  "
    shown = CliRunner().invoke(
        griffel,
        ["vault", "create", "--library", str(tmp_path), "--passphrase-stdin"],
        input=f"{odd}\r\nanother line\n",
    )
    assert shown.exit_code == 0
    vault_in(tmp_path).open(odd)


@pytest.mark.parametrize("order", ["change-passphrase", "recover", "new-recovery-code"])
def test_no_line_at_all_is_an_unclear_order(order: str, tmp_path: Path) -> None:
    vault("create", PASSPHRASE, library=tmp_path)
    before = bytes_in(tmp_path)
    for orders, folder in ((order, tmp_path), ("create", tmp_path / "new")):
        told = ["vault", orders, "--library", str(folder), "--passphrase-stdin"]
        assert CliRunner().invoke(griffel, told, input="").exit_code == 2
    assert bytes_in(tmp_path) == before


def test_one_library_is_changed_by_one_griffel_at_a_time(tmp_path: Path) -> None:
    vault("create", PASSPHRASE, library=tmp_path)
    lock = WriterLock(tmp_path / "library.lock")
    refused = vault("change-passphrase", PASSPHRASE, OTHER_PASSPHRASE, library=tmp_path)
    assert isinstance(refused.exception, LibraryInUse)
    vault_in(tmp_path).open(PASSPHRASE)
    lock.release()
    vault("change-passphrase", PASSPHRASE, OTHER_PASSPHRASE, library=tmp_path)
    vault_in(tmp_path).open(OTHER_PASSPHRASE)


def test_no_order_takes_a_passphrase_on_the_command_line(tmp_path: Path) -> None:
    for order in ("create", "change-passphrase", "recover", "remember"):
        for given in ([PASSPHRASE], ["--passphrase", PASSPHRASE]):
            shown = CliRunner().invoke(griffel, ["vault", order, *given])
            assert shown.exit_code == 2
    assert not vault_in(paths.home()).exists


def test_change_passphrase_takes_the_old_and_then_the_new(tmp_path: Path) -> None:
    code = code_of(vault("create", PASSPHRASE, library=tmp_path))
    changed = vault("change-passphrase", PASSPHRASE, OTHER_PASSPHRASE, library=tmp_path)
    assert words("vault.changed", "en").split(".")[0] in changed.stdout
    vault_in(tmp_path).open(OTHER_PASSPHRASE)
    vault_in(tmp_path).open_with_recovery(code)
    refused = vault("change-passphrase", PASSPHRASE, OTHER_PASSPHRASE, library=tmp_path)
    assert isinstance(refused.exception, PassphraseWrong)


def test_recover_sets_a_new_passphrase(tmp_path: Path) -> None:
    code = code_of(vault("create", PASSPHRASE, library=tmp_path))
    assert vault("recover", code.lower(), OTHER_PASSPHRASE, library=tmp_path).exit_code == 0
    vault_in(tmp_path).open(OTHER_PASSPHRASE)
    refused = vault("recover", code[:-1], OTHER_PASSPHRASE, library=tmp_path)
    assert isinstance(refused.exception, RecoveryCodeWrong)


def test_a_new_recovery_code_is_printed_and_the_old_one_ends(tmp_path: Path) -> None:
    old = code_of(vault("create", PASSPHRASE, library=tmp_path))
    new = code_of(vault("new-recovery-code", PASSPHRASE, library=tmp_path))
    vault_in(tmp_path).open_with_recovery(new)
    with pytest.raises(RecoveryCodeWrong):
        vault_in(tmp_path).open_with_recovery(old)


def test_remember_and_forget(tmp_path: Path, keychain: FakeBackend) -> None:
    vault("create", PASSPHRASE, library=tmp_path)
    assert keychain.kept == {}  # never unasked
    wrong = vault("remember", OTHER_PASSPHRASE, library=tmp_path)
    assert isinstance(wrong.exception, PassphraseWrong)
    assert keychain.kept == {}
    assert vault("remember", PASSPHRASE, library=tmp_path).exit_code == 0
    found = Keychain(keychain, (OSError,)).find(vault_in(tmp_path).library)
    assert found is not None
    assert vault_in(tmp_path).fits(found)
    assert vault("forget", library=tmp_path).exit_code == 0
    assert keychain.kept == {}


def test_without_a_library_there_is_nothing_to_remember(
    tmp_path: Path, keychain: FakeBackend
) -> None:
    for order, lines in (("remember", (PASSPHRASE,)), ("forget", ())):
        shown = vault(order, *lines, library=tmp_path)
        assert isinstance(shown.exception, VaultMissing)
    assert keychain.kept == {}


def test_a_closed_keychain_is_told_and_nothing_is_lost(
    tmp_path: Path, keychain: FakeBackend
) -> None:
    vault("create", PASSPHRASE, library=tmp_path)
    keychain.closed = True
    shown = vault("remember", PASSPHRASE, library=tmp_path)
    assert isinstance(shown.exception, KeychainUnavailable)
    vault_in(tmp_path).open(PASSPHRASE)
