"""The capture process: it takes the sound from the ear, keeps it, and waits for nobody.

The app may freeze or die; recording goes on. Without an app it goes on for half an hour at most.
Before that it ends when it finds a file of the name of the recording with ".stop" behind it, as an
app that was started again leaves it. In every case the recording is closed as it should be.
"""

import signal
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from asr.confine import fall_silent
from asr.ear import run_ear
from asr.elapsed import elapsed
from asr.silence import leave_no_dumps, refuse_network
from desktop.capture.awake import Awake
from desktop.capture.ear import Ear, Listen
from desktop.capture.gathering import Nowhere, Track
from desktop.capture.messages import Begin, Ended, read_order
from desktop.capture.news_line import NewsLine
from desktop.capture.orders import ALONE_SECONDS, Orders, stop_place
from desktop.capture.run import CaptureRun
from desktop.errors import GriffelError
from desktop.store.sealed_recording import SealedRecordingInProgress
from desktop.store.sealing import Key


def run_capture(connection: Connection) -> None:
    """Record as the app orders."""
    capture_with(run_ear, ALONE_SECONDS, connection)


def capture_with(listen: Listen, alone: float, connection: Connection) -> None:
    """The same with an ear of one's own, for tests of what a device may do wrong."""
    fall_silent()
    leave_no_dumps()
    refuse_network()
    news = NewsLine(connection)
    begin = read_order(connection.recv_bytes())
    if not isinstance(begin, Begin):
        return
    place = Path(begin.place) if begin.place else None
    try:
        track = _track(place, begin.key)
    except GriffelError as error:
        news.end(Ended(reason="unwritable", code=error.code))
        return
    orders = Orders(connection, place, elapsed, alone)
    awake = Awake() if place else None
    ears = partial(Ear, listen)
    run = CaptureRun(ears, begin.device, track, place, news, orders, elapsed, awake)
    _end_as_told(run)
    news.end(run.run())


def _track(place: Path | None, key: str) -> Track:
    if place is None:
        return Nowhere()
    stop_place(place).unlink(missing_ok=True)
    return SealedRecordingInProgress.on(place, Key(bytes.fromhex(key)))


def _end_as_told(run: CaptureRun) -> None:
    """Close the recording when the session or the terminal ends."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: run.stop())
