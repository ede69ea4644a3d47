"""`griffel demo`: the whole road on the bundled sample, as a newcomer's first look."""

import json
import time
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer
from rich.rule import Rule

from asr.audio import open_sound
from asr.hear import Listening
from asr.transcript import Language, Transcript
from desktop.app import open_passing_desk
from desktop.bench.word_errors import differences, number_fair_words
from desktop.commands.screen import console, listened, show_note, show_transcript
from desktop.consultation import Draft, Recorded, Transcribed
from desktop.desk import Desk
from desktop.erasure import erase_due
from desktop.errors import NotApproved
from desktop.export import FORMATS
from desktop.models.hearing import load_speech
from desktop.rules import choose_model
from desktop.words import words
from desktop.workflow import approve, export, record, summarise, tick, transcribe, waive
from summarize.summarize import find_writer
from summarize.template import find_template

demo = typer.Typer()

_MODEL = "whisper-base"
_SHOWN = 8  # misheard places shown


@demo.command("demo")
def walk_the_road(
    language: Annotated[Language, typer.Option(help="Which sample.")] = "nl",
    out: Annotated[Path, typer.Option(help="Folder for everything it makes.")] = Path("out/demo"),
) -> None:
    """Record, transcribe, summarise, correct, approve and export the bundled sample."""
    started, screen = time.monotonic(), console()
    screen.print(words("demo.title", language))
    screen.print(words("demo.intro", language, model=_MODEL))
    with open_passing_desk(out) as desk:
        transcribed = _hear(desk, _record(desk, language), language)
        screen.print(Rule(words("road.transcript", language), align="left"))
        show_transcript(transcribed.transcript, language)
        _show_how_well(transcribed.transcript, language)
        template = find_template("soep" if language == "nl" else "soap", language)
        draft = summarise(desk, transcribed, template, find_writer("extract"))
        screen.print(Rule(words("road.draft", language), align="left"))
        show_note(draft.note, draft.transcript, language)
        _approve_and_export(desk, draft, out, language)
    seconds = f"{time.monotonic() - started:.0f}"
    screen.print(words("demo.seconds", language, seconds=seconds))


def _record(desk: Desk, language: Language) -> Recorded:
    sample = files("assets") / "sample" / f"{language}.ogg"
    with as_file(sample) as file, open_sound(file) as sound:
        keeping = record(desk, sound, sound.channels, language, data="fictional")
        while True:
            try:
                next(keeping)
            except StopIteration as kept:
                recorded: Recorded = kept.value
                return recorded


def _hear(desk: Desk, recorded: Recorded, language: Language) -> Transcribed:
    listener = load_speech(choose_model(desk, _MODEL, "speech"))
    how = Listening(language=language)
    sound = desk.recordings.open(recorded.id)
    work = transcribe(desk, recorded.id, sound, listener, how)
    return listened(work, recorded.seconds, language)


def _show_how_well(transcript: Transcript, language: Language) -> None:
    """Compare with the true text, which a sample has and a consultation has not."""
    text = (files("assets") / "sample" / f"{language}.json").read_text(encoding="utf-8")
    true = " ".join(turn["text"] for turn in json.loads(text)["turns"])
    heard = " ".join(utterance.text for utterance in transcript.utterances)
    said, got = number_fair_words(true, language), number_fair_words(heard, language)
    wrong, places = differences(said, got)
    right = f"{100 * (1 - wrong / len(said)):.0f}"
    screen = console()
    screen.print(words("demo.heard_right", language, words=len(said), right=right))
    screen.print(words("demo.truth", language, count=min(_SHOWN, len(places))))
    nothing = words("demo.nothing", language)
    for was, became in places[:_SHOWN]:
        line = words("demo.said_heard", language, said=was or nothing, heard=became or nothing)
        screen.print(f"   {line}")


def _approve_and_export(desk: Desk, draft: Draft, out: Path, language: Language) -> None:
    screen, forms = console(), tuple(FORMATS)
    try:
        export(desk, draft, forms[0], out)
    except NotApproved:
        screen.print(words("demo.refused", language))
    for statement in draft.open_findings:
        draft = tick(desk, draft, statement)
    for omission in draft.blocking_omissions:
        draft = waive(desk, draft, omission.key)
    approved = approve(desk, draft, words("demo.approver", language))
    seal = approved.approval.text_sha256[:16]
    name = approved.approval.by
    screen.print(words("road.approved", language, name=name, seal=seal))
    screen.print(words("demo.exported", language))
    for form in forms:
        screen.print(f"   {export(desk, approved, form, out)}")
    if erase_due(desk, approved.id):
        screen.print(words("demo.erased", language))
