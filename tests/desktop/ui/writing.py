"""A language model that was chosen to write, as the screens see it."""

from collections.abc import Callable

import pytest

from desktop.models.writing_model import WritingModel
from desktop.policy import Policy
from desktop.settings import Settings, WriterChoice
from desktop.ui.practice import Practice
from desktop.ui.work import chosen_writer
from desktop.writers import GENERATING, Offer, with_choice
from summarize.errors import AnswerBroken
from summarize.note import Made
from summarize.writer import Length

MODEL = WritingModel(folder="model", name="by-hand", sha256="ab" * 32)
OFFER = Offer(GENERATING, "fitness.fit", ready=True, model=MODEL, name=MODEL.name)
MADE = Made(writer=GENERATING, version="1.0", model=MODEL.name, sha256=MODEL.sha256)


def choose_model(
    practice: Practice,
    monkeypatch: pytest.MonkeyPatch,
    offer: Offer = OFFER,
    look: Callable[[], object] = lambda: None,
) -> None:
    """Have that model write every SOEP of this practice, in short; `offer` is what comes of it.

    `look` is what happens while the model is looked at; it may wait, or fail.
    """

    def chosen(settings: Settings, template: str, policy: Policy) -> tuple[Offer, Length]:
        look()
        return offer, "short"

    monkeypatch.setattr(chosen_writer, "chosen", chosen)
    choice = WriterChoice(writer=GENERATING, model=MODEL.name, length="short")
    practice.settings = with_choice(practice.settings, "soep", choice)


def cannot_be_looked_at() -> None:
    """Where the model is gone while it is looked at."""
    raise AnswerBroken
