"""One recording while it runs: sound in, seconds kept, troubles told, orders obeyed."""

from collections.abc import Callable
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path

from asr.ear_wire import Behind, Closed, EarMessage, Opened, Opening
from asr.microphone import SNIPPET_SECONDS, Snippet
from desktop.capture.awake import Awake
from desktop.capture.ear import Ear
from desktop.capture.gathering import Gathering, Track
from desktop.capture.messages import (
    Alarm,
    Ended,
    EndReason,
    Hearing,
    Kept,
    Loudness,
    MaySleep,
    Order,
    RoomLow,
)
from desktop.capture.news_line import NewsLine
from desktop.capture.orders import Orders
from desktop.capture.watchdog import Trouble, Watchdog
from desktop.errors import DiskFull, GriffelError, PlaceFull
from desktop.store.place import room

TICK = 0.05  # seconds between two looks
SLOW_TICK = 2.0  # seconds between two looks at the disk
MOST_AT_ONCE = 50  # messages; after a stall there are many, and orders must not wait for them all
CRASH_PATIENCE = 1.0  # an ear that crashes is not begun anew more often than this
_LOSSES = ("lost", "moved")
LAST_SOUND = 0.3  # what is said while stopping is still in the sound server for 0.2 s


class CaptureRun:
    """One recording, from the first sound to the last word about it."""

    def __init__(
        self,
        ears: Callable[[str], Ear],
        device: str,
        track: Track,
        place: Path | None,
        news: NewsLine,
        orders: Orders,
        clock: Callable[[], float],
        awake: Awake | None = None,
    ) -> None:
        self._ears = ears
        self._device = device
        self._gathering = Gathering(track)
        self._place = place
        self._news = news
        self._orders = orders
        self._clock = clock
        self._awake = awake
        self._told = 0.0
        self._looked = 0.0
        self._low = False
        self._trouble: Trouble | None = None
        self._reason: EndReason | None = None
        self._code = ""
        self._dog = Watchdog(clock(), device)
        self._ear = ears(device)
        self._ear_began = clock()

    def run(self) -> Ended:
        """Record until told to stop, or until it cannot go on."""
        try:
            while self._reason is None:
                wait([*self._ear.awaited, *self._orders.awaited], TICK)
                self._hear()
                for order in self._orders.given():
                    self._obey(order)
                self._judge()
                self._look_around()
            self._hear_out()
        except GriffelError as error:
            self._fail(error)
        self._ear.end()
        ended = self._finished()
        if self._awake is not None:
            self._awake.release()
        return ended

    def stop(self) -> None:
        """End it soon, whatever it is doing."""
        self._reason = self._reason or "stopped"

    def _hear(self) -> None:
        for message in islice(self._ear.messages(), MOST_AT_ONCE):
            self._take(message)
        if self._gathering.kept > self._told:
            self._told = self._gathering.kept
            self._news.tell(Kept(seconds=self._told))

    def _take(self, message: EarMessage) -> None:
        now = self._clock()
        match message:
            case Snippet():
                loud, flat = self._gathering.take(message)
                self._dog.heard(now, SNIPPET_SECONDS, flat, loud.rms)
                self._news.tell(Loudness(peak=loud.peak, rms=loud.rms))
            case Behind(name, description, asked_is_here):
                self._dog.behind(now, name, asked_is_here)
                self._news.tell(Hearing(name=description))
            case Opening():
                self._gathering.begins()
                self._dog.opening(now)
            case Opened():
                self._dog.opened(now)
            case Closed():
                self._dog.closed(now)

    def _obey(self, order: Order) -> None:
        match order.kind:
            case "pause":
                self._gathering.pause()
            case "resume":
                self._gathering.resume(self._clock())
            case "bookmark":
                self._gathering.bookmark()
            case "stop":
                self.stop()

    def _judge(self) -> None:
        now = self._clock()
        verdict = self._dog.look(now)
        if verdict.trouble != self._trouble:
            known = self._trouble in _LOSSES
            self._trouble = verdict.trouble
            self._news.tell(Alarm(trouble=verdict.trouble))
            if verdict.trouble in _LOSSES:
                self._gathering.lost(deaf=self._dog.deaf, known=known)
        if verdict.restart or (self._ear.gone and now - self._ear_began > CRASH_PATIENCE):
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._ear.end()
        self._ear = self._ears(self._dog.expected)
        self._ear_began = self._clock()
        self._gathering.begins()
        self._dog.begins(self._ear_began)

    def _look_around(self) -> None:
        """What need not be looked at twenty times a second."""
        now = self._clock()
        if now - self._looked < SLOW_TICK:
            return
        self._looked = now
        self._reason = self._reason or self._orders.over()
        if self._awake is not None and not self._awake.holds:
            self._awake = None
            self._news.tell(MaySleep())
        if self._place is None:
            return
        left = room(self._place.parent)
        if left == "too_little_to_go_on":
            self._reason = self._reason or "full"
        elif left != "enough" and not self._low:
            self._low = True
            self._news.tell(RoomLow())

    def _hear_out(self) -> None:
        """Take what was said until this moment."""
        until = self._clock() + LAST_SOUND
        while not self._ear.gone and (left := until - self._clock()) > 0:
            wait(self._ear.awaited, left)
            self._hear()

    def _fail(self, error: GriffelError) -> None:
        self._reason = "full" if isinstance(error, PlaceFull | DiskFull) else "unwritable"
        self._code = error.code

    def _finished(self) -> Ended:
        try:
            self._gathering.finish(self._clock())
        except GriffelError as error:
            if not self._code:
                self._fail(error)
        reason = self._reason or "broken"
        return Ended(reason=reason, seconds=self._gathering.kept, code=self._code)
