"""Opening a desk: what is written down when it is, and when it is not."""

from contextlib import closing
from pathlib import Path

import pytest

from desktop.app import data_keys, open_audit, open_locked_desk
from desktop.errors import GriffelError, PassphraseWrong
from desktop.store.chain import Breach
from desktop.store.key_file import Cost
from desktop.store.library import Library
from desktop.store.vault import Vault
from desktop.store.witness import WitnessedAudit

PASSPHRASE = "een verzonnen wachtzin"  # noqa: S105
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    root, _ = Vault(folder / "vault.json", CHEAP).create(PASSPHRASE)
    Library.create(folder, root, data_keys(folder, root)).close()
    return folder


def told(home: Path) -> list[tuple[str, str]]:
    return [(record.act, record.detail) for record in open_audit(home).records()]


def test_opening_is_written_down_and_a_refusal_as_well(home: Path) -> None:
    with pytest.raises(PassphraseWrong), open_locked_desk(home, "een andere wachtzin"):
        pass
    with open_locked_desk(home, PASSPHRASE) as desk:
        assert desk.consultations.ids() == ()
    assert told(home)[:2] == [
        ("UNLOCK_REFUSED", "desktop.passphrase_wrong"),
        ("UNLOCK", "passphrase"),
    ]


def test_a_folder_without_a_library_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GriffelError), open_locked_desk(tmp_path, PASSPHRASE):
        pass
    assert told(tmp_path) == [("UNLOCK_REFUSED", "desktop.vault_missing")]


def test_the_library_remembers_how_far_the_audit_was(home: Path) -> None:
    for _ in range(2):
        with open_locked_desk(home, PASSPHRASE):
            pass
    log = home / "audit.log"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:1]))
    assert open_audit(home).verify().whole  # control: the log alone does not tell
    root = Vault(home / "vault.json", CHEAP).open(PASSPHRASE)
    with closing(Library(home, root, data_keys(home, root))) as library:
        verdict = WitnessedAudit(open_audit(home), library).verify()
    assert verdict.breach == Breach(line=2, damage="cut")
