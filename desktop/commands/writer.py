"""The writer that a command names, with its model; and what is known against that."""

from typing import Annotated

import typer

from desktop.desk import Desk
from desktop.models.errors import ModelUnknown
from desktop.models.fitness import Fitness, known_fitness
from desktop.models.writing import load_writer
from desktop.models.writing_model import WritingModel
from desktop.rules import choose_writing_model
from desktop.words import screen_language, words
from desktop.writers import GENERATING
from summarize.summarize import find_writer
from summarize.writer import Writer

ModelOption = Annotated[
    str, typer.Option("--model", help="The model of the writer generate: its name, or a folder.")
]


def named_writer(desk: Desk, writer: str, model: str) -> Writer:
    """The writer of that name; one with a model needs the model by name or by folder."""
    if writer != GENERATING:
        return find_writer(writer)
    if not model:
        raise ModelUnknown
    chosen = choose_writing_model(desk, model)
    warn_unfit(chosen)
    return load_writer(chosen)


def told(fitness: Fitness) -> str:
    """What to say of a model after that."""
    return words(fitness.code, screen_language(), **fitness.model_dump())


def warn_unfit(model: WritingModel) -> None:
    """Say on the error stream what is known against the model."""
    fitness = known_fitness(model.sha256)
    if fitness is not None and fitness.verdict != "fit":
        typer.echo(told(fitness), err=True)
