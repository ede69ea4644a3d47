"""What a language model is asked: the words are data in assets/prompts, filled in here."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from string import Formatter

from pydantic import ValidationError, field_validator

from asr.transcript import Language, Speaker, Transcript, Utterance
from asr.value import Value
from summarize.errors import PromptsBroken
from summarize.prompt_text import one_line
from summarize.runtime import Prompt
from summarize.writer import Length, Line

_FIELDS = {
    "instructions": set[str](),
    "conversation": set[str](),
    "sentence": {"number", "speaker", "text"},
    "heading": {"title"},
    "problem": {"problem"},
    "settled": set[str](),
    "line": {"numbers", "text"},
    "task": {"most"},
    "task_short": {"most"},
    "task_again": {"most"},
}


class Prompts(Value):
    """The sentences around a conversation in one language."""

    instructions: str
    conversation: str
    sentence: str
    heading: str
    problem: str
    settled: str
    line: str
    task: str
    task_short: str
    task_again: str
    speakers: dict[Speaker, str]

    @field_validator(*_FIELDS)
    @classmethod
    def _has_its_fields(cls, text: str, info: object) -> str:
        name = getattr(info, "field_name", "")
        if {field for _, field, _, _ in Formatter().parse(text) if field} != _FIELDS[name]:
            raise ValueError("a sentence with other fields than it must have")
        return text.strip()

    def listening(self, utterances: Sequence[Utterance]) -> Prompt:
        """What can be read while the conversation goes on: it begins every later prompt."""
        said = (
            self.sentence.format(
                number=one.id, speaker=self.speakers[one.speaker], text=one_line(one.text)
            )
            for one in utterances
        )
        return Prompt(self.instructions, "\n".join((self.conversation, *said)))

    def asking(
        self,
        said: Prompt,
        title: str,
        lines: Sequence[Line],
        length: Length = "usual",
        *,
        again: bool = False,
    ) -> Prompt:
        """The question for one heading: these lines, in other words."""
        problem = lines[0].problem
        task = self.task if length == "usual" else self.task_short
        task = self.task_again if again else task
        question = [
            said.question,
            "",
            self.heading.format(title=one_line(title)),
            *([self.problem.format(problem=one_line(problem))] if problem else []),
            self.settled,
            *(
                self.line.format(
                    numbers=", ".join(map(str, line.evidence)), text=one_line(line.text)
                )
                for line in lines
            ),
            task.format(most=len(lines)),
        ]
        return Prompt(said.instructions, "\n".join(question))


@cache
def prompts(language: Language) -> Prompts:
    """The sentences of a language."""
    file = files("assets") / "prompts" / f"{language}.toml"
    return read_prompts(file.read_text(encoding="utf-8"))


def read_prompts(text: str) -> Prompts:
    """The sentences in the text of a TOML file."""
    try:
        return Prompts.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise PromptsBroken from error


def heard(transcript: Transcript) -> tuple[Utterance, ...]:
    """The utterances with words in them."""
    return tuple(one for one in transcript.utterances if one.text.strip())
