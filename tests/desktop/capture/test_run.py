"""A recording whose disk fills up: what was kept is closed as it should be, and it is told."""

from collections.abc import Iterator
from itertools import count
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Block
from asr.ear_wire import Behind, Closed, EarMessage, Opened, Opening
from asr.elapsed import elapsed
from asr.microphone import SNIPPET_SAMPLES
from desktop.capture import run
from desktop.capture.ear import Ear
from desktop.capture.gathering import Nowhere
from desktop.capture.messages import Ended, Hearing, Kept, Order, RoomLow
from desktop.capture.news_line import NewsLine
from desktop.capture.orders import Orders
from desktop.capture.run import CaptureRun
from desktop.errors import DiskFull, GriffelError, PlaceFull, PlaceUnwritable
from desktop.store.place import Room
from tests.desktop.capture.ears import snippet
from tests.desktop.capture.studio import Script, Studio, counted, opens, sounds


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
    ("refusal", "reason"),
    [(PlaceFull, "full"), (DiskFull, "full"), (PlaceUnwritable, "unwritable")],
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
    monkeypatch: pytest.MonkeyPatch, room: Room, told: int
) -> None:
    studio = Studio(monkeypatch, room)
    ended = studio.records([*opens(), *sounds(0, 300)], until=20)
    assert ended.reason == "stopped"
    assert [news for _, news in studio.told.all].count(RoomLow()) == told


# --- what a device may do wrong, in the time of the test


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Studio:
    return Studio(monkeypatch)


ALARM_WITHIN = 2.0
WELL = [*opens(), *sounds(0, 600)]
BEFORE = 15  # snippets that come before something goes wrong
BEGUN = [*opens(), *sounds(0, BEFORE)]
NOT_USB: Script = [(2.0, Behind("", "", False))]
LOSSES: dict[str, Script] = {
    "stalls": BEGUN,
    "dies": [*BEGUN, (1.6, None)],
    "ends": [*BEGUN, (1.6, Closed())],
    "moves to nothing": [*BEGUN, *sounds(1.5, 600, BEFORE, silent=True), *NOT_USB],
}


def test_every_second_is_kept_and_told_and_what_is_left_at_the_end(studio: Studio) -> None:
    ended = studio.records([*opens(), *sounds(0, 125)], until=12.4)
    assert ended == Ended(reason="stopped", seconds=12.5)
    assert np.array_equal(studio.tape.sound, counted(0, 125))
    assert [len(block) for block in studio.tape.blocks] == [SAMPLE_RATE] * 12 + [SAMPLE_RATE // 2]
    assert studio.tape.marks == []
    assert studio.tape.closed
    told = [news for _, news in studio.told.all if isinstance(news, Kept)]
    assert told == [Kept(seconds=n) for n in range(1, 13)]
    assert studio.told.troubles == []


@pytest.mark.parametrize("wrong", LOSSES)
def test_a_device_that_is_lost_is_told_and_gone_on_with(studio: Studio, wrong: str) -> None:
    studio.records(LOSSES[wrong], WELL, until=20)
    assert studio.told.troubles == ["lost", None]
    assert studio.told.at("lost") <= 1.5 + ALARM_WITHIN
    assert [mark.kind for mark in studio.tape.marks] == ["device_lost", "gap"]
    (gap,) = studio.tape.gaps
    assert gap.at == BEFORE * SNIPPET_SAMPLES
    again = len(studio.tape.sound) // SNIPPET_SAMPLES - BEFORE
    assert np.array_equal(
        studio.tape.sound, np.concatenate([counted(0, BEFORE), counted(0, again)])
    )
    # Sound and gap together are the time that went by.
    assert len(studio.tape.sound) / SAMPLE_RATE + gap.seconds == pytest.approx(20.3, abs=0.2)
    assert len(studio.begun) == 2


def test_control_a_device_that_does_nothing_wrong_is_no_loss(studio: Studio) -> None:
    studio.records(WELL, until=20)
    assert studio.told.troubles == []
    assert studio.tape.marks == []
    assert len(studio.begun) == 1


def test_a_device_that_stays_away_is_a_gap_until_the_end(studio: Studio) -> None:
    studio.records(BEGUN, opens(), until=12)
    assert studio.told.troubles == ["lost"]
    assert [mark.kind for mark in studio.tape.marks] == ["device_lost", "gap"]
    assert studio.tape.gaps[0].seconds == pytest.approx(12.3 - 1.5, abs=0.2)


def test_a_mute_device_is_told_and_its_silence_is_kept(studio: Studio) -> None:
    studio.records([*BEGUN, *sounds(1.5, 100, BEFORE, silent=True)], until=8)
    assert studio.told.troubles == ["silent"]
    assert studio.told.at("silent") <= 1.5 + ALARM_WITHIN
    assert studio.tape.marks == []
    assert len(studio.tape.sound) >= 7.5 * SAMPLE_RATE
    assert not studio.tape.sound[BEFORE * SNIPPET_SAMPLES :].any()
    assert len(studio.begun) == 1


def test_sound_of_another_device_is_kept_until_the_right_one_is_back(studio: Studio) -> None:
    other: Script = [
        (1.55, Behind("built-in", "Built-in", False)),
        (2.55, Behind("built-in", "Built-in", True)),
    ]
    studio.records([*opens(), *sounds(0, 600), *other], WELL, until=12, device="usb")
    assert studio.told.troubles == ["moved", None]
    assert np.array_equal(studio.tape.sound[: 25 * SNIPPET_SAMPLES], counted(0, 25))
    assert Hearing(name="Built-in") in [news for _, news in studio.told.all]
    assert studio.begun == ["usb", "usb"]


@pytest.mark.parametrize(
    "never",
    [
        [(0.0, Opening())],
        [(at / 10, message) for at in range(0, 300, 3) for message in (Opening(), Closed())],
    ],
    ids=["hangs in opening", "cannot open"],
)
def test_a_device_that_never_opens_is_told(studio: Studio, never: Script) -> None:
    ended = studio.records(never, until=20)
    assert studio.told.troubles == ["lost"]
    assert ended == Ended(reason="stopped", seconds=0.0)
    assert studio.tape.closed


def test_an_order_is_obeyed_at_once_whatever_the_device_does(studio: Studio) -> None:
    studio.records(BEGUN, opens(), until=6)
    assert studio.now - Studio.BEGAN <= 6 + 0.5


def test_a_pause_keeps_nothing(studio: Studio) -> None:
    orders = [(3.0, Order(kind="pause")), (6.0, Order(kind="resume"))]
    studio.records(WELL, until=9, orders=[*orders, (7.0, Order(kind="bookmark"))])
    assert [mark.kind for mark in studio.tape.marks] == ["pause", "resumed", "bookmark"]
    assert len(studio.tape.sound) / SAMPLE_RATE == pytest.approx(6.3, abs=0.2)
