"""No network: what is tried is refused, the product never tries, and it works where there is none.

Each proof has its control in here: the same attempts, or a call to the model hub, with the network
open.
"""

import json
import os
import socket
import subprocess
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import pytest

from asr.audio import SAMPLE_RATE
from asr.silence import OFFLINE
from tests.fakes import blocks, voice
from tests.summarize.runtimes import tiny_model
from tests.trust.attempts import attempts
from tests.trust.conftest import needs_full, needs_root, needs_tool
from tests.trust.doorbell import Doorbell
from tests.trust.scale import full
from tests.trust.tracing import read, traced

ROOT = Path(__file__).parents[2]
GRIFFEL = str(Path(sys.executable).with_name("griffel"))
SECONDS = 240
SPOKEN = 6  # seconds of sound; Whisper takes as long over them as over half a minute
# What a library does that asks for a model, where nothing stops it.
ASK_THE_HUB = """
from huggingface_hub import HfApi
HfApi(token=False).model_info("maker/model", timeout=2)
"""
# What an engine does with a language model, over and over for so many seconds.
WRITE = """
import sys
from pathlib import Path
from asr.silence import leave_no_dumps, refuse_network
leave_no_dumps()
refuse_network()
from asr.elapsed import elapsed
from summarize.generate import Generate
from summarize.llama import Llama
from summarize.template import find_template
from tests.summarize.talks import VISIT
began, notes = elapsed(), 0
writer = Generate(Llama(Path(sys.argv[1]), threads=1))
while not notes or elapsed() - began < float(sys.argv[2]):
    writer.follow(VISIT)
    notes += bool(tuple(writer.lines(VISIT, find_template("soep", "nl"))))
"""
# Not every kernel knows all of these; where one does, the guard has to refuse it.
MAYBE = {
    "socket: IPv4 raw",
    "socket: IPv4 echo",
    "socket: IPv4 many paths",
    "socket: IPv6 stream",
    "socket: IPv6 datagram",
    "socket: IPv6 raw",
    "socket: bare frames",
    "socket: host of a virtual machine",
    "socket: vehicle bus",
    "socket: bluetooth",
    "socket: cluster",
    "socket: kernel cipher",
    "socket: fast frames",
    "look a name up",
    "half-size interface",
    "32-bit interface",
    "io_uring",
    "another process's socket",
}


@dataclass(frozen=True)
class Tried:
    """What came of each attempt, and how often the bell rang."""

    outcomes: dict[str, str]
    rings: int

    @property
    def made(self) -> set[str]:
        return {name for name, outcome in self.outcomes.items() if outcome == "made"}


def _surroundings(bell: Doorbell | None = None) -> dict[str, str]:
    """Our own environment, with nothing in it that keeps a library from the network.

    A proxy would be called instead of the bell, and the hub's own address may never be.
    """
    names = [name for name in os.environ if "proxy" not in name.lower() and name not in OFFLINE]
    hub = f"http://127.0.0.1:{bell.tcp if bell else 9}"
    told = {"HF_HUB_DISABLE_TELEMETRY": "1", "HF_ENDPOINT": hub}
    return {name: os.environ[name] for name in names} | told


def _run(
    command: list[str],
    *,
    bell: Doorbell | None = None,
    passed: tuple[int, ...] = (),
    cwd: Path = ROOT,
    fails: bool = False,
) -> str:
    ran = subprocess.run(  # noqa: S603 - our own words
        command,
        cwd=cwd,
        env=_surroundings(bell),
        pass_fds=passed,
        stdout=subprocess.PIPE,
        timeout=SECONDS,
        stderr=subprocess.DEVNULL if fails else None,
    )
    assert (ran.returncode != 0) == fails
    return ran.stdout.decode()


def _tried(how: str, logs: Path | None = None) -> Tried:
    with Doorbell() as bell, socket.socket() as handed:
        numbers = [str(bell.tcp), str(bell.udp), str(handed.fileno())]
        command = [sys.executable, "-m", "tests.trust.attempts", how, *numbers]
        if logs is not None:
            command = traced(logs, *command)
        outcomes = json.loads(_run(command, bell=bell, passed=(handed.fileno(),)))
        return Tried(outcomes, bell.heard())


def test_there_are_enough_attempts() -> None:
    assert len(attempts()) >= 28
    assert set(attempts()) >= MAYBE


