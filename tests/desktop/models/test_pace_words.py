"""Speed is told in times that a clinician knows, with a warning only where it is too slow."""

import pytest

from asr.transcript import Language
from desktop.models.pace_words import gigabytes_told, measured_told, pace_told, time_told
from tests.desktop.models.paces import speech, writer


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (0.12, "10 minuten gesprek in ongeveer 70 seconden herkend: de tekst blijft bij"),
        (0.9, "ongeveer 9 minuten: de tekst komt tijdens het opnemen een halve minuut later"),
        (1.4, "ongeveer 14 minuten: de tekst loopt achter tijdens het opnemen"),
    ],
)
def test_listening_is_told_for_ten_minutes_of_conversation(work: float, said: str) -> None:
    assert said in pace_told(speech(work), "nl")


@pytest.mark.parametrize(
    ("read", "written", "said"),
    [
        (50, 17.5, "Een concept is hier ongeveer 60 seconden na Stop klaar."),
        (8, 3, "Een concept duurt hier ongeveer 6 minuten"),
    ],
)
def test_writing_is_told_for_a_draft(read: float, written: float, said: str) -> None:
    assert said in pace_told(writer(read, written), "nl")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_figures_are_told_to_who_wants_them(language: Language) -> None:
    comma = "," if language == "nl" else "."
    assert f"0{comma}12 s" in measured_told(speech(0.123, threads=2), language)
    told = measured_told(writer(33.3, 9.75), language)
    assert "33 tokens" in told
    assert f"9{comma}8" in told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.2, "10 seconds"), (64, "60 seconds"), (94, "90 seconds"), (96, "2 minutes")],
)
def test_a_time_is_no_more_precise_than_it_was_measured(seconds: float, told: str) -> None:
    assert time_told(seconds, "en") == told


def test_a_size_is_told_in_gigabytes() -> None:
    assert gigabytes_told(2_688_000_000, "nl") == "2,7 GB"
    assert gigabytes_told(2_688_000_000, "en") == "2.7 GB"
