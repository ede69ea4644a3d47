"""`griffel bench report`, `speed` and `start`: a report of the notes, and a case to begin from."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from asr.transcript import Language
from desktop import paths
from desktop.app import open_desk
from desktop.bench.cases import read_cases
from desktop.bench.findings import StatementRow, read_statements
from desktop.bench.gold import read_gold
from desktop.bench.report import Task, make_report
from desktop.bench.report_page import report_page
from desktop.bench.results import folder_for_results, keep
from desktop.bench.speed import measure_speed
from desktop.commands.bench_report_tables import checks_table, speed_table, totals_table
from desktop.commands.bench_tables import show, watched
from desktop.commands.writer import ModelOption, named_writer
from desktop.errors import WouldOverwrite
from desktop.words import screen_language, words
from summarize.summarize import find_writer

reporting = typer.Typer()
_Kept = tuple[PurePosixPath, Traversable]

Cases = Annotated[Path, typer.Argument(help="Folder with case files, or one such file.")]
WrittenBy = Annotated[str, typer.Option("--writer", help="Who writes.")]


@reporting.command("report")
def bench_report(
    cases: Cases,
    out: Annotated[Path, typer.Option("--out", help="Folder for the report.")],
    writer: WrittenBy = "extract",
    model: ModelOption = "",
    planted: Annotated[
        Path | None, typer.Option(help="JSON lines, statements with one mistake each.")
    ] = None,
    paraphrases: Annotated[
        Path | None, typer.Option(help="JSON lines, statements that are right.")
    ] = None,
    said: Annotated[
        Path | None, typer.Option(help="The same cases as really said, if these were heard.")
    ] = None,
    language: Annotated[Language | None, typer.Option(help="Of the report.")] = None,
    seed: Annotated[int, typer.Option(help="Another one rewords otherwise.")] = 1,
    reword: Annotated[bool, typer.Option(help="Write the notes of reworded talk too.")] = True,
) -> None:
    """Measure the notes of these cases, and put the figures on a page."""
    wanted = read_cases(cases)
    gold = read_gold(cases, wanted)
    statements = tuple(_statements(planted, paraphrases))
    spoken = read_cases(said) if said is not None else ()
    who = named_writer(open_desk(paths.home()), writer, model)
    task = Task(wanted, gold, who, statements, spoken, reword=reword, seed=seed)
    folder_for_results(out)
    report = make_report(task, watched)
    chosen = language or screen_language()
    page, figures = out / "report.html", out / "report.json"
    keep(report.text(), figures)
    keep(report_page(report, chosen), page)
    show(totals_table(report, chosen))
    show(checks_table(report, chosen))
    if report.repeats_differ and report.repeats_differ.part:
        show(words("bench.not_the_same", chosen, count=report.repeats_differ.part))
    show(words("bench.report_kept", chosen, page=page, figures=figures))


@reporting.command("speed")
def bench_speed(
    cases: Cases,
    minutes: Annotated[float, typer.Option(min=1, max=240, help="Of the conversation.")] = 45,
    language: Annotated[Language, typer.Option(help="Of the cases to use.")] = "nl",
    writer: WrittenBy = "extract",
) -> None:
    """Time a long conversation made of these cases: the draft, and the check after each edit."""
    speed = measure_speed(read_cases(cases), language, minutes, find_writer(writer), watched)
    about = speed.model_dump(include={"words", "turns", "statements", "edits"})
    show(words("bench.talk", screen_language(), minutes=f"{speed.minutes:.0f}", **about))
    if speed.times_used > 1:
        show(words("bench.talk_repeats", screen_language(), times=speed.times_used))
    show(speed_table(speed))


@reporting.command("start")
def bench_start(
    out: Annotated[Path, typer.Option("--out", help="Folder for the case to begin from.")],
) -> None:
    """Put down the form of a case, and one case that runs, to make your own from."""
    kept = files("assets") / "bench"
    wanted: list[_Kept] = [
        (PurePosixPath("README.md"), kept / "README.md"),
        *_below(kept / "start", PurePosixPath()),
    ]
    if any((out / place).exists() for place, _ in wanted):
        raise WouldOverwrite
    for place, file in wanted:
        folder_for_results((out / place).parent)
        keep(file.read_text(encoding="utf-8"), out / place)
    names = ", ".join(str(place) for place, _ in wanted)
    show(words("bench.started", screen_language(), files=names, place=out))


def _statements(*given: Path | None) -> Iterator[StatementRow]:
    for file in given:
        if file is not None:
            yield from read_statements(file)


def _below(folder: Traversable, place: PurePosixPath) -> Iterator[_Kept]:
    """Every file of a folder, with its place below."""
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            yield from _below(one, place / one.name)
        else:
            yield place / one.name, one
