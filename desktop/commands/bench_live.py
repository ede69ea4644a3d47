"""`griffel bench live`: how far behind speech the text is, and how soon a draft is there."""

import tempfile
from collections.abc import Sequence
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
from desktop.bench.meanwhile import Meanwhile, all_three
from desktop.bench.results import folder_for_results, keep
from desktop.commands.bench_tables import show
from desktop.commands.writer import warn_unfit
from desktop.desk import Desk
from desktop.rules import choose_model, choose_writing_model
from desktop.words import screen_language, words

live = typer.Typer()
LIVE = "live.json"
_GOALS = {"shown_p95": SHOWN_SECONDS, "transcript_to_draft": DRAFT_SECONDS}


@live.command("live")
def bench_live(
    minutes: Annotated[float, typer.Option(help="How long to record.")] = 10.0,
    factor: Annotated[float, typer.Option(help="Seconds of sound in a second.")] = 1.0,
    model: Annotated[
        str, typer.Option(help="Name or folder of the speech model.")
    ] = "whisper-base",
    writer: Annotated[
        str,
        typer.Option(
            help="Name or folder of a model that writes. Recorded is then three times: without it,"
            " while it reads along, and while it writes the note of another visit."
        ),
    ] = "",
    language: Annotated[Language, typer.Option(help="Which sample.")] = "nl",
    out: Annotated[Path | None, typer.Option("--out", help="Folder for live.json.")] = None,
) -> None:
    """Record the bundled sample over and over, hear it meanwhile, and draft its note."""
    desk = open_desk(paths.home())
    folder = choose_model(desk, model, "speech")
    figures = []
    for meanwhile in _meanwhile(desk, writer, language):
        figures.append(_measured(folder, language, minutes, factor, meanwhile))
        if out is not None:
            kept = folder_for_results(out) / _file(figures[-1])
            keep(figures[-1].model_dump_json(indent=1) + "\n", kept)
    show(_table(figures))
    alone = figures[0]
    late = any(one.shown_p95 > SHOWN_SECONDS for one in figures)
    late = late or alone.transcript_to_draft > DRAFT_SECONDS
    raise typer.Exit(int(late and factor <= 1.0))


def _meanwhile(desk: Desk, writer: str, language: Language) -> Sequence[Meanwhile]:
    if not writer:
        return (Meanwhile(language),)
    chosen = choose_writing_model(desk, writer)
    warn_unfit(chosen)
    return all_three(language, chosen)


def _measured(
    folder: Path, language: Language, minutes: float, factor: float, meanwhile: Meanwhile
) -> LiveFigures:
    console = Console(stderr=True)
    with (
        tempfile.TemporaryDirectory(prefix="griffel-bench-") as place,
        Progress(BarColumn(), TimeRemainingColumn(), console=console, transient=True) as progress,
    ):
        task = progress.add_task("", total=60 * minutes)
        work = measure_live(Path(place), folder, language, minutes, factor, meanwhile=meanwhile)
        while True:
            try:
                progress.update(task, completed=next(work))
            except StopIteration as measured:
                figures: LiveFigures = measured.value
                return figures


def _file(figures: LiveFigures) -> str:
    """What is measured with a model beside it is not what the page of the speech shows."""
    return LIVE if figures.meanwhile == "nothing" else f"live-{figures.meanwhile}.json"


def _table(figures: Sequence[LiveFigures]) -> Table:
    """A column a recording."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    for _ in figures:
        table.add_column(justify="right")
    table.add_column(justify="right")
    for name in LiveFigures.model_fields:
        values = [getattr(one, name) for one in figures]
        if name == "delays" or (name in ("meanwhile", "drafts") and len(figures) == 1):
            continue  # for the page of `griffel bench speech`; and nothing without a model
        goal = _GOALS.get(name)
        mark = _word("goal", most=f"{goal:.0f}") if goal else ""
        table.add_row(_word(name), *map(_shown, values), mark)
    return table


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    if value in ("nothing", "reads", "writes"):
        return _word(f"does.{value}")
    return "" if value is None else str(value)


def _word(code: str, **fields: object) -> str:
    return words(f"live.{code}", screen_language(), **fields)
