"""The voice of an utterance in slices: from breath to breath, nothing where nobody speaks."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from pydantic import TypeAdapter

from asr.audio import SAMPLE_RATE
from asr.speech import Floats
from asr.voice_model import SIZE, Numbers
from asr.voices import CLOSE_REACH, CLOSE_STEP, STEP, VoiceSlice, packed, voices_of
from asr.window import Span
from tests.asr.people import person
from tests.fakes import voice

SOUND = voice(9)
FIRST, SECOND = person(1), person(2)


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


def two_people(monkeypatch: pytest.MonkeyPatch, *speech: Span) -> tuple[VoiceSlice, ...]:
    """What is kept of twenty seconds in which the one speaks first and the other from ten on."""

    def voices(sounds: Sequence[Floats]) -> Numbers:
        return np.stack([FIRST if one.mean() < 10 else SECOND for one in sounds])

    def when(start: float, end: float) -> Floats:
        return np.array([start, end], dtype=np.float32)

    monkeypatch.setattr("asr.voices.voices", voices)
    (found,) = voices_of([Span(0, 20)], speech, when)
    return found


def heard_closely(found: Sequence[VoiceSlice]) -> list[float]:
    return [time for one in found for time in one.closely[0]]


def test_it_is_heard_closely_at_either_end_and_where_the_voice_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who speaks before the one end and after the other is not known there."""
    found = two_people(monkeypatch, Span(0, 20))
    times = heard_closely(found)
    assert times == sorted(times)
    assert 0 <= times[0] < CLOSE_STEP
    assert 20 - CLOSE_STEP < times[-1] <= 20
    assert not any(CLOSE_REACH < time < 8 or 12 < time < 20 - CLOSE_REACH for time in times)
    around = [time for time in times if 8 < time < 12]
    assert around[0] < 9.5
    assert around[-1] > 10.5
    assert np.diff(around).max() < 2 * CLOSE_STEP
    for one in found:
        for time, row in zip(*one.closely, strict=True):
            assert row @ (FIRST if time < 10 else SECOND) > 0.99


def test_where_the_voice_changes_in_a_plain_pause_it_is_not_heard_closely(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for pause, heard in ((0.5, False), (0.05, True)):  # control: hardly a pause
        found = two_people(monkeypatch, Span(0, 10), Span(10 + pause, 20))
        assert any(8 < time < 12 for time in heard_closely(found)) == heard


def test_what_is_kept_of_a_slice_is_half_a_byte_a_number_and_comes_back_from_json() -> None:
    (one,) = slices((0, 1.5), (0, 2))
    assert len(one.heard) == SIZE // 2
    assert len(one.close) == SIZE // 2 * len(one.closely[0]) > 0
    kept: TypeAdapter[VoiceSlice] = TypeAdapter(VoiceSlice)
    assert kept.validate_json(kept.dump_json(one)) == one


def test_a_slice_sounds_as_it_was_heard() -> None:
    rows = np.stack([FIRST, SECOND])
    kept = VoiceSlice(0, 1, packed(rows[:1]), 0.2, packed(rows))
    assert kept.numbers @ rows[0] > 0.995
    assert np.sum(kept.closely[1] * rows, axis=1).min() > 0.995
    assert kept.closely[0] == pytest.approx([0.2, 0.2 + CLOSE_STEP])
