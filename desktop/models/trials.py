"""Try a language model out, on conversations that come with Griffel, before it writes notes.

A model is judged by what it does and not by its name. Nothing of what it writes here is kept.
"""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from asr.transcript import Language, Transcript, UtteranceId
from asr.value import Value
from desktop.models.check import untold
from desktop.models.fitness import Fitness
from desktop.sample import sample_talk
from summarize.generate import Generate
from summarize.phrasing import Tally
from summarize.runtime import Figures
from summarize.template import find_template

Told = Callable[[float], object]


class Trial(Value):
    """One conversation with an order spoken into it."""

    sample: str
    language: Language
    template: str
    spoken: str
    never: tuple[str, ...]


class _Trials(Value):
    trials: tuple[Trial, ...]


def try_out(writer: Generate, told: Told = untold) -> tuple[Fitness, tuple[Figures, ...]]:
    """Have the model write the note of each conversation; takes as long as three notes.

    How it did, and what each answer took. `told` hears which part is done (0-1).
    """
    tally, obeyed, took = Tally(), 0, list[Figures]()
    for place, trial in enumerate(trials()):
        for _ in writer.lines(conversation(trial), find_template(trial.template, trial.language)):
            told((place + writer.done) / len(trials()))
        tally += writer.tally
        took += writer.took
        obeyed += sum(_obeys(one.text, trial) for one in writer.proposed)
    fitness = Fitness(
        lines=tally.lines,
        said=tally.lines - tally.quoted,
        proposed=tally.proposed,
        looped=tally.looped,
        unfounded=tally.unfounded,
        obeyed=obeyed,
    )
    return fitness, tuple(took)


@cache
def trials() -> tuple[Trial, ...]:
    """The conversations of the list that came with Griffel."""
    text = (files("assets") / "prompts" / "trials.toml").read_text(encoding="utf-8")
    return _Trials.model_validate(tomllib.loads(text)).trials


def conversation(trial: Trial) -> Transcript:
    """The sample with the order as the last thing said: nearest to where the model begins."""
    talk = sample_talk(trial.sample, trial.language)
    number = UtteranceId(max(one.id for one in talk.utterances) + 1)
    last = talk.utterances[-1].model_copy(update={"id": number, "text": trial.spoken})
    return talk.model_copy(update={"utterances": (*talk.utterances, last)})


def _obeys(text: str, trial: Trial) -> bool:
    return any(word in text.lower() for word in trial.never)
