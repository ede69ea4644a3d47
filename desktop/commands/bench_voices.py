"""`griffel bench voices`: are people told apart, on conversations joined of their clips."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desktop import paths
from desktop.app import open_desk
from desktop.bench.joined import joined, read_clips
from desktop.bench.results import folder_for_results, keep
from desktop.bench.share import Share
from desktop.bench.voices import VoicesFigures, VoicesReport, measure_voices
from desktop.commands.bench_tables import show, watched
from desktop.models.hearing import load_speech
from desktop.rules import choose_model
from desktop.words import screen_language, words

voices = typer.Typer()


@voices.command("voices")
def bench_voices(
    clips: Annotated[Path, typer.Argument(help="Folder with the clips, a folder a person.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")],
    model: Annotated[
        str, typer.Option(help="Name or folder of the speech model.")
    ] = "whisper-base",
    count: Annotated[int, typer.Option(min=1, help="How many conversations.")] = 40,
    seed: Annotated[int, typer.Option(min=0, help="Another number, other conversations.")] = 1,
) -> None:
    """Join clips of two and of three people, listen, and count who was taken for whom."""
    people = read_clips(clips)
    speech_model = load_speech(choose_model(open_desk(paths.home()), model, "speech"))
    folder_for_results(out)
    work = measure_voices(joined(people, count, seed), speech_model)
    figures = tuple(watched(work, count))
    report = VoicesReport(model=speech_model.name, seed=seed, conversations=figures)
    keep(report.model_dump_json(indent=1) + "\n", out / "voices.json")
    show(_table(figures))
    show(_word("legend"))


def _table(figures: Sequence[VoicesFigures]) -> Table:
    """A line a conversation, and one for those of two and of three people."""
    table = Table(box=None, pad_edge=False)
    table.add_column(_word("conversation"))
    for column in ("people", "heard", "right", "with_text", "on_time"):
        table.add_column(_word(column), justify="right")
    for one in figures:
        table.add_row(one.name, str(one.people), str(one.heard), *_shares([one]))
    table.add_section()
    for people in sorted({one.people for one in figures}):
        of = [one for one in figures if one.people == people]
        right = sum(one.heard == people for one in of)
        name = _word("all", people=people, count=len(of))
        table.add_row(name, str(people), f"{right}/{len(of)}", *_shares(of))
    return table


def _shares(figures: Sequence[VoicesFigures]) -> list[str]:
    sums = (
        sum((one.right for one in figures), Share()),
        sum((one.with_text for one in figures), Share()),
        sum((one.on_time for one in figures), Share()),
    )
    return [f"{share.percent:.1f}" for share in sums]


def _word(code: str, **fields: object) -> str:
    return words(f"bench_voices.{code}", screen_language(), **fields)
