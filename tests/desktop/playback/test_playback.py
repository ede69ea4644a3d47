"""Playing in a process of its own, as the app sees it: with loudspeakers that do one thing each."""

import os
import signal
import tempfile
from collections.abc import Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from asr.errors import LoudspeakerMissing
from desktop.playback import PATIENCE, Ended, Failed, News, Playback, Position, Target
from desktop.playback.errors import PlaybackStopped
from desktop.playback.messages import to_bytes
from desktop.playback.process import play_with
from desktop.playback.run import Speaker
from desktop.store.sealing import Key
from tests.desktop.capture.visits import children, until
from tests.desktop.playback import loudspeakers
from tests.desktop.playback.sounds import counting, recorded

STEADY = partial(play_with, loudspeakers.steady)
SECONDS = 30.0


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Key]:
    return recorded(tmp_path_factory.mktemp("sound"), counting(SECONDS))


class Listening:
    """A playback, what it told, and the clock that it looks at."""

    def __init__(self, sound: tuple[Path, Key], target: Target) -> None:
        self.now = 0.0
        self.playback = Playback(*sound, target=target, clock=lambda: self.now)
        self.told: list[News] = []
        self._others = set(children(os.getpid()))

    @property
    def children(self) -> set[int]:
        """The processes that were begun to play."""
        return set(children(os.getpid())) - self._others

    def hears(self, kind: type[News]) -> News:
        """Take news until some of that kind has come."""
        before = len(self.told)

        def came() -> bool:
            self.told += self.playback.news(0.05)
            return any(isinstance(news, kind) for news in self.told[before:])

        until(came, 60.0)
        return self.told[-1]


@pytest.fixture
def steady(sound: tuple[Path, Key]) -> Iterator[Listening]:
    one = Listening(sound, STEADY)
    yield one
    one.playback.close()


def test_it_tells_where_it_is_until_the_end(steady: Listening) -> None:
    steady.playback.play(10.0)
    assert isinstance(steady.hears(Ended), Ended)
    places = [news.seconds for news in steady.told if isinstance(news, Position)]
    assert places == sorted(places)
    assert places[0] >= 9.0
    assert places[-1] <= SECONDS
    assert not steady.playback.playing


def test_news_of_before_a_jump_is_left_out(sound: tuple[Path, Key]) -> None:
    one = Listening(sound, _late)
    one.playback.play(1.0)
    one.playback.play(25.0)
    one.hears(Ended)
    assert one.told == [Position(turn=2, seconds=25.0), Ended(turn=2)]
    one.playback.close()


def test_after_a_pause_nothing_is_told(steady: Listening) -> None:
    steady.playback.play(1.0)
    steady.hears(Position)
    steady.playback.pause()
    assert list(steady.playback.news(0.3)) == []
    steady.playback.play(2.0)
    assert steady.hears(Position)  # control


def test_a_process_that_dies_is_told_and_the_next_play_begins_another(steady: Listening) -> None:
    steady.playback.play()
    steady.hears(Position)
    (child,) = steady.children
    os.kill(child, signal.SIGKILL)
    assert steady.hears(Failed) == Failed(turn=1, code=PlaybackStopped.code)
    steady.playback.play(5.0)
    assert steady.hears(Position)


def test_a_process_that_left_for_want_of_work_is_begun_anew(sound: tuple[Path, Key]) -> None:
    one = Listening(sound, STEADY)
    one.playback.play()
    one.hears(Position)
    one.playback.pause()
    (child,) = one.children
    os.kill(child, signal.SIGKILL)
    one.playback.play(3.0)
    assert one.hears(Position)
    one.playback.close()


def test_a_missing_loudspeaker_is_told(sound: tuple[Path, Key]) -> None:
    one = Listening(sound, partial(play_with, loudspeakers.missing))
    one.playback.play()
    assert one.hears(Failed) == Failed(turn=1, code=LoudspeakerMissing.code)
    one.playback.close()


@pytest.mark.parametrize(("target", "left"), [("steady", 0), ("leaky", 1)])
def test_no_file_is_left_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, left: int
) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setenv("TMPDIR", str(passing))
    place, key = recorded(tmp_path, counting(3.0))
    sealed, kept = place.read_bytes(), list(place.parent.iterdir())
    targets: dict[str, Target] = {"steady": STEADY, "leaky": _leaky}
    one = Listening((place, key), targets[target])
    one.playback.play()
    one.hears(Ended)
    one.playback.close()
    assert (place.read_bytes(), list(place.parent.iterdir())) == (sealed, kept)
    assert len(list(passing.iterdir())) == left


@pytest.mark.parametrize("speaker", [loudspeakers.hanging, loudspeakers.deaf])
def test_a_loudspeaker_that_takes_nothing_is_given_up(
    sound: tuple[Path, Key], speaker: Speaker
) -> None:
    one = Listening(sound, partial(play_with, speaker))
    one.playback.play()
    one.now = PATIENCE - 1
    assert list(one.playback.news(0.2)) == []
    one.now = PATIENCE + 1
    assert one.hears(Failed) == Failed(turn=1, code=LoudspeakerMissing.code)
    assert one.children == set()
    one.playback.close()


def test_closing_ends_the_process_whatever_it_does(sound: tuple[Path, Key]) -> None:
    one = Listening(sound, partial(play_with, loudspeakers.hanging))
    one.playback.play()
    until(lambda: len(one.children) == 1, 60.0)
    one.playback.close()
    assert one.children == set()
    one.playback.close()


def test_a_process_that_speaks_nonsense_is_ended(sound: tuple[Path, Key]) -> None:
    one = Listening(sound, _babbling)
    one.playback.play()
    assert one.hears(Failed) == Failed(turn=1, code=PlaybackStopped.code)
    one.playback.close()


def _late(connection: Connection) -> None:
    """Tells of the first play when the second has been asked for."""
    for _ in ("begin", "play", "play"):
        connection.recv_bytes()
    for news in (
        Position(turn=1, seconds=1.5),
        Ended(turn=1),
        Position(turn=2, seconds=25.0),
        Ended(turn=2),
    ):
        connection.send_bytes(to_bytes(news))
    connection.poll(30)


def _leaky(connection: Connection) -> None:
    """Leaves a file behind."""
    connection.recv_bytes()
    with tempfile.NamedTemporaryFile(delete=False):
        connection.send_bytes(to_bytes(Ended(turn=1)))


def _babbling(connection: Connection) -> None:
    connection.recv_bytes()
    connection.send_bytes(b"kanariegeel")
    connection.poll(30)
