"""`griffel bench live`: how far behind speech the text is, and how soon a draft is there."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TimeRemainingColumn
from rich.table import Table

from asr.transcript import Language
from desktop import paths
from desktop.app import open_desk
from desktop.bench.live import DRAFT_SECONDS, SHOWN_SECONDS, LiveFigures, measure_live
from desktop.bench.results import folder_for_results, keep
from desktop.commands.bench_tables import show
from desktop.rules import choose_model
from desktop.words import screen_language, words

live = typer.Typer()
LIVE = "live.json"


@live.command("live")
def bench_live(
    minutes: Annotated[float, typer.Option(help="How long to record.")] = 10.0,
    factor: Annotated[float, typer.Option(help="Seconds of sound in a second.")] = 1.0,
    model: Annotated[
        str, typer.Option(help="Name or folder of the speech model.")
    ] = "whisper-base",
    language: Annotated[Language, typer.Option(help="Which sample.")] = "nl",
    out: Annotated[Path | None, typer.Option("--out", help="Folder for live.json.")] = None,
) -> None:
    """Record the bundled sample over and over, hear it meanwhile, and draft its note."""
    folder = choose_model(open_desk(paths.home()), model, "speech")
    console = Console(stderr=True)
    with (
        tempfile.TemporaryDirectory(prefix="griffel-bench-") as place,
        Progress(BarColumn(), TimeRemainingColumn(), console=console, transient=True) as progress,
    ):
        task = progress.add_task("", total=60 * minutes)
        work = measure_live(Path(place), folder, language, minutes, factor)
        while True:
            try:
                progress.update(task, completed=next(work))
            except StopIteration as measured:
                figures: LiveFigures = measured.value
                break
    if out is not None:
        keep(figures.model_dump_json(indent=1) + "\n", folder_for_results(out) / LIVE)
    show(_table(figures))
    late = figures.shown_p95 > SHOWN_SECONDS or figures.transcript_to_draft > DRAFT_SECONDS
    raise typer.Exit(int(late and factor <= 1.0))


def _table(figures: LiveFigures) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in figures:
        if isinstance(value, tuple):
            continue  # for the page of `griffel bench speech`
        shown = "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)
        goal = {"shown_p95": SHOWN_SECONDS, "transcript_to_draft": DRAFT_SECONDS}.get(name)
        mark = _word("goal", most=f"{goal:.0f}") if goal else ""
        table.add_row(_word(name), shown, mark)
    return table


def _word(code: str, **fields: object) -> str:
    return words(f"live.{code}", screen_language(), **fields)
