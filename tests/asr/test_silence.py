"""A closed network and no memory dumps; all in processes of their own, for there is no way back."""

import errno
import json
import socket
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from asr import silence
from asr.audio import SAMPLE_RATE, open_sound_with, sound_of
from asr.confine import Sender, run_decoder
from asr.errors import AudioUnreadable, HearingError
from asr.wire import Ready, Refused, pack
from tests.asr.hostile import good

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux's")

ROOT = Path(__file__).parents[2]
CORE_PATTERN = Path("/proc/sys/kernel/core_pattern")
NOBODY = 65534


def _said(code: str, *arguments: str, guard: str = "refuse_network", cwd: Path = ROOT) -> object:
    """What a new process says as JSON after the guard has been called; "" calls none."""
    head = f"import json, sys\nsys.path.insert(0, {str(ROOT)!r})\n"
    call = f"from asr.silence import {guard}\ndone = {guard}()\n" if guard else "done = None\n"
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", head + call + code, *arguments],
        cwd=cwd,
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    return json.loads(ran.stdout)


TRY = """
import socket
def tried(family):
    try:
        socket.socket(family).close()
        return "made"
    except OSError as refusal:
        return type(refusal).__name__
"""


def test_network_sockets_are_refused_for_good() -> None:
    code = TRY + (
        "first = tried(socket.AF_INET)\n"
        "again = refuse_network()\n"
        "print(json.dumps([done, first, again, tried(socket.AF_INET6)]))"
    )
    assert _said(code) == ["refused", "PermissionError", "refused", "PermissionError"]


def test_control_without_the_guard_they_are_made() -> None:
    assert _said(TRY + "print(json.dumps([done, tried(socket.AF_INET)]))", guard="") == [
        None,
        "made",
    ]


def test_local_sockets_and_processes_of_our_own_stay_possible(tmp_path: Path) -> None:
    code = """
import asyncio, multiprocessing, os, socket, subprocess
async def nothing():
    return "loop"
with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as caller:
    server.bind(sys.argv[1])
    server.listen()
    caller.connect(sys.argv[1])
    caller.sendall(b"local")
    local = server.accept()[0].recv(5).decode()
left, right = socket.socketpair()
left.sendall(b"pair")
child = multiprocessing.get_context("spawn").Process(target=os.getpid)
child.start()
child.join()
echo = subprocess.run(["echo", "run"], stdout=subprocess.PIPE).stdout.decode().strip()
print(json.dumps([local, right.recv(4).decode(), asyncio.run(nothing()), child.exitcode, echo]))
"""
    assert _said(code, str(tmp_path / "here")) == ["local", "pair", "loop", 0, "run"]


def test_libraries_are_told_that_there_is_no_network() -> None:
    code = "import os\nprint(json.dumps({name: os.environ.get(name) for name in sys.argv[1:]}))"
    assert _said(code, *silence.OFFLINE) == silence.OFFLINE


def test_a_processor_we_do_not_know_is_said_to_be_unsupported() -> None:
    code = TRY + (
        "from asr import silence\n"
        "silence._PROCESSORS.clear()\n"
        "print(json.dumps([silence.refuse_network(), tried(socket.AF_INET)]))"
    )
    assert _said(code, guard="") == ["unsupported", "made"]


def test_a_network_socket_that_was_left_open_is_put_away() -> None:
    code = """
import os, socket
from asr.silence import refuse_network
left, local = socket.socket(), socket.socket(socket.AF_UNIX)
before = [os.fstat(one.fileno()).st_rdev for one in (left, local)]
refuse_network()
after = [os.fstat(one.fileno()).st_rdev for one in (left, local)]
print(json.dumps([after[0] == os.stat(os.devnull).st_rdev, after[1] == before[1]]))
"""
    assert _said(code, guard="") == [True, True]


# --- the filter, step by step, for the processors that are not this one


@dataclass(frozen=True)
class Call:
    """What the kernel shows the filter of a call."""

    architecture: int
    number: int
    first: int = 0


def _answer(steps: bytes, call: Call) -> int:
    """Go through the filter as the kernel does."""
    shown = {0: call.number, 4: call.architecture, 16: call.first & 0xFFFFFFFF}
    at, held = 0, 0
    program = list(struct.iter_unpack("=HBBI", steps))
    while True:
        code, if_so, if_not, value = program[at]
        at += 1
        if code == 0x20:
            held = shown[value]
        elif code == 0x06:
            return int(value)
        else:
            at += if_so if (held == value if code == 0x15 else held >= value) else if_not


ALLOWED, REFUSED = 0x7FFF0000, 0x00050000 | errno.EACCES


@pytest.mark.parametrize(
    ("name", "architecture", "socket_call", "socketpair_call"),
    [("x86_64", 0xC000003E, 41, 53), ("aarch64", 0xC00000B7, 198, 199)],
)
def test_the_filter_of_each_processor_lets_through_what_it_should(
    name: str, architecture: int, socket_call: int, socketpair_call: int
) -> None:
    steps = silence._steps(silence._PROCESSORS[name])
    for number in (socket_call, socketpair_call):
        assert _answer(steps, Call(architecture, number, socket.AF_UNIX)) == ALLOWED
        for family in (0, *range(2, 64), socket.AF_INET | 1 << 32):
            assert _answer(steps, Call(architecture, number, family)) == REFUSED
    other_calls = set(range(500)) - {socket_call, socketpair_call, 425, 438}
    for number in other_calls:
        assert _answer(steps, Call(architecture, number, socket.AF_INET)) == ALLOWED
    for number in (425, 438, 0x40000000 | socket_call, 0x40000000, 0xFFFFFFFF):
        assert _answer(steps, Call(architecture, number, socket.AF_UNIX)) == REFUSED
    for other in (0x40000003, 0x40000028):  # the 32-bit interfaces of the two
        assert _answer(steps, Call(other, 1, socket.AF_UNIX)) == REFUSED