def test_nothing_that_is_tried_gets_out() -> None:
    tried = _tried("guarded")
    assert set(tried.outcomes) == set(attempts())
    assert tried.made == set()
    assert tried.rings == 0


def test_control_the_same_attempts_get_out_where_the_network_is_open() -> None:
    tried = _tried("open")
    assert set(attempts()) - tried.made <= MAYBE
    assert tried.rings >= 10


@needs_tool("strace")
def test_no_network_socket_comes_to_be(tmp_path: Path) -> None:
    _tried("guarded", tmp_path / "guarded")
    guarded = read(tmp_path / "guarded")
    assert guarded.asked > 28
    assert guarded.made == 1  # the one that is open when the network is closed
    assert guarded.connects == 0


@needs_tool("strace")
def test_control_without_the_guard_there_are_sockets_and_connections(tmp_path: Path) -> None:
    _tried("open", tmp_path / "open")
    opened = read(tmp_path / "open")
    assert opened.made > 20
    assert opened.connects > 10


@pytest.mark.model
@pytest.mark.xdist_group("whisper")
@pytest.mark.usefixtures("whisper_base")
@needs_tool("strace")
def test_from_sound_to_export_no_network_socket_is_even_asked_for(tmp_path: Path) -> None:
    sockets = []
    for number, command in enumerate(_road(tmp_path)):
        logs = tmp_path / f"step{number}"
        _run(traced(logs, *command), cwd=tmp_path)
        sockets.append(read(logs))
    assert [(one.asked, one.connects) for one in sockets] == [(0, 0)] * 4
    assert sum(one.processes for one in sockets) > 4  # the decoder's process among them
    assert (tmp_path / "out").is_dir()


@needs_tool("strace")
def test_a_language_model_asks_for_no_network_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, home = tiny_model(), tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    # What calls home does so after half a minute.
    command = [sys.executable, "-c", WRITE, str(model), str(full(45, 0))]
    _run(traced(tmp_path / "writing", *command))
    told = read(tmp_path / "writing")
    assert (told.asked, told.connects) == (0, 0)
    assert list(home.rglob("*")) == []


@needs_tool("strace")
def test_control_a_call_to_the_hub_asks_for_network_sockets(tmp_path: Path) -> None:
    with Doorbell() as bell:
        command = traced(tmp_path / "hub", sys.executable, "-c", ASK_THE_HUB)
        _run(command, bell=bell, fails=True)  # nobody answers
        assert bell.heard() > 0
    assert read(tmp_path / "hub").asked > 0


@needs_root()
@needs_tool("unshare")
def test_control_where_there_is_no_network_nobody_can_call() -> None:
    call = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)"
    with Doorbell() as bell:
        command = [sys.executable, "-c", call, str(bell.tcp)]
        _run(["unshare", "-n", *command], fails=True)
        assert bell.heard() == 0
        _run(command)
        assert bell.heard() == 1


@pytest.mark.model
@pytest.mark.xdist_group("whisper")
@pytest.mark.usefixtures("whisper_base")
@needs_full()
@needs_root()
@needs_tool("strace", "unshare")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_whole_demo_asks_for_no_network_and_needs_none(tmp_path: Path, language: str) -> None:
    demo = [GRIFFEL, "demo", "--language", language, "--out"]
    _run(traced(tmp_path / "logs", *demo, "watched"), cwd=tmp_path)
    watched = read(tmp_path / "logs")
    assert (watched.asked, watched.connects) == (0, 0)
    _run(["unshare", "-n", *demo, "alone"], cwd=tmp_path)
    assert any((tmp_path / "alone").glob("griffel-*"))


def _road(folder: Path) -> list[list[str]]:
    """The commands from a sound file to an exported note, as a user types them."""
    audio = str(folder / "sound.wav")
    with wave.open(audio, "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(b"".join(block.samples.tobytes() for block in blocks(voice(SPOKEN))))
    heard, note, out = (str(folder / name) for name in ("T.json", "N.json", "out"))
    model = ["--language", "nl", "--model", "whisper-base"]
    return [
        [GRIFFEL, "transcribe", audio, *model, "--data", "fictional", "--out", heard],
        [GRIFFEL, "draft", heard, "--template", "soep", "--out", note],
        [GRIFFEL, "approve", note, "--by", "A. Voorbeeld"],
        [GRIFFEL, "export", note, "--format", "docx", "--out", out],
    ]
