"""A recording that a test makes, with everything that was told about it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from asr.audio import Samples, sound_of
from asr.elapsed import elapsed
from desktop.capture import Alarm, Capture, Ended, Kept, Loudness, News, Target, end_abandoned
from desktop.capture.ear import Listen
from desktop.capture.orders import ALONE_SECONDS
from desktop.capture.process import capture_with
from desktop.capture.watchdog import Verdict, Watchdog
from desktop.store.sealed_recording import SealedRecording, SealedRecordings
from tests.fakes import FIRST_ID
from tests.trust.scale import FULL

STOPS_WITHIN = 2.0
PATIENCE = 200.0  # a machine with much else to do; what is promised is tried in `make trust`


def until(so: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until this is so."""
    deadline = elapsed() + patience
    while not so():
        assert elapsed() < deadline, "it did not come about"
        time.sleep(0.02)


def children(process: int) -> list[int]:
    """The processes that this one has spawned, but for those that only look after others."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    found = [int(child) for task in tasks for child in task.read_text().split()]
    return [pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@contextmanager
def app(
    recordings: SealedRecordings, alone: float = ALONE_SECONDS, device: str = "stand-in"
) -> "Iterator[subprocess.Popen[bytes]]":
    """A program that records, to be frozen or killed; nothing of it is left behind."""
    recordings.begin(FIRST_ID, channels=1).leave()
    place, key = recordings.place(FIRST_ID), recordings.key(FIRST_ID).revealed().hex()
    order = [sys.executable, "-m", "tests.desktop.capture.app", str(place), str(alone), device]
    running = subprocess.Popen(order, stdin=subprocess.PIPE)  # noqa: S603 - our own words
    assert running.stdin
    running.stdin.write(f"{key}\n".encode())
    running.stdin.close()
    try:
        yield running
    finally:
        running.kill()
        running.wait()
        end_abandoned(place)


def unwatched(listen: Listen, connection: Connection) -> None:
    """The real capture process, for an ear that gives all it has at once and then nothing more.

    A watchdog would take that for a loss, and listen anew as soon as the test is held up.
    """
    pytest.MonkeyPatch().setattr(Watchdog, "look", lambda *_: Verdict(None, restart=False))
    capture_with(listen, ALONE_SECONDS, connection)


class Visit:
    """A recording under way, and everything that was told about it."""

    def __init__(self, recordings: SealedRecordings, target: Target, device: str = "") -> None:
        recordings.begin(FIRST_ID, channels=1).leave()
        self.recordings = recordings
        self.place = recordings.place(FIRST_ID)
        self.capture = Capture(device, self.place, recordings.key(FIRST_ID), target)
        self.told: list[News] = []
        self.at: dict[str, float] = {}

    def until(self, found: Callable[["Visit"], object], patience: float = PATIENCE) -> None:
        """Take news until this is so."""
        deadline = elapsed() + patience
        while not found(self):
            assert elapsed() < deadline, self.told[-5:]
            for news in self.capture.news(0.1):
                self.told.append(news)
                if isinstance(news, Alarm):
                    self.at.setdefault(str(news.trouble), elapsed())
                if isinstance(news, Loudness):
                    self.at.setdefault("sound", elapsed())
                if isinstance(news, Kept):
                    self.at["kept"] = elapsed()

    def until_kept(self, seconds: float) -> None:
        self.until(lambda visit: visit.kept >= seconds)

    @property
    def kept(self) -> float:
        return max((news.seconds for news in self.told if isinstance(news, Kept)), default=0.0)

    @property
    def troubles(self) -> list[str | None]:
        return [news.trouble for news in self.told if isinstance(news, Alarm)]

    def stops(self) -> Ended:
        asked = elapsed()
        ended = self.capture.stop()
        assert not FULL or elapsed() - asked <= STOPS_WITHIN
        return ended

    @property
    def recording(self) -> SealedRecording:
        return self.recordings.open(FIRST_ID)

    @property
    def sound(self) -> Samples:
        samples: Samples = sound_of(self.recording)[0]
        return samples

    @property
    def heard_for(self) -> float:
        """From the first sound until what was kept last came in, by the clock of the test."""
        return self.at["kept"] - self.at["sound"] + 0.1

    @property
    def gaps(self) -> list[float]:
        return [mark.seconds for mark in self.recording.marks() if mark.kind == "gap"]
