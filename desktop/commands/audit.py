"""Commands for the audit: check that nobody touched it, and give it to who has to look into it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from desktop import paths
from desktop.app import open_audit, open_desk
from desktop.commands.desk import Library
from desktop.commands.screen import console, trouble
from desktop.desk import write_down
from desktop.export.audit import head_text, to_csv
from desktop.export.file import write_export
from desktop.store.chain import Head, Verdict
from desktop.words import screen_language, words

audit = typer.Typer(help="Who did what when, and whether that was touched.", no_args_is_help=True)


class AuditForm(StrEnum):
    """The forms in which the audit is exported."""

    jsonl = "jsonl"
    csv = "csv"


@audit.command()
def verify(
    library: Library = None,
    head: Annotated[
        str, typer.Option(help="A head kept elsewhere: the file with it, or COUNT:HASH.")
    ] = "",
) -> None:
    """Follow the chain from the first line to the last; exit 1 where it does not hold."""
    known = _head(head) if head else None
    log = open_audit(library or paths.home())
    verdict = log.verify(known)
    _tell(verdict, repairs=sum(one.act == "REPAIRED" for one in log.records()))
    if known is None and verdict.whole:
        _say("no_head")
    before = log.acts("AUDIT_DAMAGED")
    if before:
        details = ", ".join(one.detail for one in before)
        line = words("audit.told_before", screen_language(), count=len(before), details=details)
        trouble().print(line)
    if before or not verdict.whole:
        raise typer.Exit(1)


@audit.command()
def export(
    out: Annotated[Path, typer.Option(help="Folder for the files.")],
    form: Annotated[AuditForm, typer.Option("--format", help="The form.")] = AuditForm.jsonl,
    library: Library = None,
) -> None:
    """Write the audit to a file, and its head to another; exit 1 if it does not hold."""
    folder = library or paths.home()
    write_down(open_desk(folder), "AUDIT_EXPORT", detail=form)
    log = open_audit(folder)
    lines, verdict = log.lines(), log.verify()
    data = lines if form is AuditForm.jsonl else to_csv(lines)
    name = f"griffel-audit-{verdict.head.count}"
    for file in (
        write_export(data, out, f"{name}.{form}"),
        write_export(head_text(verdict.head), out, f"{name}-head.txt"),
    ):
        console().print(words("road.written", screen_language(), place=file))
    _tell(verdict, repairs=0)
    if not verdict.whole:
        raise typer.Exit(1)


def _tell(verdict: Verdict, repairs: int) -> None:
    language = screen_language()
    if verdict.breach is not None:
        damage = words(f"audit.{verdict.breach.damage}", language)
        line = words("audit.broken", language, line=verdict.breach.line, damage=damage)
        trouble().print(line)
    elif not verdict.head.count:
        _say("empty")
    else:
        _say("whole", count=verdict.head.count)
        _say("head", head=verdict.head)
    if repairs:
        _say("repairs", count=repairs)


def _say(code: str, **fields: object) -> None:
    console().print(words(f"audit.{code}", screen_language(), **fields), soft_wrap=True)


def _head(given: str) -> Head:
    file = Path(given)
    text = file.read_text("utf-8", "replace") if file.is_file() else given
    head = Head.read(text)
    if head is None:
        raise typer.BadParameter(words("audit.head_unclear", screen_language()))
    return head
