"""Conversations of clips: the same for the same seed, and who speaks is where it is said to be."""

import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE
from desktop.bench.errors import VoicesMissing
from desktop.bench.joined import OVERLAP, PAUSES, SECONDS, Clips, joined, read_clips

# Three people who hum, each in a tone of his own, so that one can be told from another exactly.
TONES = {"anna": 200.0, "bea": 400.0, "carl": 800.0}


def hum(tone: float, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return 0.3 * np.sin(2 * np.pi * tone * np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE)


CLIPS: Clips = {
    name: tuple(hum(tone, seconds) for seconds in (2.0, 5.0, 11.0)) for name, tone in TONES.items()
}


def test_the_same_seed_gives_the_same_conversations_and_another_gives_others() -> None:
    first, again = list(joined(CLIPS, 2, seed=1)), list(joined(CLIPS, 2, seed=1))
    assert [one.stretches for one in first] == [one.stretches for one in again]
    assert all(np.array_equal(a.samples, b.samples) for a, b in zip(first, again, strict=True))
    (other, _) = joined(CLIPS, 2, seed=2)
    assert other.stretches != first[0].stretches


def test_two_and_three_people_take_turns_with_short_pauses_and_some_overlap() -> None:
    found = list(joined(CLIPS, 6, seed=1))
    assert [one.people for one in found] == [2, 3] * 3
    gaps = []
    for one in found:
        assert len({stretch.who for stretch in one.stretches}) == one.people
        assert all(a.who != b.who for a, b in pairwise(one.stretches))
        assert SECONDS - PAUSES[1] <= one.stretches[-1].end <= len(one.samples) / SAMPLE_RATE
        gaps += [b.start - a.end for a, b in pairwise(one.stretches)]
    assert -OVERLAP[1] - 0.01 <= min(gaps) < 0 < max(gaps) <= PAUSES[1] + 0.01


def test_the_voice_of_a_stretch_is_that_persons() -> None:
    (one,) = joined(CLIPS, 1, seed=3)
    for stretch in one.stretches:
        middle = int((stretch.start + stretch.end) / 2 * SAMPLE_RATE)
        power = np.abs(np.fft.rfft(one.samples[middle - 4000 : middle + 4000]))
        assert abs(float(power.argmax()) * 2 - TONES[stretch.who]) < 5


@pytest.mark.parametrize("bursts", [0, 1])
def test_a_turn_begins_and_ends_with_the_voice_and_not_with_the_room(bursts: int) -> None:
    chance = np.random.default_rng(5)
    room = 0.02 * chance.standard_normal(SAMPLE_RATE // 2)
    room[4000:5000] += bursts * hum(300, 1 / 16)  # loud, and too short for a voice
    clips: Clips = {
        name: (np.concatenate([room, hum(tone, 1.0), room]),) for name, tone in TONES.items()
    }
    for one in joined(clips, 4, seed=2):
        for stretch in one.stretches:
            assert stretch.end - stretch.start == pytest.approx(1.0, abs=0.05)
            within = one.samples[int(stretch.start * SAMPLE_RATE) :][: SAMPLE_RATE // 50]
            assert np.abs(within).mean() > 500


def test_clips_are_read_from_a_folder_a_person(tmp_path: Path) -> None:
    for name, tone in TONES.items():
        (tmp_path / name).mkdir()
        sound = np.pad(hum(tone, 1.0), SAMPLE_RATE // 2)
        with wave.open(str(tmp_path / name / "one.wav"), "wb") as file:
            file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
            file.writeframes((sound * 32767).astype("<i2").tobytes())
    found = read_clips(tmp_path)
    assert sorted(found) == sorted(TONES)
    assert len(found["anna"][0]) == pytest.approx(SAMPLE_RATE, abs=100)  # its silence left out


def test_fewer_than_three_people_are_too_few(tmp_path: Path) -> None:
    (tmp_path / "anna").mkdir()
    for place in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(VoicesMissing):
            read_clips(place)
