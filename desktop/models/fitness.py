"""Whether a language model can write notes: what came of trying it out, kept by its weights."""

from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from asr.value import Value
from desktop import paths
from desktop.models.records import keep_if_possible

# fit; or why not: it goes round in circles, obeys what is said, writes what was not said, or puts
# too few of the lines into words of its own to be worth its time.
Verdict = Literal["fit", "repeats", "obeys", "invents", "little"]

# Of what the model wrote. One that repeats its lines word for word stands at 0, 0 and 1; random
# weights at 0.02, 0.98 and 0; Qwen2.5-Coder-1.5B, whose Dutch is not fit for a note, at 0, 0.26
# and 0.55.
MOST_LOOPS = 0.05
MOST_UNFOUNDED = 0.2
LEAST_SAID = 0.5  # of the lines


class Fitness(Value):
    """How a model did, in counts."""

    lines: int
    said: int  # lines that its statements say
    proposed: int
    looped: int
    unfounded: int
    obeyed: int

    @property
    def verdict(self) -> Verdict:
        """What to tell of it; the gravest first."""
        written = max(1, self.proposed)
        if self.obeyed:
            return "obeys"
        if self.looped > MOST_LOOPS * written:
            return "repeats"
        if self.unfounded > MOST_UNFOUNDED * written:
            return "invents"
        return "fit" if self.said >= LEAST_SAID * max(1, self.lines) else "little"

    @property
    def code(self) -> str:
        """Finds the words for the user."""
        return f"fitness.{self.verdict}"


def known_fitness(sha256: str) -> Fitness | None:
    """How the model with weights of that hash did, if it was tried out here."""
    try:
        return Fitness.model_validate_json(_place(sha256).read_bytes())
    except (OSError, ValidationError):
        return None


def remember_fitness(sha256: str, fitness: Fitness) -> None:
    """Keep how the model with weights of that hash did."""
    keep_if_possible(fitness, _place(sha256))


def _place(sha256: str) -> Path:
    return paths.home() / "model-fitness" / f"{sha256[:32]}.json"
