"""How each model of the list stands on this machine: here, whole, allowed, and where from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from asr.transcript import Language
from desktop.models import models_folder
from desktop.models.advice import BEST_FIRST, TOO_SMALL, Carried, Machine, advised, carried
from desktop.models.catalogue import Kind, Model, catalogue
from desktop.models.errors import ModelSourceMissing
from desktop.models.fetch import can_fetch
from desktop.models.folder import ModelFolder
from desktop.models.listening_model import ListeningModel
from desktop.models.pace import speech_pace
from desktop.models.sources import Packages
from desktop.policy import Policy
from desktop.ui.sheets.models_trials import ModelToTry
from desktop.words import words
from desktop.writers import Offer, offers

State = Literal["absent", "here", "damaged"]
# fit or unfit for notes, as it showed; not tried out yet; or this machine cannot run it.
Writes = Literal["fit", "unfit", "untried", "cannot"]


@dataclass(frozen=True)
class Standing:
    """One model. `packed`: the packages that carry it are installed.

    `offer`: what it is as a writer, if it is one and is here. `carried`: how this machine carries
    it, if it listens; `advised`: it is the one to take.
    """

    model: Model
    state: State
    allowed: bool
    packed: bool
    offer: Offer | None = None
    carried: Carried | None = None
    advised: bool = False
    listening: ListeningModel | None = None  # if it listens and can
    fetchable: bool = False  # from the hub, by this user
    fetched: int = 0  # bytes that wait for the rest

    @property
    def usable(self) -> bool:
        """Whether it can be chosen."""
        return self.state == "here" and self.allowed

    @property
    def writes(self) -> Writes | None:
        """How it stands as a writer; None: it is none, or there is nothing to say of it."""
        if self.offer is None or not self.usable:
            return None
        if self.offer.model is None:
            return "cannot"
        if self.offer.code == "writers.untried":
            return "untried"
        return "fit" if self.offer.ready else "unfit"

    @property
    def untried(self) -> bool:
        """Whether it can be tried out, and was not, or not on this machine as it is now."""
        if not self.usable:
            return False
        if self.offer is not None:
            return self.offer.model is not None and (
                self.offer.code == "writers.untried" or self.offer.pace is None
            )
        return self.carried is not None and self.carried.pace is None

    @property
    def is_slow(self) -> bool:
        """Whether it was measured, and is too slow here."""
        if self.offer is not None:
            return self.offer.is_slow
        return self.carried is not None and self.carried.pace is not None and not self.carried.well

    @property
    def to_try(self) -> ModelToTry | None:
        """The model, where trying it out would show something; one that was slow may be faster
        when the machine does nothing else."""
        if not (self.usable and (self.untried or self.is_slow)):
            return None
        return self.offer.model if self.offer is not None else self.listening

    def speed(self, language: Language) -> str:
        """How fast it is on this machine and whether it is the one to take, as far as is known."""
        told = self.carried.told(language) if self.carried is not None else ""
        if self.offer is not None:
            told = self.offer.speed(language)
        if not told and self.untried and self.writes != "untried":
            told = words("pace.unknown", language)
        best = words("pace.advised", language) if self.advised else ""
        return " ".join(filter(None, (best, told)))

    @property
    def is_heavy(self) -> bool:
        """Whether this machine does not carry it, as was measured or is expected."""
        return self.is_slow or (self.carried is not None and not self.carried.well)


def standings(policy: Policy, kind: Kind | None = None) -> tuple[Standing, ...]:
    """Every model of that kind, the best first.

    May read gigabytes the first time.
    """
    folder = models_folder()
    wanted = [model for model in catalogue().models if kind in (None, model.kind)]
    writers = {} if kind == "speech" else {one.name: one for one in offers(policy)}
    found = [standing(model, policy, folder, writers.get(model.name)) for model in wanted]
    return tuple(sorted(_carried_here(found, folder), key=_place))


def standing(
    model: Model, policy: Policy, folder: ModelFolder, offer: Offer | None = None
) -> Standing:
    """How one model stands."""
    sha256, listed = folder.weights(model.name), model.main.sha256 is not None
    state: State = "absent"
    if folder.has(model.name):
        state = "here" if folder.is_whole(model.name) else "damaged"
    known = policy.allows_model(sha256, listed=listed)
    allowed = known or (state == "absent" and not sha256 and _allows_others(policy))
    listening = None
    if state == "here" and model.kind == "speech":
        place = str(folder.open(model.name))
        listening = ListeningModel(folder=place, name=model.name, sha256=sha256)
    return Standing(
        model,
        state,
        allowed,
        _is_packed(model),
        offer,
        listening=listening,
        fetchable=policy.models.hub and can_fetch(model),
        fetched=folder.fetched_of(model.name),
    )


def best_usable(found: tuple[Standing, ...]) -> str:
    """The name of the speech model to take where nobody chose: the largest that is usable, of
    those that this machine carries and that hear enough where there is one."""
    usable = [one for one in found if one.usable and one.model.kind == "speech"]
    good = [one for one in usable if one.model.name not in TOO_SMALL and not one.is_heavy]
    ranked = sorted((one.model for one in good or usable), key=_rank)
    return ranked[-1].name if ranked else ""


def _rank(model: Model) -> tuple[bool, int]:
    """Turbo hears as well as the twice as large one, in a fraction of the time."""
    return "turbo" in model.name, model.bytes


def _carried_here(found: Sequence[Standing], folder: ModelFolder) -> Iterator[Standing]:
    """The same, with how this machine carries those that listen."""
    models = [one.model for one in found if one.model.kind == "speech"]
    how = carried(models, lambda model: speech_pace(folder.weights(model.name)), Machine.here())
    best = advised([one.model for one in found if one.allowed and one.model in models], how)
    for one in found:
        name = one.model.name
        yield replace(one, carried=how.get(name), advised=name == best)


def _place(one: Standing) -> tuple[bool, int, bool]:
    """Where it is shown: the one to take on this machine first; of others what is here."""
    name = one.model.name
    rank = BEST_FIRST.index(name) if name in BEST_FIRST else len(BEST_FIRST)
    return not one.advised, rank, one.state == "absent"


def _allows_others(policy: Policy) -> bool:
    """Whether weights that the list does not know may be allowed: that is seen when they are in."""
    known = {model.main.sha256 for model in catalogue().models}
    return not known.issuperset(policy.models.sha256 or ())


def _is_packed(model: Model) -> bool:
    if not model.packages:
        return False
    nowhere, packages = Path(), Packages()
    try:
        for file in model.files:
            packages.parts(file, nowhere)
    except ModelSourceMissing:
        return False
    return True
