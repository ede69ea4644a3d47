"""Runtimes for tests: one that phrases by hand, and the real one on a model of a megabyte."""

import json
import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from summarize.llama import Llama
from summarize.prompt import prompts
from summarize.reference import Reference
from summarize.runtime import Figures, NoRoom, Prompt, Schema, always
from tests.summarize.tiny_model import make_tiny_model, make_tiny_weights

Settled = tuple[list[int], str]  # the evidence and the text of a line
Statement = dict[str, Any]

_LINE = re.compile(r"^\[([\d, ]+)\] (.*)$", re.MULTILINE)


def tiny_model() -> Path:
    """The folder of a model with random weights, where there is something to run it."""
    if find_spec("xllamacpp") is None:
        pytest.skip("what runs a language model is not installed: xllamacpp")
    return Path(_tiny_model().name)


def tiny_llama() -> Llama:
    """The real runtime with random weights; one thread, as other tests run beside it."""
    return _tiny_llama(tiny_model())


def tiny_weights() -> Path:
    """The folder of the same model for torch, where it is installed."""
    for library in ("torch", "llguidance"):
        if find_spec(library) is None:
            pytest.skip(f"not part of a plain installation: {library}, of the extra [torch]")
    return Path(_tiny_weights().name)


def tiny_reference() -> Reference:
    """The runtime to measure by, with the same random weights and one thread."""
    return _tiny_reference(tiny_weights())


@cache
def _tiny_model() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="griffel-test-")  # gone when the tests are
    make_tiny_model(Path(folder.name))
    return folder


@cache
def _tiny_weights() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="griffel-test-")
    make_tiny_weights(Path(folder.name))
    return folder


@cache
def _tiny_llama(folder: Path) -> Llama:
    return Llama(folder, threads=1, room=4096)


@cache
def _tiny_reference(folder: Path) -> Reference:
    return Reference(folder, threads=1, room=4096)


def as_settled(lines: Sequence[Settled]) -> list[Statement]:
    """The lines word for word."""
    return [{"text": text, "evidence": evidence} for evidence, text in lines]


@dataclass
class Phrasing:
    """Answers with what `phrase` makes of the lines it is asked to put into words."""

    phrase: Callable[[Sequence[Settled]], list[Statement]] = as_settled
    room: int = 100_000  # characters of a question
    asked: list[Prompt] = field(default_factory=list)
    read_ahead: list[Prompt] = field(default_factory=list)
    left: int = 0  # answers that nobody waited for
    figures: Figures = field(default_factory=Figures)

    def read(self, prompt: Prompt, wanted: Callable[[], bool] = always) -> None:
        self._refuse(prompt)
        self.read_ahead.append(prompt)

    def write(self, prompt: Prompt, schema: Schema, most: int) -> Generator[str, None, None]:
        self._refuse(prompt)
        self.asked.append(prompt)
        form = schema["properties"]
        assert isinstance(form, dict)
        answer = json.dumps({next(iter(form)): self.phrase(settled(prompt))}, ensure_ascii=False)
        try:
            for start in range(0, len(answer), 7):
                yield answer[start : start + 7]
        except GeneratorExit:
            self.left += 1
            raise

    def _refuse(self, prompt: Prompt) -> None:
        if len(prompt.question) > self.room:
            raise NoRoom


def settled(prompt: Prompt) -> list[Settled]:
    """The lines in a question, read back from its words."""
    for language in ("nl", "en"):
        _, found, tail = prompt.question.partition(f"\n{prompts(language).settled}\n")
        if found:
            return [([int(n) for n in m[1].split(",")], m[2]) for m in _LINE.finditer(tail)]
    raise AssertionError("a question without lines")
