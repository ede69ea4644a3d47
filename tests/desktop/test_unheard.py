"""What is told of speech that did not become text: in both languages, and only where it is so."""

from typing import get_args

import pytest

from asr.transcript import Coverage, HeldBack, Language, Reason, Transcript
from desktop.commands.screen import show_transcript
from desktop.unheard import held_back, held_seconds, known_language, other_language

LANGUAGES: tuple[Language, ...] = get_args(Language)


def transcript(reason: Reason, spoken: str = "", *, seconds: float = 30.0) -> Transcript:
    held = HeldBack(
        start=61, end=61 + seconds, seconds=seconds, reason=reason, text="Muziek.", language=spoken
    )
    told = {"loop": "looped", "no_speech": "not_speech", "language": "other_language"}[reason]
    nothing = {"transcribed": 0.0, "unsure": 0.0, "skipped": 40.0, told: seconds}
    coverage = Coverage(recorded=100, speech=40, **nothing)
    return Transcript(language="nl", utterances=(), coverage=coverage, model="x", held=(held,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_is_named_and_what_to_do(language: Language) -> None:
    told = other_language(transcript("language", "en"), language)
    english, dutch = ("Engels", "Nederlands") if language == "nl" else ("English", "Dutch")
    assert english in told
    assert dutch in told
    unknown = other_language(transcript("language", "sw"), language)
    assert ("een andere taal" if language == "nl" else "another language") in unknown


def test_nothing_is_told_where_the_language_is_right_or_little_is_in_another() -> None:
    assert other_language(transcript("loop"), "nl") == ""
    assert other_language(transcript("language", "en", seconds=15), "nl") == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", get_args(Reason))
def test_each_piece_is_told_with_its_time_its_reason_and_its_words(
    reason: Reason, language: Language
) -> None:
    (line,) = held_back(transcript(reason, "en" if reason == "language" else ""), language)
    assert line.startswith("1:01")
    assert "«Muziek.»" in line
    assert held_seconds(transcript(reason)) == 30.0


def test_only_a_language_that_can_be_heard_is_offered() -> None:
    assert known_language(transcript("language", "en")) == "en"
    assert known_language(transcript("language", "tr")) is None
    assert known_language(transcript("loop")) is None


def test_the_command_line_shows_what_was_held_back_and_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_transcript(transcript("language", "en"), "nl")
    printed = " ".join(capsys.readouterr().out.split())
    assert "klinkt als Engels" in printed
    assert "«Muziek.»" in printed
    assert "andere taal 30 s" in printed
    assert "geen spraak gehoord" not in printed
    show_transcript(transcript("no_speech"), "nl")
    printed = " ".join(capsys.readouterr().out.split())
    assert "Er is geen spraak gehoord" in printed
    assert "«Muziek.»" in printed
