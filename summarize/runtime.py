"""The seam under the writer that generates: what runs a language model on this machine."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Protocol

# A JSON schema: what the answer of a model is forced to look like.
Schema = Mapping[str, object]


@dataclass(frozen=True)
class Prompt:
    """What a model is asked. Of two prompts the part that is the same is read once."""

    instructions: str
    question: str


@dataclass(frozen=True)
class Figures:
    """What one reading or one answer took, as the runtime itself counts."""

    known: int = 0  # tokens of the prompt that were read before
    read: int = 0  # and those that were read now
    written: int = 0
    read_seconds: float = 0.0
    write_seconds: float = 0.0


class NoRoom(Exception):
    """The prompt, or the prompt with its answer, does not fit in what the model can hold."""


class Left(Exception):
    """Nobody waits for this any more."""


def always() -> bool:
    """Wanted to its end."""
    return True


class Runtime(Protocol):
    """One model, loaded. It does one thing at a time.

    No token that steers the model can come out of a prompt's text, whatever that text is.
    """

    @property
    def figures(self) -> Figures:
        """Of what was done last."""

    def read(self, prompt: Prompt, wanted: Callable[[], bool] = always) -> None:
        """Take the prompt in, so that a longer one which begins the same is read faster.

        Asked now and then whether it still is wanted; what was read until then counts.
        """

    def write(self, prompt: Prompt, schema: Schema, most: int) -> Generator[str, None, None]:
        """The answer, piece by piece; together they are JSON of that schema.

        Leaving the iterator early ends the work. NoRoom: the answer did not end by itself within
        `most` tokens or within the room of the model; what came of it is worth nothing.
        """
