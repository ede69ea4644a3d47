"""Windows: all speech once, in order, with the right times, and never more than Whisper takes."""

import json
from collections.abc import Iterator
from importlib.resources import as_file, files
from itertools import pairwise

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, open_sound
from asr.speech import MICROPHONE, TELEPHONE, Floats, Marks
from asr.window import Span, Window, Windows
from tests.fakes import silence, voice


def windows_of(sound: Floats, step: int = SAMPLE_RATE, marks: Marks = MICROPHONE) -> list[Window]:
    cutter = Windows(marks)
    found: list[Window] = []
    for start in range(0, len(sound), step):
        found += cutter.feed(sound[start : start + step])
    return found + list(cutter.finish())


def test_the_voice_of_these_tests_is_taken_for_speech() -> None:
    (window,) = windows_of(np.concatenate([silence(2), voice(3), silence(2)]))
    assert window.speech[0].start == pytest.approx(2.0, abs=0.4)
    assert window.speech[-1].end == pytest.approx(5.0, abs=0.4)


@pytest.mark.parametrize(
    "sound",
    [
        silence(60),
        0.01 * np.random.default_rng(1).standard_normal(60 * SAMPLE_RATE).astype(np.float32),
        (0.3 * np.sin(2 * np.pi * 440 * np.arange(60 * SAMPLE_RATE) / SAMPLE_RATE)).astype(
            np.float32
        ),
    ],
    ids=["silence", "noise", "tone"],
)
def test_what_is_not_speech_gives_no_window(sound: Floats) -> None:
    assert windows_of(sound) == []


def test_ten_minutes_of_nothing_hold_no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    cutter = Windows()
    for _ in range(600):
        assert list(cutter.feed(silence(1))) == []
    assert list(cutter.finish()) == []
    assert len(cutter._before.sound) <= 13  # the padding, should speech begin


def test_long_pauses_are_left_out_and_times_still_fit() -> None:
    sound = np.concatenate([silence(1), voice(3), silence(20), voice(3, seed=2), silence(1)])
    (window,) = windows_of(sound)
    assert len(window.samples) / SAMPLE_RATE < 9
    first, second = window.kept
    assert first.end < 5.5 < 23 < second.start + 0.9
    seam = first.end - first.start
    assert window.place(0.0, 0.5) == Span(first.start, first.start + 0.5)
    assert window.place(seam + 0.5, seam + 1.0).start == pytest.approx(second.start + 0.5)
    assert window.place(1e6, 1e6 + 1) == Span(second.end, second.end)


def test_a_word_over_a_seam_lies_on_the_side_where_most_of_it_is() -> None:
    sound = np.concatenate([voice(3), silence(20), voice(3, seed=2)])
    (window,) = windows_of(sound)
    first, second = window.kept
    seam = first.end - first.start
    early, late = window.place(seam - 0.6, seam + 0.2), window.place(seam - 0.1, seam + 0.6)
    assert early.end == pytest.approx(first.end)
    assert late.start == pytest.approx(second.start)


def test_a_long_monologue_is_cut_into_windows_that_lose_and_repeat_nothing() -> None:
    sound = voice(100)
    found = windows_of(sound)
    assert len(found) >= 4
    assert all(len(window.samples) <= 29.6 * SAMPLE_RATE for window in found)
    for before, after in pairwise(found):
        assert after.kept[0].start == pytest.approx(before.kept[-1].end, abs=1.0)
        assert after.kept[0].start >= before.kept[-1].end - 1e-6
    assert sum(len(window.samples) for window in found) >= 0.97 * len(sound)


def test_a_cut_falls_into_the_longest_pause() -> None:
    sound = np.concatenate([voice(27.5), silence(0.7), voice(20, seed=3)])
    first, *_ = windows_of(sound)
    assert first.kept[-1].end == pytest.approx(27.85, abs=0.35)


@pytest.mark.parametrize("step", [160, 511, 16_000, 160_000])
def test_windows_do_not_depend_on_how_the_sound_comes_in(step: int) -> None:
    sound = np.concatenate([silence(1), voice(4), silence(3), voice(2)])
    expected = windows_of(sound)
    found = windows_of(sound, step)
    assert [w.kept for w in found] == [w.kept for w in expected]
    assert all(np.array_equal(a.samples, b.samples) for a, b in _pairs(found, expected))


def test_a_telephone_voice_is_found_with_the_marks_for_it_only() -> None:
    call = files("assets") / "sample" / "call.wav"
    with as_file(call) as file, open_sound(file, "split") as reader:
        assert reader.sound.is_telephone
        agent = np.concatenate([block.samples[0] for block in reader])
    sound = (agent / 32768).astype(np.float32)
    spoken = {
        marks: sum(s.end - s.start for w in windows_of(sound, marks=marks) for s in w.speech)
        for marks in (TELEPHONE, MICROPHONE)
    }
    truth = json.loads((files("assets") / "sample" / "call.json").read_text(encoding="utf-8"))
    said = sum(t["end"] - t["start"] for t in truth["turns"] if t["speaker"] == "agent")
    assert spoken[TELEPHONE] > 0.6 * said
    assert spoken[TELEPHONE] > 1.1 * spoken[MICROPHONE]


def test_a_click_is_not_speech() -> None:
    sound = silence(4)
    sound[2 * SAMPLE_RATE : 2 * SAMPLE_RATE + 40] = 0.9
    assert windows_of(sound) == []


def _pairs(a: list[Window], b: list[Window]) -> Iterator[tuple[Window, Window]]:
    return zip(a, b, strict=True)
