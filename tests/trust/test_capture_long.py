"""Four hours of recording, as fast as the disk allows: the capture process does not grow."""

from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from asr.audio import Block
from desktop.capture.ear import Listen
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordingInProgress, SealedRecordings
from desktop.store.sealing import Key
from tests.desktop.capture import ears
from tests.desktop.capture.visits import Visit, unwatched
from tests.trust.scale import full

SECONDS = full(4 * 3600, 300)
FIRST = 20  # seconds after which it has settled
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
def test_the_capture_process_does_not_grow(recordings: SealedRecordings, tmp_path: Path) -> None:
    visit = Visit(recordings, partial(unwatched, _sound(tmp_path)))
    assert _growth(visit, tmp_path) <= MAY_GROW
    assert visit.stops().seconds == SECONDS
    assert list(visit.recording.marks()) == []


@needs_proc
def test_control_one_that_holds_on_to_the_sound_does(
    recordings: SealedRecordings, tmp_path: Path
) -> None:
    visit = Visit(recordings, partial(_hoarding, _sound(tmp_path)))
    assert _growth(visit, tmp_path) > MAY_GROW
    visit.stops()


def _sound(folder: Path) -> Listen:
    """All of it as fast as it is taken; what comes after the first seconds waits for a sign."""
    return partial(ears.at_once_when_told, FIRST * 10, SECONDS * 10, folder / "go")


def _growth(visit: Visit, folder: Path) -> int:
    """Bytes that the capture process grows by, from its first seconds to its last."""
    visit.until_kept(FIRST)
    process = visit.capture._process.pid
    assert process is not None
    before = _resident(process)
    (folder / "go").touch()
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
    unwatched(listen, connection)
