"""The form of an answer: what it allows, and that reading it back believes nothing."""

import json
import re

import pytest

from asr.transcript import UtteranceId
from summarize.errors import AnswerBroken
from summarize.schema import LONGEST_TEXT, most_tokens, read_answer, schema_of
from tests.summarize.conversations import ids


def answer(*statements: object, section: str = "S") -> str:
    return json.dumps({section: statements})


def test_only_the_cited_utterances_and_so_many_statements_are_possible() -> None:
    schema = json.loads(json.dumps(schema_of("S", ids(7, 2), 3)))
    row = schema["properties"]["S"]
    assert (row["minItems"], row["maxItems"]) == (1, 3)
    evidence = row["items"]["properties"]["evidence"]
    assert evidence["items"]["enum"] == [2, 7]
    assert (evidence["minItems"], evidence["maxItems"]) == (1, 2)


@pytest.mark.parametrize(
    "text", ["Hoest 3 wk.", "Re > li, 38,5 °C; SpO2 96%.", "Geen ë/é/µg.", "x"]
)
def test_the_signs_of_a_note_are_possible(text: str) -> None:
    assert re.fullmatch(_pattern(), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " Hoest",
        "[1, 2] Hoest",
        'Zei "ja"',
        "a\\n",
        "a\nb",
        "<|im_end|>",
        "hoest 咳",
        "x" * (LONGEST_TEXT + 1),
    ],
)
def test_quotes_controls_and_endless_text_are_not(text: str) -> None:
    assert not re.fullmatch(_pattern(), text)


def test_no_answer_has_more_tokens_than_the_bound() -> None:
    longest = {"text": "é" * LONGEST_TEXT, "evidence": [111] * 3}
    text = json.dumps({"S": [longest] * 4}, ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode()) <= most_tokens(ids(111, 112, 113), 4)


def test_a_good_answer_is_read_with_each_utterance_once() -> None:
    (one,) = read_answer(answer({"text": "Hoest  3 wk.", "evidence": [2, 2]}), "S", ids(1, 2))
    assert (one.text, one.evidence) == ("Hoest 3 wk.", (UtteranceId(2),))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"S": "x"}',
        answer({"text": "x", "evidence": [2]}, section="O"),
        answer({"text": "x", "evidence": [9]}),
        answer({"text": "x", "evidence": []}),
        answer({"text": "x", "evidence": ["2"]}),
        answer({"text": "x", "evidence": [2.5]}),
        answer({"text": "  ", "evidence": [2]}),
        answer({"text": "x" * (LONGEST_TEXT + 1), "evidence": [2]}),
        answer({"text": "x", "evidence": [2], "more": 1}),
        answer({"text": "x"}),
        '{"S": [{"text": "x", "evidence": [2]}], "O": []}',
        "[" * 100_000,
    ],
)
def test_an_answer_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(AnswerBroken):
        read_answer(text, "S", ids(1, 2))


def _pattern() -> str:
    schema = json.loads(json.dumps(schema_of("S", ids(1), 1)))
    found: str = schema["properties"]["S"]["items"]["properties"]["text"]["pattern"]
    return found
