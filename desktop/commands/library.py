"""Commands for the sealed library: search, compare versions, copy, put a copy back, check."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from desktop import paths
from desktop.app import backups_of, open_session, restore_library
from desktop.checking import check as check_all
from desktop.commands.desk import root_of, session_of
from desktop.commands.passphrase import PassphraseStdin
from desktop.commands.screen import console, trouble
from desktop.consultation import ConsultationId
from desktop.desk import write_down
from desktop.reading import compare, view_versions
from desktop.reading import search as search_in
from desktop.session import Session
from desktop.store.backups import Backup, SetAside
from desktop.words import screen_language, words

library = typer.Typer(help="What is kept in the sealed library.", no_args_is_help=True)

LibraryFolder = Annotated[
    Path | None,
    typer.Option("--library", help="The folder of the library; Griffel's own if not given."),
]
Number = Annotated[str, typer.Argument(help="The number of the consultation.")]


@library.command()
def search(
    text: Annotated[str, typer.Argument(help="Words that must all be there.")],
    folder: LibraryFolder = None,
    passphrase_stdin: PassphraseStdin = False,
) -> None:
    """Show in which consultations these words are."""
    with session_of(folder, passphrase_stdin) as session:
        hits = search_in(session, text)
    _say("found", count=len(hits))
    for hit in hits:
        if hit.section:
            _say("hit_note", consultation=hit.consultation, section=hit.section)
        else:
            _say("hit_said", consultation=hit.consultation, utterance=hit.utterance)


@library.command()
def versions(
    consultation: Number, folder: LibraryFolder = None, passphrase_stdin: PassphraseStdin = False
) -> None:
    """Show every saved version of a note: when, and what it was."""
    with session_of(folder, passphrase_stdin) as session:
        found = view_versions(session, ConsultationId(consultation))
    for one in found:
        kind = words(f"library.{one.kind}", screen_language())
        if one.by:
            kind = words("library.approved_by", screen_language(), name=one.by)
        _say("version", number=one.number, at=_at(one.at), kind=kind)
    if not found:
        _say("no_versions")


@library.command()
def diff(
    consultation: Number,
    before: Annotated[int, typer.Argument(help="The number of a version.")],
    after: Annotated[int, typer.Argument(help="The number of another.")],
    folder: LibraryFolder = None,
    passphrase_stdin: PassphraseStdin = False,
) -> None:
    """Show what changed in a note between two versions."""
    with session_of(folder, passphrase_stdin) as session:
        found = compare(session, ConsultationId(consultation), before, after)
    for one in found:
        _say(one.kind, section=one.section, before=one.before, after=one.after)
    if not found:
        _say("same")


@library.command()
def backup(folder: LibraryFolder = None, passphrase_stdin: PassphraseStdin = False) -> None:
    """Make a copy of the library now, and read it through. One is made every day by itself."""
    with session_of(folder, passphrase_stdin) as session:
        made = session.library.backup()
        write_down(session.desk, "BACKUP")
    _say("backed_up", name=made.stem)


@library.command()
def restore(
    name: Annotated[str, typer.Argument(help="The backup; without it they are shown.")] = "",
    folder: LibraryFolder = None,
    passphrase_stdin: PassphraseStdin = False,
) -> None:
    """Put a backup in the place of the library. What is there now is kept aside."""
    place = folder or paths.home()
    root = root_of(place, passphrase_stdin)
    made = backups_of(place, root)
    if not name:
        _show_backups(made)
        return
    chosen = next((one for one in made if one.file.stem == name), None)
    if chosen is None:
        raise typer.BadParameter(words("library.backup_unknown", screen_language()))
    aside = restore_library(place, root, chosen)
    with open_session(place, root) as session:
        condition = check_all(session)
    unread = condition.consultations - condition.read
    _say("restored", name=name, count=condition.consultations, unreadable=unread)
    if aside is None:
        _say("nothing_aside")
    else:
        _say("kept_aside", name=aside.name)


@library.command()
def set_aside(
    remove: Annotated[str, typer.Option(help="Remove this one for good.")] = "",
    folder: LibraryFolder = None,
    passphrase_stdin: PassphraseStdin = False,
) -> None:
    """Show the libraries that a restored one took the place of, or remove one."""
    with session_of(folder, passphrase_stdin) as session:
        found = session.library.set_aside()
        if remove:
            _remove(session, found, remove)
            return
    for one in found:
        _say("aside", name=one.name, at=_at(one.at))
    if not found:
        _say("no_aside")


@library.command()
def check(folder: LibraryFolder = None, passphrase_stdin: PassphraseStdin = False) -> None:
    """Read all of it: pages, consultations, recordings, the log; exit 1 if a part is damaged."""
    with session_of(folder, passphrase_stdin) as session:
        found, damage = check_all(session), session.audit_damage
    _say("whole", count=found.read)
    if found.read < found.consultations:
        _warn("unread", count=found.consultations - found.read)
    if found.heard < found.recordings:
        _warn("sound_damaged", count=found.recordings, damaged=found.recordings - found.heard)
    else:
        _say("sound_whole", count=found.recordings)
    if damage is None:
        _say("audit_whole")
    if damage is not None or not found.whole:
        raise typer.Exit(1)


def _remove(session: Session, found: tuple[SetAside, ...], name: str) -> None:
    chosen = next((one for one in found if one.name == name), None)
    if chosen is None:
        raise typer.BadParameter(words("library.aside_unknown", screen_language()))
    session.library.remove_set_aside(chosen)
    _say("aside_removed", name=name)


def _show_backups(made: tuple[Backup, ...]) -> None:
    _say("backups" if made else "no_backups")
    for one in made:
        _say("backup", name=one.file.stem, at=_at(one.at))
    if made:
        _say("choose")


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _say(code: str, **fields: object) -> None:
    console().print(words(f"library.{code}", screen_language(), **fields), soft_wrap=True)


def _warn(code: str, **fields: object) -> None:
    trouble().print(words(f"library.{code}", screen_language(), **fields))
