"""What is played into the microphone of a story, or lies in a file of it."""

import wave
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from asr.audio import SAMPLE_RATE, Samples, open_sound
from tests.fakes import silence, voice


def sample(until: float, since: float = 0.0) -> Samples:
    """The Dutch sample from that second to that one."""
    with as_file(files("assets") / "sample" / "nl.ogg") as file, open_sound(file) as sound:
        whole = np.concatenate([block.samples[0] for block in sound])
    return np.ascontiguousarray(whole[round(since * SAMPLE_RATE) : round(until * SAMPLE_RATE)])


def talk(seconds: float) -> Samples:
    """Somebody who speaks, and then a second of nothing."""
    sound = np.concatenate([voice(seconds), silence(1)])
    return np.round(sound * 32767).astype(np.int16)


def talk_on(seconds: float) -> Samples:
    """Somebody who speaks on and on, and holds their breath at times."""
    piece = talk(10)
    return np.resize(piece, round(seconds * SAMPLE_RATE))


def nothing(seconds: float) -> Samples:
    """A room in which nobody speaks."""
    noise = np.random.default_rng(1).normal(0, 6, round(seconds * SAMPLE_RATE))
    return np.round(noise).astype(np.int16)


def written(file: Path, sound: Samples) -> Path:
    """The sound in a file."""
    with wave.open(str(file), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(SAMPLE_RATE)
        made.writeframes(sound.astype("<i2").tobytes())
    return file
