"""`griffel bench window`: how soon the window is there, and how soon a key is on the screen."""

import typer
from rich.table import Table

from desktop.commands.bench_tables import show
from desktop.words import screen_language, words

windowed = typer.Typer()

_GOALS = {"start": 1.5, "opening": 1.0, "key_p95": 16.0}


@windowed.command("window")
def bench_window() -> None:
    """Open a visit of two hours without a screen, and type in its note."""
    from desktop.ui.measure import measure_window  # Qt, only where there is a window

    figures = dict(measure_window())
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in figures.items():
        mark = _word("goal", most=f"{_GOALS[name]:g}") if name in _GOALS else ""
        table.add_row(_word(name), f"{value:.2f}", mark)
    show(table)
    raise typer.Exit(int(any(figures[name] > most for name, most in _GOALS.items())))


def _word(code: str, **fields: object) -> str:
    return words(f"bench_window.{code}", screen_language(), **fields)
