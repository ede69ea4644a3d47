"""`griffel bench`: measure notes, findings and hearing on conversations with a known text."""

from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from desktop import paths
from desktop.app import open_desk
from desktop.bench.bare import bare_whisper
from desktop.bench.cases import read_cases
from desktop.bench.findings import (
    caught,
    check_statements,
    false_alarms,
    read_statements,
)
from desktop.bench.live import LiveFigures
from desktop.bench.notes import save_note, write_notes
from desktop.bench.results import folder_for_results, keep
from desktop.bench.speech import HeardCase, find_recordings, measure
from desktop.bench.speech_figures import CaseFigures, SpeechReport, totals
from desktop.bench.speech_page import speech_page
from desktop.commands.bench_live import LIVE, live
from desktop.commands.bench_report import reporting
from desktop.commands.bench_silence import silence
from desktop.commands.bench_tables import (
    findings_table,
    legend,
    marks_table,
    notes_table,
    show,
    speech_table,
    watched,
)
from desktop.commands.bench_voices import voices
from desktop.commands.bench_window import windowed
from desktop.commands.bench_writer import writing
from desktop.commands.writer import ModelOption, named_writer
from desktop.models.hearing import best_threads, load_speech
from desktop.rules import choose_model
from desktop.words import screen_language

bench = typer.Typer(no_args_is_help=True, help=__doc__)
bench.registered_commands += [
    *reporting.registered_commands,
    *live.registered_commands,
    *silence.registered_commands,
    *voices.registered_commands,
    *windowed.registered_commands,
    *writing.registered_commands,
]

Cases = Annotated[Path, typer.Argument(help="Folder with case files, or one such file.")]
Out = Annotated[Path, typer.Option("--out", help="Folder for the results.")]


@bench.command("notes")
def bench_notes(
    cases: Cases,
    out: Out,
    writer: Annotated[str, typer.Option(help="Who writes: extract or generate.")] = "extract",
    model: ModelOption = "",
) -> None:
    """Write one note for every case."""
    wanted = read_cases(cases)
    chosen = named_writer(open_desk(paths.home()), writer, model)
    folder_for_results(out)
    written = []
    for one in watched(write_notes(wanted, chosen), len(wanted)):
        save_note(one.note, out)
        written.append(one)
    show(notes_table(written))
    for code, count in Counter(one.failure for one in written if one.failure).items():
        show(f"{code}: {count}")


@bench.command("findings")
def bench_findings(
    statements: Annotated[Path, typer.Argument(help="JSON lines, one statement each.")],
    cases: Annotated[Path, typer.Option("--cases", help="Folder with case files.")],
    out: Annotated[Path, typer.Option("--out", help="File for the findings, JSON lines.")],
) -> None:
    """Check every statement against its conversation."""
    rows = read_statements(statements)
    known = read_cases(cases)
    folder_for_results(out.parent)
    checked = tuple(watched(check_statements(rows, known), len(rows)))
    keep("".join(one.line() + "\n" for one in checked), out)
    show(findings_table(caught(rows, checked), false_alarms(rows, checked)))


@bench.command("speech")
def bench_speech(
    cases: Cases,
    audio: Annotated[Path, typer.Argument(help="Folder with the recordings of the cases.")],
    model: Annotated[str, typer.Option(help="Name or folder of the speech model.")],
    out: Out,
    vocabulary: Annotated[
        bool, typer.Option("--vocabulary", help="Give the words to expect.")
    ] = False,
    second: Annotated[
        bool, typer.Option(help="Listen a second time, with the same without it beside it.")
    ] = False,
    bare: Annotated[bool, typer.Option(help="Bare faster-whisper beside it.")] = True,
    mono: Annotated[bool, typer.Option("--mono", help="Calls from one microphone too.")] = False,
    threads: Annotated[int, typer.Option(help="Processor threads; 0: those that were best.")] = 0,
    only: Annotated[str, typer.Option(help="Ids of cases, with commas between.")] = "",
) -> None:
    """Hear the recordings of the cases and count what is heard wrong, and what it costs."""
    wanted = frozenset(only.split(",")) if only else None
    chosen = [case for case in read_cases(cases) if wanted is None or case.id in wanted]
    recordings = find_recordings(chosen, audio, mono=mono)
    desk = open_desk(paths.home())
    folder = choose_model(desk, model, "speech")
    threads = threads or best_threads(folder)
    speech_model = load_speech(folder, threads)
    folder_for_results(out)
    with bare_whisper(folder, threads) if bare else nullcontext() as beside:
        work = measure(recordings, speech_model, vocabulary=vocabulary, second=second, bare=beside)
        figures = [_kept(heard, out) for heard in watched(work, len(recordings))]
    report = SpeechReport(
        model=speech_model.name,
        vocabulary=vocabulary,
        second=second,
        cases=tuple(figures),
        totals=totals(figures),
    )
    keep(report.model_dump_json(indent=1) + "\n", out / "speech.json")
    keep(speech_page(report, _live(out), screen_language()), out / "speech.html")
    for what in (speech_table(report), marks_table(report), legend()):
        show(what)


def _kept(heard: HeardCase, folder: Path) -> CaseFigures:
    file = folder / f"{heard.figures.case_id}.json"
    keep(heard.transcript.model_dump_json(indent=1) + "\n", file)
    return heard.figures


def _live(folder: Path) -> LiveFigures | None:
    """What `griffel bench live` measured before, if it was told to keep it there."""
    file = folder / LIVE
    if not file.is_file():
        return None
    try:
        return LiveFigures.model_validate_json(file.read_bytes())
    except (OSError, ValueError):  # of another version
        return None
