"""A recording without a process, a device or a clock of its own: time passes when it waits.

So what a device may do wrong is tried to the tenth of a second, however busy the machine is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from asr.audio import Block, Samples
from asr.ear_wire import Behind, Closed, EarMessage, Opened, Opening
from asr.microphone import SNIPPET_SAMPLES, Snippet
from desktop.capture import run
from desktop.capture.ear import Ear
from desktop.capture.messages import Alarm, Ended, EndReason, News, Order
from desktop.capture.news_line import NewsLine
from desktop.capture.orders import Orders
from desktop.capture.run import CaptureRun
from desktop.capture.watchdog import Trouble
from desktop.store.mark import Mark
from desktop.store.place import Room
from tests.desktop.capture.ears import snippet, zeros

USB = Behind("usb", "Table microphone", True)
# What an ear says, each with the seconds after its beginning; None: its process dies.
Script = list[tuple[float, EarMessage | None]]


@dataclass
class Tape:
    """A track that remembers everything."""

    blocks: list[Samples] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    closed: bool = False

    def append(self, block: Block) -> None:
        self.blocks.append(block.samples[0])

    def mark(self, mark: Mark) -> None:
        self.marks.append(mark)

    def close(self) -> None:
        self.closed = True

    @property
    def sound(self) -> Samples:
        return np.concatenate([np.zeros(0, np.int16), *self.blocks])

    @property
    def gaps(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == "gap"]


def opens() -> Script:
    """What an ear says first."""
    return [(0.0, Opening()), (0.0, Opened()), (0.0, USB)]


def sounds(start: float, count: int, first: int = 0, silent: bool = False) -> Script:
    """So many snippets in time, from that second on, the number of the first given."""
    make = zeros if silent else snippet
    times = [start + 0.1 * (n + 1) for n in range(count)]
    return [(at, make(first + n, at)) for n, at in enumerate(times)]


class ScriptedEar(Ear):
    """Says what its script says, at the time of the studio."""

    def __init__(self, studio: "Studio", script: Script) -> None:
        self._studio = studio
        self._began = studio.now
        self._script = sorted(script, key=lambda line: line[0])
        self._gone = False

    @property
    def awaited(self) -> list[Connection]:
        return []

    def messages(self) -> Iterator[EarMessage]:
        while self._script and self._began + self._script[0][0] <= self._studio.now + 1e-9:
            after, message = self._script.pop(0)
            if message is None:
                self._gone = True
                yield Closed()
                return
            if isinstance(message, Snippet):
                message = replace(message, at=self._began + after)
            yield message

    def end(self) -> None:
        self._gone = True


class Told(NewsLine):
    """Remembers what is told, and when."""

    def __init__(self, studio: "Studio") -> None:
        self._studio = studio
        self.all: list[tuple[float, News]] = []

    def tell(self, news: News) -> None:
        self.all.append((self._studio.now, news))

    @property
    def troubles(self) -> list[Trouble | None]:
        return [news.trouble for _, news in self.all if isinstance(news, Alarm)]

    def at(self, trouble: Trouble | None) -> float:
        """The second of the recording at which that was told first."""
        alarm = Alarm(trouble=trouble)
        return next(at for at, news in self.all if news == alarm) - self._studio.BEGAN


class Given(Orders):
    """Orders at given times."""

    def __init__(self, studio: "Studio", orders: Sequence[tuple[float, Order]]) -> None:
        self._studio = studio
        self._orders = sorted(orders, key=lambda line: line[0])

    @property
    def awaited(self) -> list[Connection]:
        return []

    def given(self) -> Iterator[Order]:
        while self._orders and self._orders[0][0] <= self._studio.now - Studio.BEGAN:
            yield self._orders.pop(0)[1]

    def over(self) -> EndReason | None:
        return None


class Studio:
    """Everything around one recording."""

    BEGAN = 1000.0

    def __init__(self, patch: pytest.MonkeyPatch, room: Room = "enough") -> None:
        self.now = self.BEGAN
        self.tape, self.told = Tape(), Told(self)
        self.begun: list[str] = []
        patch.setattr(run, "wait", lambda _, seconds: self._pass(seconds))
        patch.setattr(run, "room", lambda _: room)

    def records(
        self,
        *scripts: Script,
        until: float,
        device: str = "",
        orders: Sequence[tuple[float, Order]] = (),
    ) -> Ended:
        """Record until that second; each ear that is begun follows the next script."""
        left = list(scripts)

        def begin(asked: str) -> Ear:
            self.begun.append(asked)
            return ScriptedEar(self, left.pop(0) if len(left) > 1 else list(left[0]))

        given = Given(self, [*orders, (until, Order(kind="stop"))])
        place = Path("nowhere.sound")
        recording = CaptureRun(begin, device, self.tape, place, self.told, given, lambda: self.now)
        return recording.run()

    def _pass(self, seconds: float) -> None:
        self.now += seconds


def counted(first: int, snippets: int) -> Samples:
    """The samples of so many snippets that count up."""
    start = first * SNIPPET_SAMPLES + 1
    return np.arange(start, start + snippets * SNIPPET_SAMPLES).astype(np.int16)
