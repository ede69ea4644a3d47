"""Every model Griffel knows: its files, their hashes, and where each may come from."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import Field, model_validator

from asr.transcript import Language
from asr.value import Value

Kind = Literal["speech", "writer"]

# The kinds of file that are data and nothing else; a pickle or a script may run code when loaded.
DATA_SUFFIXES = frozenset({".gguf", ".onnx", ".json", ".txt"})
MAIN_SUFFIXES = (".bin", ".gguf")


class ModelFile(Value):
    """One file. Without a hash it is pinned at the first import that is otherwise whole."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    bytes: int | None = Field(default=None, gt=0)
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    parts: tuple[str, ...] = ()  # "package/path" of each piece, in the order of joining

    @property
    def is_main(self) -> bool:
        """Whether this file holds the weights, which say what the model is."""
        return self.name.endswith(MAIN_SUFFIXES)


class Know(Value):
    """What to know before choosing this model, in one sentence."""

    nl: str
    en: str


class Model(Value):
    """One model of the list."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    kind: Kind
    repository: str
    revision: str | None = Field(default=None, pattern=r"^[0-9a-f]{40}$")
    licence: str
    packages: tuple[str, ...] = ()  # "name==version" of the packages that carry the parts
    know: Know
    effort: float | None = Field(default=None, gt=0)  # to listen; whisper-base is 1
    files: tuple[ModelFile, ...]

    @model_validator(mode="after")
    def _has_one_main_file(self) -> Self:
        if sum(file.is_main for file in self.files) != 1:
            raise ValueError("a model has one file of weights")
        return self

    @property
    def main(self) -> ModelFile:
        return next(file for file in self.files if file.is_main)

    @property
    def bytes(self) -> int:
        """The size of all files whose size is known."""
        return sum(file.bytes or 0 for file in self.files)

    def to_know(self, language: Language) -> str:
        """The sentence to show wherever this model is offered."""
        return self.know.nl if language == "nl" else self.know.en


class Catalogue(Value):
    """The models in the order in which they are shown."""

    models: tuple[Model, ...]

    def find(self, name: str) -> Model | None:
        """The model of that name, if the list has it."""
        return next((model for model in self.models if model.name == name), None)

    def of_main_hash(self, sha256: str) -> Model | None:
        """The model whose weights have that hash, if the list has it."""
        return next((model for model in self.models if model.main.sha256 == sha256), None)


@cache
def catalogue() -> Catalogue:
    """The list that came with Griffel."""
    return read_catalogue((files("assets") / "models.toml").read_text(encoding="utf-8"))


def read_catalogue(text: str) -> Catalogue:
    """A list from the text of its TOML file."""
    return Catalogue.model_validate(tomllib.loads(text))
