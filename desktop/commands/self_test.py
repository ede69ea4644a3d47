"""`griffel --self-test`: does this Griffel do on this machine what it is for?"""

import typer

from desktop.commands.screen import console
from desktop.self_test import walk
from desktop.words import screen_language, words


def run_self_test() -> None:
    """Walk the road and show each step; ends non-zero where one did not hold."""
    screen, language = console(), screen_language()
    failed = 0
    for outcome in walk():
        step = words(f"self_test.{outcome.step}", language)
        if outcome.held:
            screen.print(words("self_test.held", language, step=step))
        else:
            failed += 1
            screen.print(words("self_test.failed", language, step=step, where=outcome.failure))
    if failed:
        screen.print(words("self_test.not_well", language, count=failed))
        raise typer.Exit(1)
    screen.print(words("self_test.well", language))
