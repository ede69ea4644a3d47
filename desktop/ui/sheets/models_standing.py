"""How each model of the list stands on this machine: here, whole, allowed, and where from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from desktop.models import models_folder
from desktop.models.catalogue import Kind, Model, catalogue
from desktop.models.errors import ModelSourceMissing
from desktop.models.folder import ModelFolder
from desktop.models.sources import Packages
from desktop.models.writing_model import WritingModel
from desktop.policy import Policy
from desktop.writers import Offer, offers

# The best for practice first: turbo hears as well as the larger one in a fraction of the time.
_BEST = (
    "whisper-large-v3-turbo",
    "whisper-large-v3",
    "whisper-medium",
    "whisper-small",
    "whisper-base",
    "whisper-tiny",
)

State = Literal["absent", "here", "damaged"]
# fit or unfit for notes, as it showed; not tried out yet; or this machine cannot run it.
Writes = Literal["fit", "unfit", "untried", "cannot"]


@dataclass(frozen=True)
class Standing:
    """One model. `packed`: the packages that carry it are installed.

    `offer`: what it is as a writer, if it is one and is here.
    """

    model: Model
    state: State
    allowed: bool
    packed: bool
    offer: Offer | None = None

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
    def to_try(self) -> WritingModel | None:
        """The model, where it is not known whether it can write notes."""
        return self.offer.model if self.offer is not None and self.writes == "untried" else None


def standings(policy: Policy, kind: Kind | None = None) -> tuple[Standing, ...]:
    """Every model of that kind, the best first.

    May read gigabytes the first time.
    """
    folder = models_folder()
    wanted = [model for model in catalogue().models if kind in (None, model.kind)]
    writers = {} if kind == "speech" else {one.name: one for one in offers(policy)}
    found = [standing(model, policy, folder, writers.get(model.name)) for model in wanted]
    return tuple(sorted(found, key=_place))


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
    return Standing(model, state, allowed, _is_packed(model), offer)


def best_usable(found: tuple[Standing, ...]) -> str:
    """The name of the speech model to take where nobody chose: the largest that is usable."""
    usable = [one.model for one in found if one.usable and one.model.kind == "speech"]
    # turbo hears as well as the twice as large one, in a fraction of the time
    ranked = sorted(usable, key=lambda model: ("turbo" in model.name, model.bytes))
    return ranked[-1].name if ranked else ""


def _place(one: Standing) -> tuple[int, bool]:
    """Where it is shown; of others what is here comes first."""
    name = one.model.name
    return (_BEST.index(name) if name in _BEST else len(_BEST)), one.state == "absent"


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
