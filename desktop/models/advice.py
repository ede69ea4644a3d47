"""Which speech model to take on this machine: the best that its memory and its cores can carry.

What was measured here decides. Where nothing was, it is expected: from another model that was
measured, by how much the two compute, or from the number of cores alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from asr.transcript import Language
from desktop.models.catalogue import Model
from desktop.models.hearing_memory import memory_for
from desktop.models.memory import all_memory
from desktop.models.pace import KEEPS_UP, TEN_MINUTES, SpeechPace, cores, speech_counts
from desktop.models.pace_words import gigabytes_told, pace_told, time_told
from desktop.words import words

# The best first, by how well they hear Dutch: turbo as well as the larger one, in less time.
BEST_FIRST = (
    "whisper-large-v3-turbo",
    "whisper-large-v3",
    "whisper-medium",
    "whisper-small",
    "whisper-base",
    "whisper-tiny",
)
# These hear too little of Dutch for practice, however fast they are.
TOO_SMALL = ("whisper-base", "whisper-tiny")
_WEAKEST = "whisper-small"  # where nothing better can be carried

# Of the memory of a machine, the part that one model may take: the desktop has its own, and so has
# the model that writes beside one that listens.
MOST_OF_MEMORY = 0.5
# Seconds of one core that whisper-base takes for a second of conversation: 0.12 to 0.25 were seen.
_ONE_CORE = 0.2

PaceOf = Callable[[Model], SpeechPace | None]


@dataclass(frozen=True)
class Machine:
    """What counts of this machine. Memory in bytes; None: nobody tells."""

    cores: int
    memory: int | None

    @classmethod
    def here(cls) -> "Machine":
        """This one."""
        return cls(cores(), all_memory())


@dataclass(frozen=True)
class Carried:
    """How a machine carries a speech model. `work`: seconds for a second of conversation."""

    fits: bool  # in its memory
    work: float | None = None  # None: nobody knows
    pace: SpeechPace | None = None  # if it was measured
    need: int = 0  # bytes
    memory: int = 0

    @property
    def well(self) -> bool:
        """Whether its text is there while a conversation is recorded, as far as is known."""
        return self.fits and (self.work is None or self.work <= KEEPS_UP)

    def told(self, language: Language) -> str:
        """What to say of it; "" where there is nothing to warn of and nothing was measured."""
        if not self.fits:
            need, have = (gigabytes_told(one, language) for one in (self.need, self.memory))
            return words("pace.no_memory", language, need=need, have=have)
        if self.pace is not None:
            return pace_told(self.pace, language)
        if self.well or self.work is None:
            return ""
        time = time_told(self.work * TEN_MINUTES, language)
        return words("pace.expected_behind", language, time=time)


def carried(models: Iterable[Model], pace_of: PaceOf, machine: Machine) -> Mapping[str, Carried]:
    """How the machine carries each of these speech models, by name."""
    listed = tuple(models)
    paces = {model.name: pace_of(model) for model in listed}
    known = [
        pace.work / model.effort
        for model in sorted(listed, key=lambda model: model.effort or 0.0)
        if model.effort and (pace := paces[model.name]) is not None
    ]
    one = known[-1] if known else _ONE_CORE / speech_counts(machine.cores)[0]
    return {model.name: _carried(model, paces[model.name], one, machine) for model in listed}


def advised(models: Iterable[Model], how: Mapping[str, Carried]) -> str:
    """The name of the model to take, here or not; "" where the machine carries none."""
    there = {model.name for model in models}
    good = [name for name in BEST_FIRST if name in there and name not in TOO_SMALL]
    well = next((name for name in good if how[name].well), "")
    if well:
        return well
    return _WEAKEST if _WEAKEST in good and how[_WEAKEST].fits else ""


def _carried(model: Model, pace: SpeechPace | None, one: float, machine: Machine) -> Carried:
    need, memory = memory_for(model.main.bytes or 0), machine.memory
    expected = one * model.effort if model.effort else None
    return Carried(
        fits=memory is None or need <= MOST_OF_MEMORY * memory,
        work=pace.work if pace is not None else expected,
        pace=pace,
        need=need,
        memory=memory or 0,
    )
