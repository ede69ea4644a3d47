"""`griffel bench writer`: what a language model makes of notes, and what that costs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desktop import paths
from desktop.app import open_desk
from desktop.bench.cases import read_cases
from desktop.bench.gold import read_gold
from desktop.bench.results import folder_for_results, keep
from desktop.bench.writer import CaseRun, Quality, WriterReport, measure_writer, report_of
from desktop.commands.bench_tables import show, watched
from desktop.commands.writer import warn_unfit
from desktop.desk import Desk, refused
from desktop.errors import ModelNotAllowed
from desktop.models.writing import load_runtime
from desktop.rules import choose_writing_model
from desktop.words import screen_language, words
from summarize.plain_weights import weights_of
from summarize.reference import Reference
from summarize.runtime import Runtime
from summarize.writer import ModelUsed

writing = typer.Typer()


@writing.command("writer")
def bench_writer(
    cases: Annotated[Path, typer.Argument(help="Folder with case files, or one such file.")],
    model: Annotated[str, typer.Option(help="Name or folder of the model that writes.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")],
    only: Annotated[str, typer.Option(help="Ids of cases, with commas between.")] = "",
    reference: Annotated[
        bool, typer.Option("--reference", help="A folder of safetensors, run by torch.")
    ] = False,
) -> None:
    """Read each conversation along, write its note with the model, and count."""
    wanted = frozenset(only.split(",")) if only else None
    all_cases = read_cases(cases)
    chosen = [case for case in all_cases if wanted is None or case.id in wanted]
    gold = read_gold(cases, all_cases)
    desk = open_desk(paths.home())
    used, runtime = _reference(desk, Path(model)) if reference else _loaded(desk, model)
    folder_for_results(out)
    runs: list[CaseRun] = []
    for run in watched(measure_writer(chosen, gold, runtime, used), len(chosen)):
        runs.append(run)
        keep(report_of(runs, used).model_dump_json(indent=1) + "\n", out / "writer.json")
    report = report_of(runs, used)
    show(_speed_table(report))
    show(_quality_table(report.cases))


def _loaded(desk: Desk, model: str) -> tuple[ModelUsed, Runtime]:
    named = choose_writing_model(desk, model)
    warn_unfit(named)
    return ModelUsed(named.name, named.sha256), load_runtime(named)


def _reference(desk: Desk, folder: Path) -> tuple[ModelUsed, Runtime]:
    """To measure by. Where the policy names its models, this has to be one of them."""
    used = ModelUsed(folder.name, weights_of(folder))
    if not desk.policy.allows_model(used.sha256, listed=True):
        raise refused(desk, ModelNotAllowed())
    return used, Reference(folder)


def _speed_table(report: WriterReport) -> Table:
    table = _table("case", "answers", "conversation", "again", "first", "draft", "cold")
    for run in report.cases:
        table.add_row(
            run.case_id,
            run.failure or str(run.answers),
            str(run.conversation),
            str(run.again),
            f"{run.first_line_seconds:.1f}",
            f"{run.draft_seconds:.1f}",
            f"{run.without_listening:.1f}",
        )
    table.add_section()
    for name, value in report.figures():
        table.add_row(_word(name), value)
    return table


def _quality_table(runs: Sequence[CaseRun]) -> Table:
    table = _table("note", "found", "critical", "traps", "unsaid", "lines", "words")
    for name in ("rules", "model", "joined"):
        whole: Quality = sum((getattr(run, name) for run in runs), Quality())
        shares = (whole.found, whole.critical, whole.traps, whole.unsaid)
        counts = (str(whole.statements), str(whole.words))
        table.add_row(_word(name), *(f"{one.part}/{one.whole}" for one in shares), *counts)
    return table


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for place, name in enumerate(names):
        table.add_column(_word(name), justify="right" if place else "left")
    return table


def _word(code: str) -> str:
    return words(f"bench_writer.{code}", screen_language())
