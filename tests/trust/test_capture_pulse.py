"""Real capture from a real sound server: not a sample is lost, and a device that goes is told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from asr import microphone
from asr.audio import SAMPLE_RATE, sound_of
from asr.confine import Sender
from asr.ear import run_ear
from asr.elapsed import elapsed
from desktop.capture import Target
from desktop.capture.devices import find_microphones
from desktop.capture.orders import ALONE_SECONDS
from desktop.capture.process import capture_with, run_capture
from desktop.capture.watchdog import Verdict, Watchdog
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from tests.desktop.capture.visits import Visit, app, children, until
from tests.fakes import FIRST_ID
from tests.trust.conftest import needs_full
from tests.trust.scale import full
from tests.trust.sound_server import SoundServer, breaks, counting, missing_tools

RAMP_SECONDS = full(600.0, 8.0)
FROZEN_SECONDS = full(5.0, 2.0)
ALARM_WITHIN = 2.0
BACK_WITHIN = 3.0
GAP_WITHIN = 0.2
MICROPHONE = "testmic.monitor"
DEVICES = full((MICROPHONE, ""), ("",))  # by its name, or whatever is the default

pytestmark = [
    pytest.mark.trust,
    pytest.mark.timeout(RAMP_SECONDS + 120),
    pytest.mark.skipif(bool(missing_tools()), reason=f"not on this machine: {missing_tools()}"),
]


@pytest.fixture
def server(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SoundServer]:
    """A sound server that everything this test starts will find."""
    running = SoundServer(tmp_path_factory.mktemp("pulse"))
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    running.start()
    yield running
    running.end()


@pytest.fixture
def recordings(tmp_path: Path) -> SealedRecordings:
    return SealedRecordings(tmp_path / "recordings", DataKeys(tmp_path / "keys", Key.new()))


@pytest.fixture
def busy() -> Iterator[None]:
    """Both cores have other work."""
    order = [sys.executable, "-c", "while True: pass"]
    running = [subprocess.Popen(order) for _ in range(2)]  # noqa: S603 - our own words
    yield
    for process in running:
        process.kill()
        process.wait()


Begin = Callable[..., Visit]


@pytest.fixture
def begin(recordings: SealedRecordings) -> Iterator[Begin]:
    """Begin a recording that hears the microphone by now; whatever happens, it is ended."""
    begun: list[Visit] = []

    def began(target: Target = run_capture, device: str = MICROPHONE) -> Visit:
        begun.append(Visit(recordings, target, device))
        begun[-1].until(lambda visit: visit.at.get("sound"))
        return begun[-1]

    yield began
    for visit in begun:
        visit.capture.stop()


def test_the_microphone_is_found(server: SoundServer) -> None:
    assert [(found.id, found.default) for found in find_microphones()] == [(MICROPHONE, True)]


def test_what_the_microphone_hears_is_kept(server: SoundServer, begin: Begin) -> None:
    visit = begin()
    server.play(counting(60))
    visit.until_kept(visit.kept + 3)
    visit.until(lambda visit: np.count_nonzero(visit.sound) > SAMPLE_RATE)
    visit.stops()
    assert visit.recording.complete


# From here on the real time of a real sound server counts: in `make trust`, where nothing else
# takes the machine. What a busy one does not disturb is tried in tests/desktop/capture.


@needs_full()
@pytest.mark.parametrize("device", DEVICES, ids=repr)
def test_not_a_sample_is_lost(server: SoundServer, begin: Begin, device: str) -> None:
    visit = begin(device=device)
    player = server.play(counting(RAMP_SECONDS))
    visit.until(lambda _: player.poll() is not None, RAMP_SECONDS + 20)
    visit.until_kept(visit.kept + 2)
    visit.stops()
    assert breaks(visit.sound) == 0
    assert np.count_nonzero(visit.sound) == np.count_nonzero(counting(RAMP_SECONDS))
    assert visit.gaps == []


@needs_full()
def test_control_a_reader_that_drops_sound_is_seen(server: SoundServer, begin: Begin) -> None:
    visit = begin(partial(capture_with, _forgetful, ALONE_SECONDS))
    server.play(counting(8))
    visit.until_kept(6)
    visit.stops()
    assert breaks(visit.sound) > 0
    assert sum(visit.gaps) > 0.5


@needs_full()
def test_nothing_is_lost_while_both_cores_are_busy_and_the_app_is_frozen(
    server: SoundServer, recordings: SealedRecordings, busy: None
) -> None:
    with app(recordings, device=MICROPHONE) as running:
        until(lambda: recordings.open(FIRST_ID).seconds >= 1)
        player = server.play(counting(RAMP_SECONDS))
        until(lambda: recordings.open(FIRST_ID).seconds >= 3)
        running.send_signal(signal.SIGSTOP)
        time.sleep(FROZEN_SECONDS)  # what is tested: nobody reads the news for so long
        running.send_signal(signal.SIGCONT)
        until(lambda: player.poll() is not None, RAMP_SECONDS + 20)
        ends = recordings.open(FIRST_ID).seconds + 2
        until(lambda: recordings.open(FIRST_ID).seconds >= ends)
        running.terminate()
        running.wait(10)
    recording = recordings.open(FIRST_ID)
    sound = sound_of(recording)[0]
    assert recording.complete
    assert breaks(sound) == 0
    assert np.count_nonzero(sound) == np.count_nonzero(counting(RAMP_SECONDS))
    assert list(recording.marks()) == []


def _removed(server: SoundServer) -> None:
    server.unplug("testmic")


def _plugged_in(server: SoundServer) -> None:
    server.plug_in("testmic")


def _suspended(server: SoundServer) -> None:
    server.order("suspend-sink", "testmic", "1")


def _woken(server: SoundServer) -> None:
    server.order("suspend-sink", "testmic", "0")


LOSSES = {
    "removed": (_removed, _plugged_in),
    "suspended": (_suspended, _woken),
    "server killed": (SoundServer.kill, SoundServer.start),
}


@needs_full()
@pytest.mark.parametrize("device", DEVICES, ids=repr)
@pytest.mark.parametrize("how", LOSSES)
def test_a_device_that_goes_is_told_and_gone_on_with_when_it_is_back(
    server: SoundServer, begin: Begin, how: str, device: str
) -> None:
    goes, returns = LOSSES[how]
    visit = begin(device=device)
    server.play(counting(30))
    visit.until_kept(4)
    went = elapsed()
    goes(server)
    visit.until(lambda visit: visit.troubles == ["lost"])
    assert visit.at["lost"] - went <= ALARM_WITHIN
    visit.until(lambda _: elapsed() - went > 4)
    returns(server)
    back = elapsed()
    server.play(counting(30))
    visit.until(lambda visit: visit.troubles == ["lost", None])
    assert visit.at["None"] - back <= BACK_WITHIN
    visit.until_kept(visit.kept + 3)
    heard, kept = visit.heard_for, visit.kept
    visit.stops()
    assert visit.recording.complete
    assert [mark.kind for mark in visit.recording.marks()] == ["device_lost", "gap"]
    assert visit.gaps[0] == pytest.approx(heard - kept, abs=GAP_WITHIN)


@needs_full()
@pytest.mark.parametrize("how", full(tuple(LOSSES), ("suspended",)))
def test_stopping_is_quick_while_the_device_is_gone(
    server: SoundServer, begin: Begin, how: str
) -> None:
    visit = begin()
    server.play(counting(10))
    visit.until_kept(2)
    LOSSES[how][0](server)
    visit.until(lambda visit: visit.troubles == ["lost"])
    visit.stops()
    assert visit.recording.complete


def test_an_ear_that_nobody_hears_any_more_leaves(server: SoundServer, begin: Begin) -> None:
    visit = begin()
    (capture,) = children(os.getpid())
    (ear,) = children(capture)
    _suspended(server)  # it has nothing to say, so it does not notice by speaking
    os.kill(capture, signal.SIGKILL)
    until(lambda: not _runs(ear))
    visit.until(lambda visit: visit.capture.ended)


def _runs(process: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


@needs_full()
def test_another_microphone_is_told_and_heard_until_the_right_one_is_back(
    server: SoundServer, begin: Begin
) -> None:
    server.plug_in("other")
    server.order("set-default-source", "other.monitor")
    visit = begin()
    server.play(counting(30), "other")
    visit.until_kept(3)
    went = elapsed()
    server.unplug("testmic")
    visit.until(lambda visit: "moved" in visit.troubles)
    assert elapsed() - went <= ALARM_WITHIN
    visit.until_kept(visit.kept + 3)
    assert visit.troubles[-1] == "moved"
    server.plug_in("testmic")
    back = elapsed()
    server.play(counting(30))
    visit.until(lambda visit: visit.troubles[-1] != "moved")
    assert elapsed() - back <= BACK_WITHIN
    visit.stops()
    assert visit.recording.complete
    assert np.count_nonzero(visit.sound) > 2 * SAMPLE_RATE


@needs_full()
@pytest.mark.parametrize("how", full(("removed", "suspended"), ("removed",)))
def test_control_without_the_watchdog_the_loss_is_told_to_nobody(
    server: SoundServer, begin: Begin, how: str
) -> None:
    visit = begin(_unwatched)
    server.play(counting(20))
    visit.until_kept(4)
    went = elapsed()
    LOSSES[how][0](server)
    visit.until(lambda _: elapsed() - went > 2 * ALARM_WITHIN)
    assert visit.troubles == []
    visit.stops()
    assert np.count_nonzero(visit.sound) < (2 * ALARM_WITHIN + 2) * SAMPLE_RATE


def _unwatched(connection: Connection) -> None:
    """The real capture process with a watchdog that sees nothing."""
    pytest.MonkeyPatch().setattr(Watchdog, "look", lambda *_: Verdict(None, restart=False))
    run_capture(connection)


class _Slow:
    """Takes each message more slowly than sound comes."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def send_bytes(self, buf: bytes) -> None:
        time.sleep(0.15)
        self._sender.send_bytes(buf)


def _forgetful(sender: Sender, device: str) -> None:
    """The real ear with hardly any queue."""
    pytest.MonkeyPatch().setattr(microphone, "QUEUE_SECONDS", 0.2)
    run_ear(_Slow(sender), device)
