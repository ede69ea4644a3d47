"""`griffel bench silence`: words that are written where nobody says one."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desktop import paths
from desktop.app import open_desk
from desktop.bench.noises import NOISES
from desktop.bench.results import folder_for_results, keep
from desktop.bench.silence import LANGUAGES, SPEECH, NoiseFigures, SilenceReport, measure_silence
from desktop.commands.bench_tables import show, watched
from desktop.models.hearing import load_speech
from desktop.rules import choose_model
from desktop.words import screen_language, words

silence = typer.Typer()


@silence.command("silence")
def bench_silence(
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")],
    minutes: Annotated[float, typer.Option(help="Of sound, all kinds together.")] = 60.0,
    model: Annotated[
        str, typer.Option(help="Name or folder of the speech model.")
    ] = "whisper-base",
    only: Annotated[str, typer.Option(help="Kinds of sound, with commas between.")] = "",
    telephone: Annotated[
        bool, typer.Option("--telephone", help="Hear it as the sound of a telephone.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Another one makes other sound.")] = 1,
) -> None:
    """Hear noise, music, tones and babble in which nobody can be followed; no word may come of it.

    The bundled samples come last: in those there must be words.
    """
    kinds = [kind for kind in NOISES if not only or kind in only.split(",")]
    folder = choose_model(open_desk(paths.home()), model, "speech")
    folder_for_results(out)
    listener = load_speech(folder)
    work = measure_silence(listener, minutes, kinds=kinds, telephone=telephone, seed=seed)
    heard = tuple(watched(work, len(LANGUAGES) * (len(kinds) + 1)))
    report = SilenceReport(
        model=listener.name,
        telephone=telephone,
        noises=tuple(one for one in heard if one.kind != SPEECH),
        speech=tuple(one for one in heard if one.kind == SPEECH),
    )
    keep(report.model_dump_json(indent=1) + "\n", out / "silence.json")
    show(_table(report))
    raise typer.Exit(int(report.words > 0 or report.deaf))


def _table(report: SilenceReport) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(_word("kind"))
    for column in ("language", "seconds", "voice", "words", "guessed", "held"):
        table.add_column(_word(column), justify="right")
    for one in report.noises:
        table.add_row(_word(f"name.{one.kind}"), *_cells(one))
    table.add_section()
    table.add_row(_word("all"), "", *_sums(report.noises))
    for one in report.speech:
        table.add_row(_word("name.speech"), *_cells(one))
    return table


def _cells(one: NoiseFigures) -> list[str]:
    seconds = (f"{one.seconds:.0f}", f"{one.voice:.1f}")
    return [one.language, *seconds, *map(str, (one.words, one.guessed, one.held))]


def _sums(noises: tuple[NoiseFigures, ...]) -> list[str]:
    seconds = (sum(one.seconds for one in noises), sum(one.voice for one in noises))
    counts = (
        sum(one.words for one in noises),
        sum(one.guessed for one in noises),
        sum(one.held for one in noises),
    )
    return [f"{seconds[0]:.0f}", f"{seconds[1]:.1f}", *map(str, counts)]


def _word(code: str) -> str:
    return words(f"silence.{code}", screen_language())
