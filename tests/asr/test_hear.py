"""Hearing from beginning to end: channels, numbers, coverage; and the real model on the samples."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Block, open_sound
from asr.errors import SpeechModelUnusable
from asr.hear import Listener, Listening, hear
from asr.speech import Floats
from asr.transcribe import Hearing, SpeechModel
from asr.transcript import Language, Transcript, UtteranceId
from tests.fakes import FakeListener, blocks, silence, voice


def heard(sound: Iterable[Block], channels: int, listener: Listener, how: Listening) -> Transcript:
    work = hear(sound, channels, listener, how)
    while True:
        try:
            next(work)
        except StopIteration as end:
            transcript: Transcript = end.value
            return transcript


def test_channels_become_speakers_and_utterances_go_by_time() -> None:
    left = np.concatenate([voice(2), silence(4), voice(2, seed=3)])
    right = np.concatenate([silence(3), voice(2, seed=2)])
    how = Listening("nl", roles="call")
    transcript = heard(blocks(left, right), 2, FakeListener(), how)
    assert [u.speaker for u in transcript.utterances] == ["agent", "customer"]
    assert [u.id for u in transcript.utterances] == [1, 2]
    swapped = Listening("nl", roles="call", swapped=True)
    transcript = heard(blocks(left, right), 2, FakeListener(), swapped)
    assert [u.speaker for u in transcript.utterances] == ["customer", "agent"]


def test_coverage_counts_speech_not_silence() -> None:
    sound = np.concatenate([silence(5), voice(4), silence(5)])
    coverage = heard(blocks(sound), 1, FakeListener(), Listening("nl")).coverage
    assert coverage.recorded == 14.0
    assert 2.0 < coverage.speech < 5.0
    assert coverage.transcribed + coverage.skipped == pytest.approx(coverage.speech, abs=0.02)


def test_speech_that_gave_no_text_is_counted_as_skipped() -> None:
    coverage = heard(blocks(voice(4)), 1, FakeListener(sentence=""), Listening("nl")).coverage
    assert coverage.transcribed == 0
    assert coverage.skipped == coverage.speech > 2


def test_a_window_in_which_the_model_loops_is_heard_again_in_halves() -> None:
    @dataclass
    class Looping(FakeListener):
        """Loops on what is longer than ten seconds, as Whisper now and then does."""

        def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
            heard = super().hear(sound, language, hotwords)
            loops = len(sound) > 10 * SAMPLE_RATE
            segments = [replace(s, compression=3.0 if loops else 1.1) for s in heard.segments]
            return replace(heard, segments=segments)

    listener = Looping()
    sound = np.concatenate([voice(8), silence(0.6), voice(8, seed=2)])
    transcript = heard(blocks(sound), 1, listener, Listening("nl"))
    assert len(listener.asked) == 3
    starts = [u.start for u in transcript.utterances]
    assert len(starts) == 2
    assert starts[0] < 1 < 7 < starts[1]


def test_what_the_model_leaves_over_is_heard_with_what_follows() -> None:
    @dataclass
    class Short(FakeListener):
        """Stops half-way through the first window."""

        def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
            heard = super().hear(sound, language, hotwords)
            self.lengths = [*getattr(self, "lengths", []), len(sound) / SAMPLE_RATE]
            return replace(heard, until=12.0) if len(self.lengths) == 1 else heard

    listener = Short()
    sound = np.concatenate([voice(20), silence(0.6), voice(20, seed=2)])
    transcript = heard(blocks(sound), 1, listener, Listening("nl"))
    twice = listener.lengths[0] - 12.0
    assert sum(listener.lengths) == pytest.approx(len(sound) / SAMPLE_RATE + twice, abs=1.0)
    assert transcript.utterances[1].start == pytest.approx(12.0, abs=0.8)
    assert transcript.coverage.speech < len(sound) / SAMPLE_RATE  # what was put back counts once


def test_ten_minutes_of_nothing_are_an_empty_transcript() -> None:
    listener = FakeListener()
    transcript = heard(blocks(silence(600)), 1, listener, Listening("nl"))
    assert transcript.is_empty
    assert transcript.coverage.recorded == 600
    assert transcript.coverage.speech == 0
    assert listener.asked == []


def test_a_speaker_can_be_corrected_and_the_rest_stays() -> None:
    left, right = voice(2), np.concatenate([silence(3), voice(2, seed=2)])
    before = heard(blocks(left, right), 2, FakeListener(), Listening("nl", roles="call"))
    after = before.with_speaker(UtteranceId(2), "other")
    assert [u.speaker for u in after.utterances] == ["agent", "other"]
    assert [u.text for u in after.utterances] == [u.text for u in before.utterances]


@pytest.mark.parametrize("present", [[], ["model.bin"], ["tokenizer.json"]])
def test_a_folder_that_is_no_speech_model_is_refused(tmp_path: Path, present: list[str]) -> None:
    for name in present:
        (tmp_path / name).write_bytes(b"nothing")
    with pytest.raises(SpeechModelUnusable):
        SpeechModel(tmp_path)


def test_a_model_that_cannot_be_loaded_is_refused(tmp_path: Path, whisper_base: Path) -> None:
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / name).write_bytes((whisper_base / name).read_bytes())
    (tmp_path / "model.bin").write_bytes(b"<html>not a model</html>")
    with pytest.raises(SpeechModelUnusable):
        SpeechModel(tmp_path)


@pytest.fixture(scope="module")
def model(whisper_base: Path) -> SpeechModel:
    return SpeechModel(whisper_base, threads=2)


def sample(name: str, model: SpeechModel, how: Listening) -> tuple[Transcript, list[str]]:
    """What is heard in a bundled sample, and the words truly said in it."""
    folder = files("assets") / "sample"
    truth = json.loads((folder / f"{name.split('.')[0]}.json").read_text(encoding="utf-8"))
    with as_file(folder / name) as file, open_sound(file, "split") as sound:
        transcript = heard(sound, sound.channels, model, how)
    return transcript, [turn["text"] for turn in truth["turns"]]


@pytest.mark.model
@pytest.mark.xdist_group("whisper")
def test_whisper_hears_the_call_on_two_channels(model: SpeechModel) -> None:
    transcript, turns = sample("call.wav", model, Listening("nl", roles="call", telephone=True))
    folder = files("assets") / "sample"
    truth = json.loads((folder / "call.json").read_text(encoding="utf-8"))["turns"]
    assert {u.speaker for u in transcript.utterances} == {"agent", "customer"}
    met = [
        any(
            u.speaker == turn["speaker"] and abs(u.start - turn["start"]) <= 0.5
            for u in transcript.utterances
        )
        for turn in truth
    ]
    assert sum(met) >= 0.8 * len(truth)
    said = sum(len(text.split()) for text in turns)
    words = [word for u in transcript.utterances for word in u.words]
    assert 0.7 * said < len(words) < 1.3 * said
    assert all(u.start <= w.start <= w.end for u in transcript.utterances for w in u.words[1:])
    assert all(0 <= word.probability <= 1 for word in words)


@pytest.mark.model
@pytest.mark.xdist_group("whisper")
def test_whisper_takes_hotwords_to_heart(model: SpeechModel) -> None:
    """The words given reach the real model: with them it writes the name it otherwise misses."""
    with as_file(files("assets") / "sample" / "nl.ogg") as file, open_sound(file) as sound:
        some = [block for block, _ in zip(sound, range(75), strict=False)]
    plain = heard(iter(some), 1, model, Listening("nl"))
    told = heard(iter(some), 1, model, Listening("nl", vocabulary=("Xylomethazolone",) * 2))
    assert _text(plain) != _text(told)


def _text(transcript: Transcript) -> str:
    return " ".join(u.text for u in transcript.utterances)
