"""Making a library and getting in with the recovery code are acts, refused or not."""

from pathlib import Path

import pytest

from desktop.app import open_audit, unlock
from desktop.entrance import begin_library, recover, vault_of
from desktop.errors import PassphraseWrong, PlaceSynced, RecoveryCodeWrong

PASSPHRASE = "vier losse woorden"  # noqa: S105 - opens nothing but the test's own library


def acts(folder: Path) -> list[tuple[str, str]]:
    return [(record.act, record.detail) for record in open_audit(folder).records()]


def test_a_new_library_opens_for_who_made_it(tmp_path: Path) -> None:
    root, _ = begin_library(tmp_path, PASSPHRASE)
    assert vault_of(tmp_path).fits(root)


def test_no_library_is_made_where_it_would_be_copied_to_a_cloud(tmp_path: Path) -> None:
    with pytest.raises(PlaceSynced):
        begin_library(tmp_path / "Dropbox" / "griffel", PASSPHRASE)
    assert not (tmp_path / "Dropbox").exists()


def test_the_code_on_paper_gives_another_passphrase_and_is_written_down(tmp_path: Path) -> None:
    root, code = begin_library(tmp_path, PASSPHRASE)
    opened = recover(tmp_path, code.printed().lower(), "een andere zin")
    assert opened.revealed() == root.revealed()
    assert acts(tmp_path)[-1] == ("UNLOCK", "recovery")
    assert unlock(tmp_path, "een andere zin").revealed() == root.revealed()
    with pytest.raises(PassphraseWrong):
        unlock(tmp_path, PASSPHRASE)


def test_a_wrong_code_is_refused_and_written_down(tmp_path: Path) -> None:
    begin_library(tmp_path, PASSPHRASE)
    with pytest.raises(RecoveryCodeWrong):
        recover(tmp_path, "0000-0000-0000-0000-0000-0000-0000", "een andere zin")
    assert acts(tmp_path)[-1] == ("UNLOCK_REFUSED", "desktop.recovery_code_wrong")
