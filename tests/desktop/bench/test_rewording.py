"""A reworded conversation says the same: every way changes something, and only what it may."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.transcript import Coverage, Language, Transcript, Utterance, UtteranceId
from desktop.bench.rewording import REWORDINGS, reworded, rewordings
from desktop.bench.spelling import spelled_out, with_digits

_COVERAGE = Coverage(recorded=0, speech=0, transcribed=0, unsure=0, skipped=0)


def _talk(*texts: str, language: Language = "nl") -> Transcript:
    return Transcript(
        language=language,
        utterances=tuple(
            Utterance(
                id=UtteranceId(number),
                speaker="patient" if number % 2 else "clinician",
                start=0,
                end=0,
                text=text,
            )
            for number, text in enumerate(texts, start=1)
        ),
        coverage=_COVERAGE,
    )


_DUTCH = _talk(
    *["Ik heb 38,5 graden koorts, en u? Heeft u vijfentwintig milligram, of 120/80?"] * 30
)
_ENGLISH = _talk(*["I am on 25 milligrams, twice. Do not stop at thirty."] * 30, language="en")


@pytest.mark.parametrize("name", REWORDINGS)
@pytest.mark.parametrize("talk", [_DUTCH, _ENGLISH], ids=["nl", "en"])
def test_every_way_changes_something_and_the_same_each_time(name: str, talk: Transcript) -> None:
    changed = reworded(talk, name, 1)
    assert changed != talk
    assert changed == reworded(talk, name, 1)
    kept = [one.speaker for one in changed.utterances if one.id <= len(talk.utterances)]
    assert kept == [one.speaker for one in talk.utterances]


@pytest.mark.parametrize("name", ["fillers", "polite"])
def test_another_seed_gives_another_wording(name: str) -> None:
    assert reworded(_DUTCH, name, 1) != reworded(_DUTCH, name, 2)


@pytest.mark.parametrize("name", ["fillers", "polite"])
def test_what_was_said_is_still_there(name: str) -> None:
    for old, new in zip(_DUTCH.utterances, reworded(_DUTCH, name, 1).utterances, strict=True):
        words = iter(re.findall(r"\w+", new.text))
        assert all(word in words for word in re.findall(r"\w+", old.text))


def test_no_signs_leaves_figures_whole() -> None:
    (one,) = reworded(_talk("Koorts, 38,5 graden? RR 120/80."), "no_signs", 1).utterances
    assert one.text == "Koorts 38,5 graden RR 120/80"


def test_familiar_forms() -> None:
    (one,) = reworded(_talk("Heeft u uw pillen, en bent u moe?"), "familiar", 1).utterances
    assert one.text == "Heb je je pillen, en ben je moe?"


def test_small_talk_stands_before_or_after_under_free_ids() -> None:
    first = reworded(_DUTCH, "chat_first", 1).utterances
    last = reworded(_DUTCH, "chat_last", 1).utterances
    assert first[2:] == last[:-2] == _DUTCH.utterances
    assert {one.id for one in first[:2]} == {31, 32}


@given(st.integers(0, 999))
def test_a_spelled_number_is_read_back(number: int) -> None:
    # 0 and 1 are words with other meanings: "nul", and "een" which is an article.
    for language in ("nl", "en"):
        if number > 1:
            text = spelled_out(f"neem {number} mg", rewordings(language).numbers)
            assert not re.search(r"\d", text)
            assert with_digits(text, language) == f"neem {number} mg"


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("T 37,8.", "T zevenendertig komma acht."),
        ("22 of 115", "tweeëntwintig of honderdvijftien"),
        ("om 10:30, 12-3, 06, 2024, 120/80", "om 10:30, 12-3, 06, 2024, 120/80"),
    ],
)
def test_figures_in_words(text: str, spelled: str) -> None:
    assert spelled_out(text, rewordings("nl").numbers) == spelled
