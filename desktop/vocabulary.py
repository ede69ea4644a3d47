"""The words a consultation is expected to hold, in the order they should reach the model."""

from functools import cache
from importlib.resources import files

from asr.transcript import Language

# Where the prompt has room for about 60 of them, what is prescribed most comes first.
_FILE = {"nl": "expected.nl.txt", "en": "expected.en.txt"}


@cache
def expected_words(language: Language) -> tuple[str, ...]:
    """The list that came with Griffel; a line a word, `#` starts a comment."""
    text = (files("assets") / "vocabulary" / _FILE[language]).read_text(encoding="utf-8")
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)
