"""The network that tells voices apart: the file we know, and one voice more like itself."""

import json
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from asr import voice_model
from asr.audio import SAMPLE_RATE, open_sound, sound_of
from asr.errors import SpeechModelUnusable
from asr.speech import Floats
from asr.voice_model import SIZE, SLICE, voices
from tests.fakes import voice


def sample(name: str, speaker: str) -> list[Floats]:
    """What one speaker of a bundled sample says, a slice a turn."""
    folder = files("assets") / "sample"
    turns = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["turns"]
    with as_file(folder / f"{name}.ogg") as file, open_sound(file) as reader:
        sound = sound_of(reader)[0].astype(np.float32) / 32768
    starts = [int(t["start"] * SAMPLE_RATE) for t in turns if t["speaker"] == speaker]
    return [sound[start : start + SLICE] for start in starts]


def test_rows_have_length_one_and_none_of_their_numbers_is_below_zero() -> None:
    rows = voices([voice(1.6), voice(0.5), voice(4)])
    assert rows.shape == (3, SIZE)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert rows.min() >= 0
    assert voices([]).shape == (0, SIZE)


def test_one_voice_is_more_like_itself_than_like_another() -> None:
    one, other = voices(sample("nl", "clinician")), voices(sample("nl", "patient"))
    own, between = one @ one.T, one @ other.T
    assert np.median(own) > np.median(between) + 0.05


def test_how_loud_somebody_is_does_not_matter() -> None:
    sound = voice(1.6)
    near, far = voices([sound, sound / np.float32(20)])
    assert near @ far > 0.999


def test_a_file_that_is_not_the_one_we_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    voice_model._session.cache_clear()
    monkeypatch.setattr(voice_model, "_SHA256", "0" * 64)
    with pytest.raises(SpeechModelUnusable):
        voices([voice(1.6)])
    monkeypatch.undo()
    assert len(voices([voice(1.6)])) == 1  # control: the file that is there is the right one


def test_the_file_stays_small() -> None:
    with as_file(files("assets") / "voice" / "encoder.onnx") as file:
        assert Path(file).stat().st_size < 3_000_000
