"""The command line as a whole, and its outermost frame: every problem ends in plain words."""

import sys
import traceback
from importlib.metadata import version
from typing import Annotated

import typer
from typer.exceptions import TyperException

from asr.errors import HearingError
from desktop.commands.access import access
from desktop.commands.audit import audit
from desktop.commands.bench import bench
from desktop.commands.demo import demo
from desktop.commands.library import library
from desktop.commands.models import models
from desktop.commands.policy import policy
from desktop.commands.record import recording
from desktop.commands.retention import retention
from desktop.commands.road import road
from desktop.commands.screen import trouble
from desktop.commands.vault import vault
from desktop.commands.window import open_window, window
from desktop.errors import GriffelError
from desktop.words import explain, screen_language, words
from summarize.errors import WritingError

_INTERRUPTED = 128 + 2  # as shells count: 128 and the number of the signal

griffel = typer.Typer(
    help="Griffel listens to a consultation on this machine and drafts the note.",
    # A traceback with local variables would put the conversation on the screen and into logs.
    pretty_exceptions_enable=False,
    add_completion=False,
)
griffel.registered_commands += [
    *window.registered_commands,
    *demo.registered_commands,
    *recording.registered_commands,
    *road.registered_commands,
    *access.registered_commands,
]
griffel.add_typer(models, name="models")
griffel.add_typer(bench, name="bench")
griffel.add_typer(audit, name="audit")
griffel.add_typer(retention, name="retention")
griffel.add_typer(policy, name="policy")
griffel.add_typer(vault, name="vault")
griffel.add_typer(library, name="library")


def run() -> None:
    """Run a command; exit 0 when it did what was asked, 1 when not, 2 on unclear orders."""
    try:
        ended = griffel(standalone_mode=False)  # an exit code, if a command did not run to its end
        if ended == _INTERRUPTED:
            raise KeyboardInterrupt
        sys.exit(ended)
    except (HearingError, WritingError, GriffelError) as problem:
        trouble().print(explain(problem, screen_language()))
        sys.exit(1)
    except (KeyboardInterrupt, typer.Abort):
        trouble().print(words("road.cancelled", screen_language()))
        sys.exit(_INTERRUPTED)
    except TyperException as problem:
        trouble().print(problem.format_message())
        sys.exit(problem.exit_code)
    except Exception as problem:
        where = traceback.extract_tb(problem.__traceback__)[-1]
        place = f"{type(problem).__name__} {where.name}:{where.lineno}"
        trouble().print(words("road.unexpected", screen_language(), where=place))
        sys.exit(1)


@griffel.callback(invoke_without_command=True)
def _about(
    context: typer.Context,
    shown: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    self_test: Annotated[
        bool, typer.Option("--self-test", help="Walk the whole road once, and say what failed.")
    ] = False,
) -> None:
    if shown:
        typer.echo(f"griffel {version('griffel')}")
        raise typer.Exit
    if self_test:
        from desktop.commands.self_test import run_self_test

        run_self_test()
        raise typer.Exit
    if context.invoked_subcommand is None:
        open_window()
