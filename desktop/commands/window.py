"""`griffel` and `griffel open`: the window."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from desktop import paths

window = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@window.command(name="open")
def open_window(
    library: Annotated[
        Path | None, typer.Option(help="The folder of the library; Griffel's own if not given.")
    ] = None,
) -> None:
    """Open the window, as `griffel` alone does."""
    from desktop.ui.application import open_window as show  # Qt, only where there is a window

    raise typer.Exit(show(library or paths.home()))


def run_window(order: list[str]) -> None:
    """Open the window without loading any other command: they bring Whisper and half a second."""
    sys.exit(window(order[1:]))
