"""The engine process by itself: it ends with the app, reaches nothing, and prints nothing."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from asr.errors import AudioMissing, SpeechModelUnusable
from desktop.engine import Engine, Failed, News, Ready, process
from desktop.engine.process import NICE, engine_with
from desktop.store.sealed_recording import SealedRecordings
from tests.asr.echo import Echo
from tests.desktop.capture.visits import until
from tests.desktop.engine.engines import told_until
from tests.desktop.engine.recordings import listen_to, recorded, talk
from tests.fakes import FIRST_ID


def probing_engine(door: str, connection: Connection) -> None:
    """An engine whose model tells by the kind of its failure whether a door is open."""
    engine_with(partial(_probe, door), connection)


def _probe(door: str, folder: Path) -> Echo:
    open_doors: dict[str, Callable[[], object]] = {
        "network": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close(),
        "local socket": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close(),
    }
    try:
        open_doors[door]()
    except OSError:
        raise SpeechModelUnusable from None
    raise AudioMissing


def failure(recordings: SealedRecordings, door: str) -> News:
    with Engine(partial(probing_engine, door)) as engine:
        engine.order(listen_to(recorded(recordings, talk()[:1])))
        return told_until(engine, lambda told: any(isinstance(n, Failed) for n in told))[-1]


def test_the_network_is_closed_to_it(recordings: SealedRecordings) -> None:
    closed = Failed(consultation=FIRST_ID, code=SpeechModelUnusable.code)
    assert failure(recordings, "network") == closed


def test_control_another_door_is_open(recordings: SealedRecordings) -> None:
    is_open = Failed(consultation=FIRST_ID, code=AudioMissing.code)
    assert failure(recordings, "local socket") == is_open


def crashing_engine(connection: Connection) -> None:
    """An engine that fails in a way that nobody foresaw, with a sentence in the error."""
    engine_with(_crash, connection)


def _crash(folder: Path) -> Echo:
    print("zonnebloempitten op tafel")  # noqa: T201 - what is tested
    raise LookupError("zonnebloempitten in de kast")


def test_a_failure_that_nobody_foresaw_tells_nothing(
    recordings: SealedRecordings, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.engine.MINUTE", 1e9)
    with Engine(crashing_engine) as engine:
        engine.order(listen_to(recorded(recordings, talk()[:1])))
        told_until(engine, lambda told: any(isinstance(n, Failed) for n in told))
    assert "zonnebloem" not in "".join(capfd.readouterr())


def test_control_outside_an_engine_it_would(capfd: pytest.CaptureFixture[str]) -> None:
    order = "from pathlib import Path; from tests.desktop.engine import test_process as t"
    subprocess.run([sys.executable, "-c", f"{order}; t._crash(Path())"])  # noqa: S603
    told = "".join(capfd.readouterr())
    assert "op tafel" in told
    assert "in de kast" in told


def test_it_steps_back_behind_the_app(recordings: SealedRecordings) -> None:
    recordings.begin(FIRST_ID, channels=1).leave()
    with Engine() as engine:
        engine.order(listen_to(recordings))
        told_until(engine, lambda told: told == [Ready()])
        assert engine.process
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, engine.process) == min(19, own + NICE)


@pytest.mark.parametrize("state", ["idle", "busy"])
def test_it_ends_when_its_app_is_killed(
    recordings: SealedRecordings, tmp_path: Path, state: str
) -> None:
    recordings.begin(FIRST_ID, channels=1).leave()
    order = [sys.executable, "-m", "tests.desktop.engine.app", state]
    app = subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
    assert app.stdin
    assert app.stdout
    app.stdin.write(listen_to(recordings).model_dump_json().encode() + b"\n")
    app.stdin.close()
    engine = int(app.stdout.readline())
    assert not is_gone(engine)
    app.send_signal(signal.SIGKILL)
    app.wait()
    app.stdout.close()
    until(lambda: is_gone(engine))


def test_a_process_that_hears_keeps_its_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(process, "keep_freed_memory", lambda: told.append("kept"))
    with pytest.raises(SpeechModelUnusable):
        process.load_whisper(tmp_path)
    assert told == ["kept"]


def is_gone(process: int) -> bool:
    """Whether it has ended; that nobody asked how does not count."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"
