"""The samples: small, whole, and with true texts whose times fit the sound."""

import json
from importlib.resources import as_file, files
from typing import Any

import pytest

from asr.audio import SAMPLE_RATE, open_sound

SAMPLES = {"nl": "nl.ogg", "en": "en.ogg", "call": "call.wav"}


def truth(name: str) -> dict[str, Any]:
    text = (files("assets") / "sample" / f"{name}.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


@pytest.mark.parametrize("name", SAMPLES)
def test_turns_follow_each_other_inside_the_sound(name: str) -> None:
    turns = truth(name)["turns"]
    with as_file(files("assets") / "sample" / SAMPLES[name]) as file, open_sound(file) as sound:
        seconds = sum(block.samples.shape[1] for block in sound) / SAMPLE_RATE
        assert not sound.damaged
    assert [turn["id"] for turn in turns] == list(range(1, len(turns) + 1))
    borders = [border for turn in turns for border in (turn["start"], turn["end"])]
    assert borders == sorted(borders)
    assert 0 < borders[0] < borders[-1] <= seconds
    assert all(turn["text"].strip() for turn in turns)


@pytest.mark.parametrize(("name", "least", "most"), [("nl", 120, 240), ("en", 120, 240)])
def test_the_visits_are_two_to_four_minutes_of_two_speakers(
    name: str, least: int, most: int
) -> None:
    turns = truth(name)["turns"]
    assert least <= turns[-1]["end"] <= most
    assert {turn["speaker"] for turn in turns} == {"clinician", "patient"}


@pytest.mark.parametrize("name", SAMPLES.values())
def test_a_sample_is_small(name: str) -> None:
    assert len((files("assets") / "sample" / name).read_bytes()) < 1_500_000


def test_the_notices_of_the_voices_come_along() -> None:
    notices = (files("assets") / "sample" / "VOICES.txt").read_text(encoding="utf-8")
    assert all(f"mbrola-{voice}" in notices for voice in ("nl2", "en1", "us2"))
