"""Commands for what must go: see what and when, and have it go."""

from datetime import datetime

import typer

from desktop.commands.desk import Library, desk_of
from desktop.commands.passphrase import PassphraseStdin
from desktop.commands.screen import console
from desktop.desk import Desk
from desktop.erasure import Outlook, erase_due, outlook
from desktop.store.retention import Due
from desktop.words import screen_language, words

retention = typer.Typer(help="What is erased after approval, and when.", no_args_is_help=True)


@retention.command()
def show(library: Library = None, passphrase_stdin: PassphraseStdin = False) -> None:
    """Show which sound and words go when. Nothing is erased."""
    with desk_of(library, passphrase_stdin) as desk:
        _say("rule", when=_rule(desk))
        found, now = outlook(desk), desk.now()
    if not found.coming:
        _say("nothing")
    for one in found.coming:
        at = f"{one.at:%Y-%m-%d %H:%M} UTC"
        state = words(f"retention.{_state(one, found, now)}", screen_language())
        _say("line", consultation=one.consultation, at=at, state=state)
    if found.unreadable:
        _say("unreadable", count=found.unreadable)


@retention.command()
def run(library: Library = None, passphrase_stdin: PassphraseStdin = False) -> None:
    """Erase now what must be gone by now, and write the proof into the audit."""
    with desk_of(library, passphrase_stdin) as desk:
        _say("erased", count=len(erase_due(desk)))


def _rule(desk: Desk) -> str:
    days, language = desk.policy.retention.days, screen_language()
    if not days:
        return words("retention.at_approval", language)
    return words("retention.after_days", language, days=days)


def _state(one: Due, found: Outlook, now: datetime) -> str:
    if one.consultation in found.held and not one.begun:
        return "held"
    return "now" if one.at <= now else "later"


def _say(code: str, **fields: object) -> None:
    console().print(words(f"retention.{code}", screen_language(), **fields), soft_wrap=True)
