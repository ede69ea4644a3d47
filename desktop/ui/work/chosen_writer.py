"""Who writes a kind of note, chosen without the screen standing still."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.policy import Policy
from desktop.settings import Settings
from desktop.ui.work.beside import beside
from desktop.words import Problem
from desktop.writers import Offer, chosen, wanted_model
from summarize.writer import Length

Chosen = tuple[Offer, Length]


def choose_writer(
    owner: QObject,
    settings: Settings,
    template: str,
    policy: Policy,
    done: Callable[[Chosen], object],
    failed: Callable[[Problem], object],
) -> None:
    """Without a model that is at once; with one it may have to be read through first, which takes
    seconds."""
    choose = partial(chosen, settings, template, policy)
    if wanted_model(settings, template):
        beside(owner, choose, done, failed)
    else:
        done(choose())
