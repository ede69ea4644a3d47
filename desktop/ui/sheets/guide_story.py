"""The guided example: a conversation, a note of it with mistakes in it, and what each teaches."""

from functools import cache
from importlib.resources import files
from typing import Self

from pydantic import Field, model_validator

from asr.transcript import Language, Transcript
from asr.value import Value
from summarize.note import FindingKind, Note, StatementId


class Mistake(Value):
    """A line that is wrong: what the writer did, and how the finding shows it."""

    line: StatementId
    kind: FindingKind
    wrong: str = Field(min_length=1)
    found: str = Field(min_length=1)


class Story(Value):
    """What is shown, and the lines to be found in it."""

    transcript: Transcript
    note: Note
    mistakes: tuple[Mistake, ...]

    @model_validator(mode="after")
    def _mistakes_are_lines(self) -> Self:
        lines = {statement.id for _, statement in self.note.statements()}
        if any(mistake.line not in lines for mistake in self.mistakes):
            raise ValueError("a mistake is no line of the note")
        return self

    def mistake(self, line: StatementId) -> Mistake | None:
        """The mistake in that line, if there is one."""
        return next((one for one in self.mistakes if one.line == line), None)


@cache
def read_story(language: Language) -> Story:
    """The example that came with Griffel."""
    file = files("assets") / "guide" / f"{language}.json"
    return Story.model_validate_json(file.read_bytes())
