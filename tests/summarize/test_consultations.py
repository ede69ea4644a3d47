"""Whole consultations: no alarm on the right lines of a note, one on most of the wrong ones."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarize.conversation import Conversation, read
from summarize.findings import findings
from tests.summarize.conversations import ids, talk

FILE = Path(__file__).with_name("consultations.toml")
CONSULTATIONS: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))[
    "consultation"
]
NUMBERS = range(len(CONSULTATIONS))


@cache
def conversation(number: int) -> Conversation:
    one = CONSULTATIONS[number]
    return read(talk(*((turn[0], turn[1]) for turn in one["turns"]), language=one["language"]))


def objected(number: int, line: dict[str, Any]) -> bool:
    return bool(findings(line["text"], ids(*line["evidence"]), conversation(number)))


@pytest.mark.parametrize("number", NUMBERS)
def test_right_lines_raise_no_alarm(number: int) -> None:
    alarms = [line["text"] for line in CONSULTATIONS[number]["right"] if objected(number, line)]
    assert len(alarms) == 0


def test_wrong_lines_are_caught() -> None:
    wrong = [(number, line) for number in NUMBERS for line in CONSULTATIONS[number]["wrong"]]
    caught = sum(objected(number, line) for number, line in wrong)
    assert caught >= 0.85 * len(wrong)
