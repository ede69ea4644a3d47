"""Real playing to a real sound server: all of it is heard, and a server that stops is told."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Samples
from asr.errors import LoudspeakerMissing
from desktop import playback
from desktop.playback import Ended, Failed, News, Playback, Position
from tests.desktop.capture.visits import children, until
from tests.desktop.playback.sounds import recorded
from tests.trust.scale import full
from tests.trust.sound_server import SoundServer, counting, missing_tools

SECONDS = full(60.0, 4.0)
SLOW = 60.0  # seconds that a machine with other work may take to begin

pytestmark = [
    pytest.mark.trust,
    pytest.mark.timeout(SECONDS + 5 * SLOW),
    pytest.mark.skipif(bool(missing_tools()), reason=f"not on this machine: {missing_tools()}"),
]


@pytest.fixture
def server(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SoundServer]:
    """A sound server that everything this test starts will find, and finds slow if it is."""
    monkeypatch.setattr(playback, "PATIENCE", SLOW)
    running = SoundServer(tmp_path_factory.mktemp("pulse"))
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    running.start()
    yield running
    running.end()


class Listener:
    """A program that hears what the loudspeaker plays."""

    def __init__(self, place: Path) -> None:
        self._place = place
        form = ["--raw", "--rate=16000", "--format=s16le", "--channels=1", "--latency-msec=50"]
        with place.open("wb") as file:
            self._process = subprocess.Popen(  # noqa: S603 - our own words
                ["pacat", "--record", "--device=testmic.monitor", *form],  # noqa: S607
                stdout=file,
                stderr=subprocess.DEVNULL,
            )
        until(lambda: self.heard.size, SLOW)

    @property
    def heard(self) -> Samples:
        sound = self._place.read_bytes()
        return np.frombuffer(sound[: len(sound) // 2 * 2], dtype=np.int16)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def listener(server: SoundServer, tmp_path: Path) -> Iterator[Listener]:
    hearing = Listener(tmp_path / "heard")
    yield hearing
    hearing.end()


@pytest.fixture
def playing(tmp_path: Path, server: SoundServer) -> Iterator[Playback]:
    """A second of silence, in which the sound server may wake up, and samples that count."""
    sound = np.concatenate([np.zeros(SAMPLE_RATE, np.int16), counting(SECONDS)])
    one = Playback(*recorded(tmp_path, sound))
    yield one
    one.close()


def told_until(playing: Playback, kind: type[News]) -> list[News]:
    """What is told up to news of that kind."""
    told: list[News] = []

    def came() -> bool:
        told.extend(playing.news(0.1))
        return any(isinstance(news, kind) for news in told)

    until(came, SECONDS + SLOW)
    return told


def fell_silent(listener: Listener) -> bool:
    """Whether there was sound, and none for half a second after it."""
    sounding = np.flatnonzero(listener.heard)
    return bool(sounding.size) and listener.heard.size - sounding[-1] > SAMPLE_RATE // 2


def steps(heard: Samples) -> Samples:
    """From each sample to the next, silence left out: 1 is on, less than 1 is back."""
    found: Samples = np.diff(heard[heard != 0])
    return found


def test_the_whole_recording_is_heard_in_order(listener: Listener, playing: Playback) -> None:
    playing.play()
    told = told_until(playing, Ended)
    until(lambda: fell_silent(listener))
    # A server that other work keeps waiting leaves silence, or leaves something out.
    assert steps(listener.heard).min() >= 1
    assert np.count_nonzero(listener.heard) > 0.8 * counting(SECONDS).size
    places = [news.seconds for news in told if isinstance(news, Position)]
    assert places == sorted(places)
    assert places[-1] == pytest.approx(SECONDS + 1, abs=1.0)


def test_control_a_jump_back_is_heard(listener: Listener, playing: Playback) -> None:
    playing.play(2.5)
    until(lambda: np.count_nonzero(listener.heard) > SAMPLE_RATE // 2, SLOW)
    playing.play(1.5)
    told_until(playing, Ended)
    until(lambda: fell_silent(listener))
    assert steps(listener.heard).min() < 1


def test_a_loudspeaker_that_stands_still_is_given_up(
    server: SoundServer, playing: Playback, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = set(children(os.getpid()))
    playing.play()
    told_until(playing, Position)
    server.order("suspend-sink", "testmic", "1")
    monkeypatch.setattr(playback, "PATIENCE", 1.0)
    assert told_until(playing, Failed)[-1] == Failed(turn=1, code=LoudspeakerMissing.code)
    assert set(children(os.getpid())) == others


def test_without_a_sound_server_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playback, "PATIENCE", SLOW)
    for name, value in SoundServer(tmp_path).environment.items():  # one that is not started
        monkeypatch.setenv(name, value)
    one = Playback(*recorded(tmp_path, counting(1.0)))
    one.play()
    assert isinstance(told_until(one, Failed)[-1], Failed)
    one.close()
