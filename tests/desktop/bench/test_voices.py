"""Who was taken for whom: names do not matter, mixing people up does."""

import numpy as np
import pytest

from asr.transcript import Coverage, Speaker, Transcript, Utterance, UtteranceId
from desktop.bench.joined import Joined, Stretch
from desktop.bench.voices import VoicesFigures, compared, measure_voices
from tests.fakes import FakeListener, silence, voice

NOTHING = Coverage(recorded=0, speech=0, transcribed=0, unsure=0, skipped=0)
TRUE = (Stretch("anna", 0, 10), Stretch("bea", 10, 16), Stretch("anna", 16, 20))


def figures(*told: tuple[Speaker, float, float], true: tuple[Stretch, ...] = TRUE) -> VoicesFigures:
    utterances = tuple(
        Utterance(id=UtteranceId(n), speaker=who, start=start, end=end, text="a")
        for n, (who, start, end) in enumerate(told)
    )
    transcript = Transcript(language="en", utterances=utterances, coverage=NOTHING)
    joined = Joined("v01", 2, np.zeros(0, dtype=np.int16), true)
    return compared(joined, transcript)


def test_whoever_is_called_what_all_is_right() -> None:
    names: list[tuple[Speaker, Speaker]] = [("patient", "clinician"), ("other", "patient")]
    for anna, bea in names:
        found = figures((anna, 0, 10), (bea, 10, 16), (anna, 16, 20))
        assert (found.right.percent, found.with_text.percent) == (100, 100)
        assert (found.heard, found.on_time.percent) == (2, 100)


def test_two_people_under_one_name_are_half_right_and_one_under_two_as_well() -> None:
    found = figures(("patient", 0, 10), ("patient", 10, 16), ("patient", 16, 20))
    assert found.right.percent == pytest.approx(70, abs=0.1)
    split = figures(("patient", 0, 10), ("clinician", 10, 16), ("other", 16, 20))
    assert split.right.percent == pytest.approx(80, abs=0.1)


def test_a_pause_in_a_turn_belongs_to_it_and_what_was_not_heard_does_not() -> None:
    paused = figures(("patient", 0, 4), ("patient", 5, 10), ("clinician", 10, 16))
    assert paused.right.percent == pytest.approx(80, abs=0.1)
    assert paused.with_text.percent == pytest.approx(100)
    gone = figures(("patient", 0, 3), ("patient", 7, 10), ("clinician", 10, 16))
    assert gone.right.percent == pytest.approx(60, abs=0.1)


def test_where_two_speak_either_is_right() -> None:
    both = (Stretch("anna", 0, 10), Stretch("bea", 8, 16))
    found = figures(("patient", 0, 8), ("clinician", 8, 16), true=both)
    assert found.right.percent == pytest.approx(100)


def test_nothing_heard_is_nothing_right() -> None:
    found = figures()
    assert (found.right.part, found.heard, found.on_time.part) == (0, 0, 0)
    assert found.right.whole == 2000


def test_a_conversation_is_heard_as_it_would_be_from_a_microphone() -> None:
    sound = np.concatenate([voice(3), silence(2), voice(3, seed=2)])
    joined = Joined("v01", 2, np.round(sound * 32767).astype(np.int16), TRUE[:1])
    listener = FakeListener("How are you?")
    (found,) = measure_voices(iter([joined]), listener)
    assert {language for language, _ in listener.asked} == {"en"}
    assert found.right.part > 0
