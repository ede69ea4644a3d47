"""Commands for the key of a library: make one, change the passphrase, recover, remember."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from desktop import paths
from desktop.app import create_library, forget_key, remember_key, unlock
from desktop.commands.passphrase import (
    PassphraseStdin,
    ask_new_passphrase,
    ask_passphrase,
    ask_recovery_code,
)
from desktop.commands.screen import console
from desktop.store.home import Home
from desktop.store.keychain import system_keychain
from desktop.store.lock import WriterLock
from desktop.store.place import check_place
from desktop.store.recovery_code import RecoveryCode
from desktop.store.vault import Vault
from desktop.words import screen_language, words

vault = typer.Typer(help="The key of a library on this machine.", no_args_is_help=True)

Library = Annotated[
    Path | None, typer.Option(help="The folder of the library; Griffel's own if not given.")
]


@vault.command()
def create(library: Library = None, passphrase_stdin: PassphraseStdin = False) -> None:
    """Make a new library, and print its recovery code once."""
    check_place(_folder(library))
    code = create_library(_folder(library), ask_new_passphrase(passphrase_stdin))
    _say("created")
    _print_code(code)


@vault.command()
def change_passphrase(library: Library = None, passphrase_stdin: PassphraseStdin = False) -> None:
    """Have another passphrase open the library. The recovery code stays what it is."""
    found = _existing(library)
    old, new = ask_passphrase(passphrase_stdin), ask_new_passphrase(passphrase_stdin)
    with _alone(library):
        found.change(old, new)
    _say("changed")


@vault.command()
def new_recovery_code(library: Library = None, passphrase_stdin: PassphraseStdin = False) -> None:
    """Print a new recovery code once; the one before opens nothing any more."""
    found, passphrase = _existing(library), ask_passphrase(passphrase_stdin)
    with _alone(library):
        code = found.new_recovery_code(passphrase)
    _print_code(code)


@vault.command()
def recover(library: Library = None, passphrase_stdin: PassphraseStdin = False) -> None:
    """Set a new passphrase with the recovery code."""
    found = _existing(library)
    code, new = ask_recovery_code(passphrase_stdin), ask_new_passphrase(passphrase_stdin)
    with _alone(library):
        found.recover(code, new)
    _say("changed")


@vault.command()
def remember(library: Library = None, passphrase_stdin: PassphraseStdin = False) -> None:
    """Keep the key in the keychain of this system: who is logged in here need not type it."""
    _existing(library)
    keychain = system_keychain()  # asked for first: without one no passphrase is needed
    root = unlock(_folder(library), ask_passphrase(passphrase_stdin))
    remember_key(_folder(library), root, lambda: keychain)
    _say("remembered")


@vault.command()
def forget(library: Library = None) -> None:
    """Take the key out of the keychain of this system; the passphrase is asked again."""
    _existing(library)
    forget_key(_folder(library), system_keychain)
    _say("forgotten")


def _folder(library: Path | None) -> Path:
    return library or paths.home()


def _vault(library: Path | None) -> Vault:
    return Vault(_folder(library) / "vault.json")


def _existing(library: Path | None) -> Vault:
    found = _vault(library)
    found.check()
    return found


@contextmanager
def _alone(library: Path | None) -> Iterator[None]:
    """Change the key while no other Griffel uses the library: of two changes one would be lost."""
    lock = WriterLock(Home(_folder(library)).lock)
    try:
        yield
    finally:
        lock.release()


def _print_code(code: RecoveryCode) -> None:
    typer.echo(code.printed())
    _say("keep_code")


def _say(what: str) -> None:
    console().print(words(f"vault.{what}", screen_language()))