# --- the decoder


class _Trying:
    """Tries a socket at the decoder's first word, before its cell has closed."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def send_bytes(self, buf: bytes) -> None:
        if buf == pack(Ready()):
            try:
                socket.socket().close()
            except PermissionError:
                pass
            else:
                buf = pack(Refused(AudioUnreadable))
        self._sender.send_bytes(buf)


def decoder_that_tries(sender: Sender, path: str) -> None:
    """The real decoder; it is caught out when it can make a socket."""
    run_decoder(_Trying(sender), path)


def open_decoder_that_tries(sender: Sender, path: str) -> None:
    """The same without the guard."""
    trying = _Trying(sender)
    trying.send_bytes(pack(Ready()))


def test_the_decoder_has_no_network_when_it_meets_the_file(tmp_path: Path) -> None:
    file = tmp_path / "sound.wav"
    file.write_bytes(good()["wav"])
    with open_sound_with(decoder_that_tries, file, "split") as reader:
        assert sound_of(reader).shape[1] / SAMPLE_RATE == pytest.approx(2.0, abs=0.1)
    with pytest.raises(HearingError), open_sound_with(open_decoder_that_tries, file, "split"):
        pass  # control: there it makes one


# --- dumps

CRASH = """
import os, signal
held = bytes(range(256)) * 64
os.kill(os.getpid(), getattr(signal, sys.argv[1]))
"""


def _cores(folder: Path, signal_name: str, guard: str) -> list[Path]:
    folder.mkdir()
    raised = "import resource\nresource.setrlimit(resource.RLIMIT_CORE, (2**30, 2**30))\n"
    head = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n"
    call = f"from asr.silence import {guard}\n{guard}()\n" if guard else ""
    crash = [sys.executable, "-c", raised + head + call + CRASH, signal_name]
    ended = subprocess.run(crash, cwd=folder, capture_output=True)  # noqa: S603 - our own words
    assert ended.returncode < 0
    return list(folder.iterdir())


@pytest.mark.parametrize("signal_name", ["SIGSEGV", "SIGABRT"])
def test_a_crash_leaves_no_memory_behind(tmp_path: Path, signal_name: str) -> None:
    assert _cores(tmp_path / "silent", signal_name, "leave_no_dumps") == []


@pytest.mark.skipif(
    not CORE_PATTERN.exists() or CORE_PATTERN.read_text(encoding="utf-8")[:1] in "|/",
    reason="NOT TRIED: this system puts memory dumps elsewhere than in the working folder",
)
def test_control_without_it_a_crash_leaves_a_dump(tmp_path: Path) -> None:
    assert _cores(tmp_path / "open", "SIGSEGV", "")


def test_dumps_are_off_and_crash_reports_too() -> None:
    code = """
import ctypes, faulthandler, resource
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
print(json.dumps([resource.getrlimit(resource.RLIMIT_CORE), dumpable, faulthandler.is_enabled()]))
"""
    enabled = "import faulthandler\nfaulthandler.enable()\nfrom asr.silence import leave_no_dumps\n"
    assert _said(enabled + "leave_no_dumps()\n" + code, guard="") == [[0, 0], 0, False]
    control = _said(enabled + code, guard="")
    assert isinstance(control, list)
    assert control[1:] == [1, True]


PEEK = """
import ctypes, os, signal
from asr.silence import leave_no_dumps
if os.geteuid() == 0:
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # a change of user had switched it off
ready, go = os.pipe()
child = os.fork()
if not child:
    if sys.argv[1] == "silent":
        leave_no_dumps()
    os.write(go, b"!")
    signal.pause()
os.read(ready, 1)
try:
    os.close(os.open(f"/proc/{child}/environ", os.O_RDONLY))
    seen = "read"
except PermissionError:
    seen = "refused"
os.kill(child, 9)
os.waitpid(child, 0)
print(json.dumps(seen))
"""


@pytest.mark.parametrize(("how", "seen"), [("silent", "refused"), ("open", "read")])
def test_another_program_of_the_user_cannot_look_into_it(how: str, seen: str) -> None:
    assert _said(PEEK, how, str(NOBODY), guard="") == seen


def test_processes_of_our_own_start_after_it_all_the_same() -> None:
    code = """
import multiprocessing, os
from asr.silence import refuse_network
refuse_network()
child = multiprocessing.get_context("spawn").Process(target=os.getpid)
child.start()
child.join()
held = multiprocessing.get_context("spawn").Value("q", 7)
print(json.dumps([child.exitcode, held.value]))
"""
    assert _said(code, guard="leave_no_dumps") == [0, 7]


FAIL = """
import threading
class Last:
    def __del__(self):
        raise ValueError("waterlelieblad")
def fail():
    raise ValueError("waterlelieblad")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
last = Last()
del last
fail()
"""


@pytest.mark.parametrize("quiet", [True, False])
def test_a_failure_nobody_foresaw_is_told_without_its_text(quiet: bool) -> None:
    head = "from asr.silence import tell_no_more_than_where as quiet\nquiet()\n" if quiet else ""
    command = [sys.executable, "-c", head + FAIL]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True)  # noqa: S603 - our own words
    assert ended.returncode == 1
    told = ended.stderr.decode()
    assert told.count("ValueError") == 3
    assert told.count("fail:") == (2 if quiet else 0)
    assert ("waterlelieblad" in told) != quiet
