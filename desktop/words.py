"""Every sentence the user can see, looked up by code, in Dutch and English."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from asr.errors import HearingError
from asr.transcript import Language
from desktop.errors import GriffelError
from summarize.errors import WritingError

Problem = HearingError | WritingError | GriffelError


def words(code: str, language: Language, **fields: object) -> str:
    """The sentence of that code with the fields filled in, as they are and never interpreted."""
    return all_words(language)[code].format_map(fields)


def explain(problem: Problem, language: Language) -> str:
    """What is safe, what happened and what to do next, for an error of any of the packages."""
    return words(problem.code, language, **vars(problem))


def screen_language() -> Language:
    """The language to speak where nobody chose one: GRIFFEL_LANGUAGE, else the machine's."""
    for name in ("GRIFFEL_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        chosen = os.environ.get(name, "")[:2].lower()
        if chosen == "nl":
            return "nl"
        if chosen == "en":
            return "en"
    return "nl"


@cache
def all_words(language: Language) -> Mapping[str, str]:
    """Every sentence in that language, by code: the general ones, and a file for each screen."""
    folder = files("assets") / "words"
    screens = [file for file in (folder / language).iterdir() if file.name.endswith(".toml")]
    found: dict[str, str] = {}
    for file in (folder / f"{language}.toml", *screens):
        found.update(_flat(tomllib.loads(file.read_text(encoding="utf-8")), ""))
    return MappingProxyType(found)


def _flat(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
