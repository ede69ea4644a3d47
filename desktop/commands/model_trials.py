"""The trial that a model gets on the command line, and what it showed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from asr.transcript import Language
from desktop.commands.writer import told
from desktop.models import look_at
from desktop.models.catalogue import Model
from desktop.models.fitness import known_fitness, remember_fitness
from desktop.models.hearing import load_speech
from desktop.models.listening_model import ListeningModel
from desktop.models.pace import SpeechPace, WriterPace, remember_pace, speech_pace, writer_pace
from desktop.models.pace_words import measured_told, pace_told
from desktop.models.speech_trial import sample_sound, try_speech
from desktop.models.writer_trial import try_writer
from desktop.models.writing import load_writer
from desktop.models.writing_model import WritingModel
from desktop.words import screen_language, words
from summarize.generate import Generate

Told = Callable[[float], object]


def try_model(model: Model, *, again: bool = False) -> None:
    """Try a model out that is here, if that was not done on this machine or is to be done again."""
    if model.kind == "speech":
        listening = ListeningModel.of(look_at(model.name, "speech"))
        if again or speech_pace(listening.sha256) is None:
            _try_speech(listening)
        show_speed(speech_pace(listening.sha256))
    elif find_spec("xllamacpp") is None:
        typer.echo(words("writers.no_runtime", screen_language()))
    else:
        writing = WritingModel.of(look_at(model.name, "writer"))
        fitness = known_fitness(writing.sha256)
        if again or fitness is None:
            _try_writer(writing)
            fitness = known_fitness(writing.sha256)
        if fitness is not None:
            typer.echo(told(fitness))
        show_speed(writer_pace(writing.sha256))


def show_speed(pace: SpeechPace | WriterPace | None, indent: str = "") -> None:
    """What was measured, and what that means."""
    if pace is not None:
        for said in (pace_told, measured_told):
            typer.echo(indent + said(pace, screen_language()))


def _try_speech(model: ListeningModel) -> None:
    here = look_at(model.name, "speech")
    language = screen_language()
    typer.echo(words("pace.trying_speech", language))
    with _shown(language) as told_of:
        trial = try_speech(
            model.sha256, lambda threads: load_speech(here.folder, threads), sample_sound()
        )
        while True:
            try:
                told_of(next(trial))
            except StopIteration as ended:
                pace: SpeechPace = ended.value
                break
    remember_pace(pace)


def _try_writer(model: WritingModel) -> None:
    def load(threads: int) -> Generate:
        return load_writer(model.model_copy(update={"threads": threads}))

    typer.echo(words("fitness.trying", screen_language()))
    with _shown(screen_language()) as told_of:
        fitness, pace = try_writer(model.sha256, load, told_of)
    remember_fitness(model.sha256, fitness)
    if pace is not None:
        remember_pace(pace)


@contextmanager
def _shown(language: Language) -> Iterator[Told]:
    """A bar on the error stream while there is a person to look at it."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done: None
        return
    columns = (TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(words("models_screen.trying", language), total=1.0)
        yield lambda done: shown.update(task, completed=done)
