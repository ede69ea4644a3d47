"""Going round in circles is told from the ordinary repeating of a note."""

import pytest

from summarize.loops import loops, repeats


@pytest.mark.parametrize(
    "text",
    [
        "Hoest hoest hoest hoest.",
        "Geen koorts, geen hoest, geen koorts, geen hoest, geen koorts, geen hoest.",
        "3 x per dag 3 x per dag 3 x per dag",
        "aan de aan de aan de aan de aan de",
    ],
)
def test_a_loop_is_seen(text: str) -> None:
    assert loops(text, "nl")


@pytest.mark.parametrize(
    "text",
    [
        "Hoest 3 wk, geen koorts, geen benauwdheid, geen pijn op de borst.",
        "Metoprolol 50 mg 1 x per dag, amoxicilline 500 mg 3 x per dag.",
        "Heel, heel moe.",
        "x",
        "",
    ],
)
def test_a_sentence_of_a_note_is_none(text: str) -> None:
    assert not loops(text, "nl")


def test_the_same_words_again_are_a_repeat_in_any_order() -> None:
    assert repeats("Geen koorts, hoest.", ["Hoest, geen koorts"], "nl")
    assert not repeats("Geen koorts, hoest 3 wk.", ["Hoest, geen koorts"], "nl")
