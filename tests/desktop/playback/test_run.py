"""The loop of the playing process, with a loudspeaker and a clock in the hands of the test."""

import multiprocessing
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from asr.audio import SAMPLE_RATE
from asr.errors import LoudspeakerMissing
from asr.loudspeaker import LATENCY, Give
from desktop.errors import ConsultationUnknown, RecordingDamaged
from desktop.playback.messages import (
    Begin,
    Ended,
    Failed,
    News,
    Order,
    Pause,
    Play,
    Position,
    Tempo,
    read_news,
    to_bytes,
)
from desktop.playback.run import IDLE, PlaybackRun, Speaker
from tests.desktop.capture.visits import until
from tests.desktop.playback import loudspeakers
from tests.desktop.playback.sounds import counting, recorded

Samples = npt.NDArray[np.int16]


class Playing:
    """A run in a thread of the test, which is its app and its loudspeaker."""

    def __init__(self, begin: Begin, speaker: Speaker | None = None) -> None:
        self.app, theirs = multiprocessing.Pipe()
        self.now = 0.0
        self._give: Give | None = None
        run = PlaybackRun(theirs, begin, speaker or self._open, lambda: self.now)
        self._thread = threading.Thread(target=self._run, args=(run, theirs), daemon=True)
        self._thread.start()

    def say(self, *orders: Order) -> None:
        for order in orders:
            self.app.send_bytes(to_bytes(order))

    def play(self, at: float = 0.0, speed: float = 1.0, turn: int = 1) -> None:
        self.say(Play(turn=turn, at=at, speed=speed))

    def take(self, samples: int) -> Samples:
        """What the loudspeaker gets. It asks for a sample at a time, until there are so many."""
        until(lambda: self._give)
        assert self._give is not None
        give, taken = self._give, bytearray()

        def enough() -> bool:
            while len(taken) < 2 * samples and any(sample := give(1)):
                taken.extend(sample)
            return len(taken) == 2 * samples

        until(enough)
        return np.frombuffer(bytes(taken), dtype=np.int16)

    def silent(self) -> bool:
        """Whether the loudspeaker gets nothing any more."""
        assert self._give is not None
        return not any(self._give(SAMPLE_RATE))

    def told(self) -> News:
        """The next news; the clock goes on until there is some."""

        def waits() -> bool:
            self.now += 0.05
            return self.app.poll(0.01)

        until(waits)
        return read_news(self.app.recv_bytes())

    @property
    def over(self) -> bool:
        return not self._thread.is_alive()

    def close(self) -> None:
        self.app.close()
        self._thread.join(20)
        assert self.over

    def _open(self, give: Give) -> None:
        self._give = give

    def _run(self, run: PlaybackRun, theirs: Connection) -> None:
        run.run()
        theirs.close()


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    place, key = recorded(tmp_path, counting(1.5))
    return Begin(place=str(place), key=key.revealed().hex())


@pytest.fixture
def playing(begin: Begin) -> Iterator[Playing]:
    one = Playing(begin)
    yield one
    one.close()


def test_the_recording_sounds_sample_by_sample(playing: Playing) -> None:
    playing.play()
    heard = playing.take(24_000)
    assert np.array_equal(heard, counting(1.5))


def test_it_begins_where_it_was_told(playing: Playing) -> None:
    playing.play(at=1.25)
    assert np.array_equal(playing.take(1_000), counting(0.0625, first=20_001))


def test_two_channels_sound_together(tmp_path: Path) -> None:
    left, right = np.full(8_000, 100, np.int16), np.full(8_000, 300, np.int16)
    place, key = recorded(tmp_path, left, right)
    one = Playing(Begin(place=str(place), key=key.revealed().hex()))
    one.play()
    assert set(one.take(8_000).tolist()) == {200}
    one.close()


def test_it_tells_where_it_is_and_that_it_ended(playing: Playing) -> None:
    playing.play(turn=7)
    playing.take(SAMPLE_RATE)
    news = playing.told()
    assert isinstance(news, Position)
    assert news.turn == 7
    assert news.seconds == pytest.approx(1.0 - LATENCY, abs=0.03)
    playing.take(8_000)
    until(lambda: playing.told() == Ended(turn=7))
    assert playing.silent()


def test_a_loudspeaker_that_takes_nothing_more_is_told_of_once(playing: Playing) -> None:
    playing.play()
    playing.take(1_000)
    assert isinstance(playing.told(), Position)
    playing.now += 10
    assert not playing.app.poll(0.3)
    playing.take(1_000)
    assert isinstance(playing.told(), Position)  # control


def test_a_pause_is_silent_and_playing_goes_on_from_where_it_is_told(playing: Playing) -> None:
    playing.play()
    playing.take(1_000)
    playing.say(Pause())
    until(playing.silent)
    playing.play(at=0.5, turn=2)
    assert np.array_equal(playing.take(100), counting(100 / SAMPLE_RATE, first=8_001))
    until(lambda: playing.told().turn == 2)


def test_twice_as_fast_takes_half_as_long(playing: Playing) -> None:
    playing.play(speed=2.0)
    playing.take(11_000)
    playing.say(Tempo(speed=1.0))
    until(lambda: playing.silent() and isinstance(playing.told(), Ended))


def test_a_missing_loudspeaker_is_told(begin: Begin) -> None:
    one = Playing(begin, loudspeakers.missing)
    one.play()
    assert one.told() == Failed(turn=1, code=LoudspeakerMissing.code)
    one.close()


def test_a_loudspeaker_that_hangs_holds_up_nothing(begin: Begin) -> None:
    one = Playing(begin, loudspeakers.hanging)
    one.play()
    one.say(Pause())
    one.close()


def test_what_is_damaged_is_played_until_there(tmp_path: Path) -> None:
    place, key = recorded(tmp_path, counting(4.0))
    sealed = bytearray(place.read_bytes())
    sealed[len(sealed) * 5 // 8] ^= 1  # in the third second
    place.write_bytes(sealed)
    one = Playing(Begin(place=str(place), key=key.revealed().hex()))
    one.play()
    assert np.array_equal(one.take(2 * SAMPLE_RATE), counting(2.0))
    until(lambda: one.silent() and one.told() == Failed(turn=1, code=RecordingDamaged.code))
    one.close()


def test_a_recording_that_is_gone_is_told(tmp_path: Path) -> None:
    place, key = recorded(tmp_path, counting(1.0))
    place.unlink()
    one = Playing(Begin(place=str(place), key=key.revealed().hex()))
    one.play()
    assert one.told() == Failed(turn=1, code=ConsultationUnknown.code)
    one.close()


def test_after_long_without_work_it_leaves(playing: Playing) -> None:
    playing.now = IDLE - 1
    playing.play()
    playing.take(100)
    playing.now = 10 * IDLE
    assert np.array_equal(playing.take(100), counting(100 / SAMPLE_RATE, first=101))  # control
    playing.say(Pause())
    until(playing.silent)
    assert not playing.over
    playing.now = 12 * IDLE
    until(lambda: playing.over)
