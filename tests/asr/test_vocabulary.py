"""Vocabulary: what fits goes to the model, in every mode, for every window."""

import numpy as np
import pytest

from asr.hear import Listening, hear
from asr.vocabulary import hotwords
from desktop.vocabulary import expected_words
from tests.fakes import FakeListener, blocks, silence, voice


def letters(text: str) -> int:
    return len(text)


def test_words_become_sentences_in_order_without_repeats() -> None:
    assert hotwords(["metoprolol", " koorts ", "Metoprolol", ""], letters) == "Metoprolol. Koorts."


def test_no_more_than_fits() -> None:
    many = [f"woord{n}" for n in range(200)]
    chosen = hotwords(many, letters, room=50)
    assert len(chosen) <= 50 < len(chosen) + len(" Woord10.")


@pytest.mark.parametrize("rows", [1, 2], ids=["one microphone", "a channel each"])
def test_the_words_reach_the_model_for_every_window(rows: int) -> None:
    listener = FakeListener()
    sound = np.concatenate([voice(40), silence(2)])
    how = Listening("nl", roles="call", vocabulary=("metoprolol", "furosemide"))
    for _ in hear(blocks(*[sound] * rows), rows, listener, how):
        pass
    assert len(listener.asked) >= 2 * rows
    assert set(listener.asked) == {("nl", "Metoprolol. Furosemide.")}


def test_control_without_words_the_model_is_given_none() -> None:
    listener = FakeListener()
    for _ in hear(blocks(voice(3)), 1, listener, Listening("en")):
        pass
    assert listener.asked == [("en", "")]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_lists_that_come_with_griffel_are_lists_of_words(language: str) -> None:
    words = expected_words("nl" if language == "nl" else "en")
    assert len(words) > 30
    assert len(words) == len({word.lower() for word in words})
    assert not any(char in word for word in words for char in "#,;\t")
