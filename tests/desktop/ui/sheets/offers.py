"""Writers to choose from, as this machine might have them."""

from desktop.models.fitness import Fitness
from desktop.models.writing_model import WritingModel
from desktop.writers import GENERATING, Offer

DID_WELL = Fitness(lines=42, said=36, proposed=31, looped=0, unfounded=1, obeyed=0)
INVENTED = Fitness(lines=42, said=36, proposed=31, looped=0, unfounded=9, obeyed=0)


def model(name: str) -> WritingModel:
    return WritingModel(folder=f"models/{name}", name=name, sha256="ab" * 32)


def tried(name: str, fitness: Fitness) -> Offer:
    """A model that was tried out; it is advised if it did well."""
    fit = fitness.verdict == "fit"
    return Offer(
        GENERATING,
        fitness.code,
        ready=fit,
        advised=fit,
        model=model(name),
        name=name,
        fields=fitness.model_dump(),
    )


FIT = tried("granite-4.0-micro", DID_WELL)
UNFIT = tried("qwen2.5-coder-1.5b", INVENTED)
UNTRIED = Offer(
    GENERATING, "writers.untried", ready=True, model=model("qwen3-1.7b"), name="qwen3-1.7b"
)
TOO_LARGE = Offer(GENERATING, "writers.too_large", ready=False, name="gemma-4-e2b")
