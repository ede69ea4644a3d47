"""The sound of a file: what comes out, and how it ends."""

import wave
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, open_sound, sound_of
from asr.errors import AudioMissing


def test_two_channels_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    rows = np.array([[1000] * SAMPLE_RATE, [-3000] * SAMPLE_RATE], dtype=np.int16)
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(rows.T.tobytes())

    with open_sound(path, "split") as reader:
        assert np.array_equal(sound_of(reader), rows)
        assert not reader.damaged
    with open_sound(path) as reader:
        assert set(sound_of(reader)[0].tolist()) == {-1000}


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(AudioMissing), open_sound(tmp_path / "none.wav"):
        pass
