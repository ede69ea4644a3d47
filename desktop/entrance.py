"""The door of a library beside its passphrase: making one, and the recovery code."""

from pathlib import Path

from desktop.app import create_library, open_audit, write_down_early
from desktop.errors import GriffelError
from desktop.store.place import check_place
from desktop.store.recovery_code import RecoveryCode
from desktop.store.sealing import Key
from desktop.store.vault import Vault


def vault_of(folder: Path) -> Vault:
    """The vault of the library in that folder."""
    return Vault(folder / "vault.json")


def begin_library(folder: Path, passphrase: str) -> tuple[Key, RecoveryCode]:
    """A new library in a fit place, open to who made it."""
    check_place(folder)
    code = create_library(folder, passphrase)
    return vault_of(folder).open(passphrase), code


def recover(folder: Path, code: str, passphrase: str) -> Key:
    """The root key, for who has the code on paper and takes a new passphrase. An act, as unlocking
    is."""
    try:
        root = vault_of(folder).recover(code, passphrase)
    except GriffelError as error:
        write_down_early(open_audit(folder), "UNLOCK_REFUSED", error.code)
        raise
    write_down_early(open_audit(folder), "UNLOCK", "recovery")
    return root
