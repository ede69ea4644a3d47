"""The voice of an utterance in slices: from breath to breath, nothing where nobody speaks."""

from base64 import b64decode
from itertools import pairwise

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE
from asr.speech import Floats
from asr.voices import STEP, VoiceSlice, voices_of
from asr.window import Span
from tests.fakes import voice

SOUND = voice(9)


def part(start: float, end: float) -> Floats:
    return SOUND[int(start * SAMPLE_RATE) : int(end * SAMPLE_RATE)]


def slices(span: tuple[float, float], *speech: tuple[float, float]) -> tuple[VoiceSlice, ...]:
    (found,) = voices_of([Span(*span)], [Span(*one) for one in speech], part)
    return found


def borders(*found: VoiceSlice) -> list[tuple[float, float]]:
    return [(round(one.start, 2), round(one.end, 2)) for one in found]


def test_a_short_utterance_has_one_slice_and_a_long_one_more() -> None:
    assert borders(*slices((1, 2), (0, 9))) == [(1, 2)]
    long = slices((0.5, 7.9), (0, 9))
    assert long[0].start == pytest.approx(0.5)
    assert long[-1].end == pytest.approx(7.9)
    assert all(b.start - a.start <= STEP + 1e-9 for a, b in pairwise(long))
    assert all(np.linalg.norm(one.numbers) == pytest.approx(1) for one in long)


def test_no_slice_reaches_over_a_breath_between_two_phrases() -> None:
    assert borders(*slices((0, 3), (0, 1.4), (1.5, 3))) == [(0, 1.4), (1.5, 3)]
    assert len(slices((0, 3), (0, 1.4), (1.45, 3))) == 3  # control: hardly a pause


def test_a_few_words_are_heard_with_what_stands_beside_them() -> None:
    near = slices((0, 3), (0, 1), (1.5, 1.8), (2, 2.9))  # nearer to what follows
    assert borders(*near) == [(0, 1), (1.5, 2.9)]
    far = slices((0, 3), (0, 1), (1.5, 1.8), (2.3, 2.9))  # control: too far from either
    assert borders(*far) == [(0, 1), (1.5, 1.8), (2.3, 2.9)]


def test_silence_and_a_click_have_no_voice() -> None:
    assert slices((0, 2)) == ()
    assert slices((0, 2), (3, 4)) == ()
    assert slices((0, 2), (1, 1.1)) == ()
    assert len(slices((0, 2), (1, 1.5))) == 1  # control


def test_what_is_kept_of_a_slice_is_a_text_that_can_be_sent() -> None:
    (one,) = slices((0, 1.5), (0, 2))
    assert len(one.heard) == 344  # four signs for each three of 256
    assert one.heard.isascii()
    assert np.frombuffer(b64decode(one.heard), np.uint8).max() == 255
