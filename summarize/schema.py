"""The form that a model's answer is forced into, and the reading of it, which trusts nothing."""

from collections.abc import Sequence

from pydantic import Field, TypeAdapter, ValidationError

from asr.transcript import UtteranceId
from asr.value import Value
from summarize.errors import AnswerBroken
from summarize.runtime import Schema

# A line of a note is one or two sentences. The bounds make it certain that an answer ends.
LONGEST_TEXT = 240
MOST_EVIDENCE = 8
# Letters, figures and signs of Dutch and English. Without quotes and backslashes nothing needs
# escaping, and each character is two bytes at most, so a text has at most twice as many tokens.
# Without square brackets a weak model cannot copy the numbers of its lines into the text.
_SIGNS = r" !#-Z^-{}~°²³µ½À-ÖØ-öø-ÿ"
_TEXT = rf"^[!#-Z^-{{}}~°À-ÖØ-öø-ÿ][{_SIGNS}]{{0,{LONGEST_TEXT - 1}}}$"
_SKELETON = 40  # bytes around the text and the numbers of one statement


class Proposal(Value):
    """One statement as a model offers it."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    evidence: tuple[UtteranceId, ...] = Field(min_length=1, max_length=MOST_EVIDENCE)


_ANSWER: TypeAdapter[dict[str, tuple[Proposal, ...]]] = TypeAdapter(dict[str, tuple[Proposal, ...]])


def schema_of(section: str, evidence: Sequence[UtteranceId], most: int) -> Schema:
    """Up to so many statements under one heading that cite these utterances and no others."""
    statement = {
        "type": "object",
        "properties": {
            "text": {"type": "string", "pattern": _TEXT},
            "evidence": {
                "type": "array",
                "minItems": 1,
                "maxItems": min(MOST_EVIDENCE, len(evidence)),
                "items": {"type": "integer", "enum": sorted(evidence)},
            },
        },
        "required": ["text", "evidence"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            section: {"type": "array", "minItems": 1, "maxItems": most, "items": statement}
        },
        "required": [section],
        "additionalProperties": False,
        # A weak model would fill free whitespace with blanks until its limit.
        "x-guidance": {"whitespace_flexible": False},
    }


def most_tokens(evidence: Sequence[UtteranceId], most: int) -> int:
    """No answer in the form of `schema_of` has more tokens: a token is a byte at least."""
    number = max(len(str(one)) for one in evidence) + 1
    statement = 2 * LONGEST_TEXT + _SKELETON + number * min(MOST_EVIDENCE, len(evidence))
    return most * statement + _SKELETON


def read_answer(text: str, section: str, evidence: Sequence[UtteranceId]) -> tuple[Proposal, ...]:
    """The statements in an answer. One that is not of the form is refused as a whole."""
    try:
        answer = _ANSWER.validate_json(text, strict=True)
    except ValidationError:
        raise AnswerBroken from None
    if set(answer) != {section}:
        raise AnswerBroken
    allowed = frozenset(evidence)
    if not all(one.text.strip() and allowed.issuperset(one.evidence) for one in answer[section]):
        raise AnswerBroken
    return tuple(
        Proposal(text=" ".join(one.text.split()), evidence=tuple(dict.fromkeys(one.evidence)))
        for one in answer[section]
    )
