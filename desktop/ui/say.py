"""The words of a screen that there is before a library is open."""

from typing import Protocol

from asr.transcript import Language
from desktop.words import words


class Say(Protocol):
    """Gives the sentence of a code, with its fields filled in."""

    def __call__(self, code: str, **fields: object) -> str: ...


def say_in(language: Language) -> Say:
    """The words in that language."""

    def say(code: str, **fields: object) -> str:
        return words(code, language, **fields)

    return say
