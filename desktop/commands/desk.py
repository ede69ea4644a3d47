"""The desk a command works at: of the sealed library in a folder, or of plain files without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from desktop import paths
from desktop.app import open_desk, open_locked_desk
from desktop.commands.passphrase import ask_passphrase
from desktop.desk import Desk
from desktop.store.vault import Vault

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
    with open_locked_desk(folder, ask_passphrase(passphrase_stdin)) as desk:
        yield desk
