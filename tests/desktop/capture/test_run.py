"""A recording whose disk fills up: what was kept is closed as it should be, and it is told."""

from collections.abc import Iterator
from itertools import count
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from asr.audio import Block
from asr.ear_wire import EarMessage, Opened, Opening
from asr.elapsed import elapsed
from desktop.capture import run
from desktop.capture.ear import Ear
from desktop.capture.gathering import Nowhere
from desktop.capture.messages import Ended, Order, RoomLow, to_bytes
from desktop.capture.news_line import NewsLine
from desktop.capture.orders import Orders
from desktop.capture.run import CaptureRun
from desktop.errors import GriffelError, PlaceFull, PlaceUnwritable
from desktop.store.place import Room
from tests.desktop.capture.ears import snippet


class QuickEar(Ear):
    """An ear without a process, which has a snippet whenever it is asked."""

    def __init__(self, device: str) -> None:
        self._gone = False
        self._numbers = count()
        self.ended = False
        self._first: list[EarMessage] = [Opening(), Opened()]

    @property
    def awaited(self) -> list[Connection]:
        return []

    def messages(self) -> Iterator[EarMessage]:
        if self._first:
            yield from self._first
            self._first = []
        number = next(self._numbers)
        yield snippet(number, 100 + number / 10)

    def end(self) -> None:
        self.ended = True


class Disk(Nowhere):
    """Takes so many blocks, and then no more."""

    def __init__(self, room: int, refusal: type[GriffelError] = PlaceFull) -> None:
        self._room = room
        self._refusal = refusal
        self.closed = False

    def append(self, block: Block) -> None:
        if not self._room:
            raise self._refusal
        self._room -= 1

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def line() -> Iterator[tuple[Connection, Connection]]:
    """The app's end and the end of the capture process."""
    ends = Pipe()
    yield ends
    for end in ends:
        end.close()


def _run(disk: Disk, line: tuple[Connection, Connection], place: Path) -> Ended:
    news, orders = NewsLine(line[1]), Orders(line[1], place, elapsed)
    return CaptureRun(QuickEar, "", disk, place, news, orders, elapsed).run()


@pytest.mark.parametrize(
    ("refusal", "reason"), [(PlaceFull, "full"), (PlaceUnwritable, "unwritable")]
)
def test_a_disk_that_refuses_ends_it_and_what_was_kept_is_told(
    line: tuple[Connection, Connection],
    tmp_path: Path,
    refusal: type[GriffelError],
    reason: str,
) -> None:
    ended = _run(Disk(2, refusal), line, tmp_path / "x.sound")
    assert ended == Ended(reason=reason, seconds=2.0, code=refusal.code)


def test_before_the_disk_is_full_the_recording_is_closed_with_everything(
    line: tuple[Connection, Connection], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "room", lambda _: "too_little_to_go_on")
    disk = Disk(10)
    ended = _run(disk, line, tmp_path / "x.sound")
    assert (ended.reason, ended.code) == ("full", "")
    assert ended.seconds > 0
    assert disk.closed


@pytest.mark.parametrize(("room", "told"), [("low", 1), ("too_little_to_begin", 1), ("enough", 0)])
def test_a_disk_that_fills_up_is_told_once_and_recording_goes_on(
    line: tuple[Connection, Connection],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: Room,
    told: int,
) -> None:
    monkeypatch.setattr(run, "SLOW_TICK", 0.0)
    looks: list[Path] = []

    def look(folder: Path) -> Room:
        looks.append(folder)
        if len(looks) == 5:
            line[0].send_bytes(to_bytes(Order(kind="stop")))
        return room

    monkeypatch.setattr(run, "room", look)
    assert _run(Disk(100), line, tmp_path / "x.sound").reason == "stopped"
    heard = []
    while line[0].poll(0.2):
        heard.append(line[0].recv_bytes())
    assert heard.count(to_bytes(RoomLow())) == told
