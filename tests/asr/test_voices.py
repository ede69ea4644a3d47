"""Voices: two people who sound different are told apart, two who sound alike are not."""

import numpy as np

from asr.audio import SAMPLE_RATE
from asr.speakers import speakers
from asr.speech import Floats
from asr.transcript import Word
from asr.utterances import Said
from asr.voices import likelier_first, voice_print
from tests.fakes import silence, voice


def buzz(pitch: float, formant: float, seconds: float = 1.5, seed: int = 1) -> Floats:
    """A sung vowel: harmonics of a pitch under one formant, with a little noise."""
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    noise = 0.002 * np.random.default_rng(seed).standard_normal(len(time))
    tones = [
        np.exp(-(((n * pitch - formant) / 400) ** 2)) * np.sin(2 * np.pi * n * pitch * time)
        for n in range(1, 40)
    ]
    sound = np.sum(tones, axis=0) + 0.05 * np.sin(2 * np.pi * pitch * time) + noise
    level = 0.2 / float(np.abs(sound).max())
    return np.asarray(sound * level, dtype=np.float32)


def test_a_print_holds_the_pitch() -> None:
    low, high = voice_print(buzz(100, 700)), voice_print(buzz(200, 700))
    assert low is not None
    assert high is not None
    assert np.isclose(high[0] - low[0], 12 * 0.8, atol=0.4)  # an octave, as it is weighed


def test_too_little_or_no_voice_has_no_print() -> None:
    assert voice_print(silence(2)) is None
    assert voice_print(buzz(120, 700, seconds=0.1)) is None
    assert voice_print(voice(3)) is not None  # control: real speech has one


def test_two_voices_are_learned_from_a_guess_that_is_partly_wrong() -> None:
    truth = [n % 2 == 0 for n in range(20)]
    prints = [
        voice_print(buzz(110 + n % 3, 600, seed=n) if one else buzz(150 + n % 3, 900, seed=n))
        for n, one in enumerate(truth)
    ]
    guess = [0.9 if one else 0.1 for one in truth]
    for wrong in (3, 8, 13):
        guess[wrong] = 1 - guess[wrong]
    odds = likelier_first(prints, [1.5] * 20, guess)
    assert [value > 0 for value in odds] == truth


def test_one_and_the_same_voice_gives_no_opinion() -> None:
    same = voice_print(buzz(120, 700))
    odds = likelier_first([same] * 20, [1.5] * 20, [0.9 if n % 2 else 0.1 for n in range(20)])
    assert max(abs(value) for value in odds) < 1e-6


def test_without_prints_there_is_no_opinion() -> None:
    assert likelier_first([None] * 6, [1.0] * 6, [0.5] * 6) == [0.0] * 6


def test_sound_gives_words_without_any_cue_to_their_speaker() -> None:
    """The cues settle a few utterances; the rest is told by the voice alone."""
    spoken = [
        ("Heeft u daar last van?", 110, 600),
        ("Blauw.", 150, 900),
        ("Heeft u dat vaker?", 110, 600),
        ("Ik heb last van mijn knie, dokter.", 150, 900),
        ("Hoe lang duurt dat?", 110, 600),
        ("Drie.", 150, 900),
        ("Groen.", 110, 600),
        ("Geel.", 150, 900),
    ]
    said = [_said(n, *one) for n, one in enumerate(spoken)]
    expected = ["clinician" if pitch == 110 else "patient" for _, pitch, _ in spoken]
    assert speakers(said, "nl") == expected
    silent = [Said(one.start, one.end, one.words) for one in said]
    assert speakers(silent, "nl") != expected  # control: by the words alone they are not told


def _said(number: int, text: str, pitch: float, formant: float) -> Said:
    start = 3.0 * number
    heard = voice_print(buzz(pitch, formant, seed=number))
    assert heard is not None
    words = tuple(Word(text=w, start=start, end=start, probability=1) for w in text.split())
    return Said(start, start + 2.8, words, tuple(heard.tolist()))
