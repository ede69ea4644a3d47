"""The desk a command works at: of the sealed library in a folder, or of plain files without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from asr.transcript import Language
from desktop import paths
from desktop.app import open_desk, open_session, unlock, unlock_remembered
from desktop.commands.passphrase import ask_passphrase
from desktop.commands.screen import trouble
from desktop.desk import Desk
from desktop.session import Session
from desktop.store.chain import Breach
from desktop.store.sealing import Key
from desktop.store.vault import Vault
from desktop.words import screen_language, words

Library = Annotated[
    Path | None, typer.Option(help="The folder of the library; Griffel's own if not given.")
]


@contextmanager
def desk_of(library: Path | None, passphrase_stdin: bool) -> Iterator[Desk]:
    """The desk on that folder; a sealed library asks for its passphrase."""
    folder = library or paths.home()
    if not Vault(folder / "vault.json").exists:
        yield open_desk(folder)
        return
    with session_of(library, passphrase_stdin) as session:
        yield session.desk


@contextmanager
def session_of(library: Path | None, passphrase_stdin: bool) -> Iterator[Session]:
    """The sealed library in that folder, open; damage to its audit is told."""
    folder = library or paths.home()
    with open_session(folder, root_of(folder, passphrase_stdin)) as session:
        if session.audit_damage is not None:
            trouble().print(audit_damage(session.audit_damage, screen_language()))
        yield session


def root_of(folder: Path, passphrase_stdin: bool) -> Key:
    """The key of the library: remembered if the user chose so, else for the passphrase."""
    Vault(folder / "vault.json").check()
    root = None if passphrase_stdin else unlock_remembered(folder)
    return unlock(folder, ask_passphrase(passphrase_stdin)) if root is None else root


def audit_damage(breach: Breach, language: Language) -> str:
    """What was found of the audit at opening, in plain words."""
    damage = words(f"audit.{breach.damage}", language)
    return words("audit.damaged", language, line=breach.line, damage=damage)
