"""Four hours of recording, as fast as the disk allows: the capture process does not grow."""

import os
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from asr.audio import Block
from desktop.capture.ear import Listen
from desktop.capture.orders import ALONE_SECONDS
from desktop.capture.process import capture_with
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordingInProgress, SealedRecordings
from desktop.store.sealing import Key
from tests.desktop.capture import ears
from tests.desktop.capture.visits import Visit, children
from tests.trust.scale import full

SECONDS = full(4 * 3600, 300)
MAY_GROW = full(50_000_000, 5_000_000)  # bytes; the sound itself takes 32,000 a second

pytestmark = [pytest.mark.trust, pytest.mark.timeout(600)]


def _resident(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="needs /proc: Linux only"
)


@pytest.fixture
def recordings(tmp_path: Path) -> SealedRecordings:
    return SealedRecordings(tmp_path / "recordings", DataKeys(tmp_path / "keys", Key.new()))


@needs_proc
def test_the_capture_process_does_not_grow(recordings: SealedRecordings) -> None:
    target = partial(capture_with, partial(ears.at_once, SECONDS * 10), ALONE_SECONDS)
    visit = Visit(recordings, target)
    assert _growth(visit) <= MAY_GROW
    assert visit.stops().seconds == SECONDS
    assert list(visit.recording.marks()) == []


@needs_proc
def test_control_one_that_holds_on_to_the_sound_does(recordings: SealedRecordings) -> None:
    visit = Visit(recordings, partial(_hoarding, partial(ears.at_once, SECONDS * 10)))
    assert _growth(visit) > MAY_GROW
    visit.stops()


def _growth(visit: Visit) -> int:
    """Bytes that the capture process grows by, from its first seconds to its last."""
    visit.until_kept(20)
    (process,) = children(os.getpid())
    before = _resident(process)
    visit.until(lambda visit: visit.kept >= SECONDS, 500)
    return _resident(process) - before


def _hoarding(listen: Listen, connection: Connection) -> None:
    """The real capture process, with a recording that holds on to all sound."""
    held: list[Block] = []
    append = SealedRecordingInProgress.append

    def append_and_hold(recording: SealedRecordingInProgress, block: Block) -> None:
        held.append(block)
        append(recording, block)

    pytest.MonkeyPatch().setattr(SealedRecordingInProgress, "append", append_and_hold)
    capture_with(listen, ALONE_SECONDS, connection)
