"""Every way we know to reach the network, tried in a process of its own.

`python -m tests.trust.attempts guarded|open TCP UDP HANDED` says as JSON what came of each attempt:
"made", or the name of the refusal. TCP and UDP are ports of this machine that count who calls;
HANDED is the number of a network socket that the parent left open in us.
"""

import asyncio
import ctypes
import errno
import http.client
import json
import mmap
import multiprocessing.connection
import os
import platform
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from asr.silence import refuse_network

HOST = "127.0.0.1"
SECONDS = 60.0  # for what takes a moment, on a machine with much else to do
_LIBC = ctypes.CDLL(None, use_errno=True)
_SOCKET = {"x86_64": 41, "aarch64": 198}.get(platform.machine(), -1)
_IO_URING_SETUP, _PIDFD_GETFD, _X32 = 425, 438, 0x40000000

# socket(AF_INET, SOCK_STREAM, 0) through the 32-bit door of an x86-64 kernel.
_INT_80 = bytes.fromhex("53 b867010000 bb02000000 b901000000 31d2 cd80 5b c3")


@dataclass(frozen=True)
class Targets:
    """Where the attempts go, and what was there before the network was closed."""

    tcp: int
    udp: int
    handed: int
    opened: socket.socket
    early: "EarlyThread"

    @property
    def web(self) -> str:
        return f"http://{HOST}:{self.tcp}/"


class EarlyThread:
    """A thread that runs before the network is closed and does one thing when asked."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._thread = threading.Thread(target=self._wait_and_try, daemon=True)
        self._thread.start()
        self.refusal: OSError | None = None

    def try_now(self) -> None:
        self._asked.set()
        self._thread.join(SECONDS)
        if self.refusal is not None:
            raise self.refusal

    def _wait_and_try(self) -> None:
        self._asked.wait()
        try:
            socket.socket().close()
        except OSError as refusal:
            self.refusal = refusal


Attempt = Callable[[Targets], object]

# Family, type and protocol, as the kernel numbers them; Python knows some by name only where
# they were there when it was built.
KINDS = {
    "IPv4 stream": (2, 1, 0),
    "IPv4 datagram": (2, 2, 0),
    "IPv4 raw": (2, 3, 1),
    "IPv4 echo": (2, 2, 1),
    "IPv4 many paths": (2, 1, 262),
    "IPv6 stream": (10, 1, 0),
    "IPv6 datagram": (10, 2, 0),
    "IPv6 raw": (10, 3, 58),
    "bare frames": (17, 3, 0x0300),
    "routing table": (16, 3, 0),
    "host of a virtual machine": (40, 1, 0),
    "vehicle bus": (29, 3, 1),
    "bluetooth": (31, 3, 1),
    "cluster": (30, 2, 0),
    "kernel cipher": (38, 5, 0),
    "fast frames": (44, 3, 0),
}


def attempts() -> dict[str, Attempt]:
    """All of them, by name."""
    kinds = {f"socket: {name}": _of_kind(*kind) for name, kind in KINDS.items()}
    return kinds | _CONNECTIONS | _LIBRARIES | _BELOW_PYTHON | _OTHERS


def _of_kind(family: int, kind: int, protocol: int) -> Attempt:
    return lambda _: socket.socket(family, kind, protocol).close()


def _connect(to: Targets) -> None:
    with socket.socket() as made:
        made.settimeout(SECONDS)
        made.connect((HOST, to.tcp))


def _send(to: Targets) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as made:
        made.sendto(b"here", (HOST, to.udp))


def _by_name(to: Targets) -> None:
    socket.create_connection(("localhost", to.tcp), SECONDS).close()


def _left_open(to: Targets) -> None:
    to.opened.settimeout(SECONDS)
    to.opened.connect((HOST, to.tcp))


def _handed_over(to: Targets) -> None:
    with socket.socket(fileno=os.dup(to.handed)) as handed:
        handed.settimeout(SECONDS)
        handed.connect((HOST, to.tcp))


_CONNECTIONS: dict[str, Attempt] = {
    "connect": _connect,
    "datagram": _send,
    "connect by name": _by_name,
    "look a name up": lambda _: socket.getaddrinfo("griffel.invalid", 443),
    "listen": lambda _: socket.create_server((HOST, 0)).close(),
    "a socket that was open": _left_open,
    "a socket the parent left": _handed_over,
}


def _asyncio(to: Targets) -> None:
    async def connect() -> None:
        _, writer = await asyncio.open_connection(HOST, to.tcp)
        writer.close()

    asyncio.run(connect())


def _web_page(to: Targets) -> None:
    page = http.client.HTTPConnection(HOST, to.tcp, timeout=SECONDS)
    try:
        page.connect()
    finally:
        page.close()


def _web(to: Targets) -> None:
    try:
        urllib.request.urlopen(to.web, timeout=SECONDS)  # noqa: S310 - an address of our own
    except http.client.HTTPException:  # it was reached; it only does not speak this language
        return


def _hub(offline: bool) -> None:
    """Ask for a model at HF_ENDPOINT; the library may have been told that there is no network."""
    import httpx2
    from huggingface_hub import HfApi, constants
    from huggingface_hub.errors import OfflineModeIsEnabled

    constants.HF_HUB_OFFLINE = offline
    try:
        HfApi(token=False).model_info("maker/model", timeout=SECONDS)
    except (OfflineModeIsEnabled, httpx2.ConnectError) as refusal:
        raise PermissionError(errno.EACCES, "") from refusal
    except httpx2.HTTPError:
        return


_LIBRARIES: dict[str, Attempt] = {
    "asyncio": _asyncio,
    "http.client": _web_page,
    "urllib": _web,
    "multiprocessing": lambda to: multiprocessing.connection.Client((HOST, to.tcp)).close(),
    "model hub": lambda _: _hub(offline=os.environ.get("HF_HUB_OFFLINE") == "1"),
    "model hub, made to": lambda _: _hub(offline=False),
}


def _made(descriptor: int) -> None:
    if descriptor < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    os.close(descriptor)


def _in_a_fork(work: Callable[[], int]) -> None:
    """Do it in a child: what the processor does not know kills it."""
    child = os.fork()
    if not child:
        os._exit(min(255, abs(work())))
    _, status = os.waitpid(child, 0)
    if status:
        raise OSError(os.waitstatus_to_exitcode(status), "not from here")


def _int_80() -> int:
    """Minus the number of the refusal, or nought."""
    if platform.machine() != "x86_64":
        return errno.ENOSYS
    code = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(_INT_80)
    start = ctypes.addressof(ctypes.c_char.from_buffer(code))
    answer: int = ctypes.CFUNCTYPE(ctypes.c_int)(start)()
    return min(0, answer)


def _fetched_from_parent(to: Targets) -> None:
    parent = os.pidfd_open(os.getppid())
    try:
        _made(_LIBC.syscall(_PIDFD_GETFD, parent, to.handed, 0))
    finally:
        os.close(parent)


_BELOW_PYTHON: dict[str, Attempt] = {
    "libc": lambda _: _made(_LIBC.socket(2, 1, 0)),
    "system call": lambda _: _made(_LIBC.syscall(_SOCKET, 2, 1, 0)),
    "system call, wide": lambda _: _made(_LIBC.syscall(_SOCKET, ctypes.c_long(2 | 1 << 32), 1, 0)),
    "half-size interface": lambda _: _made(_LIBC.syscall(_X32 | _SOCKET, 2, 1, 0)),
    "32-bit interface": lambda _: _in_a_fork(_int_80),
    "io_uring": lambda _: _made(_LIBC.syscall(_IO_URING_SETUP, 4, bytes(120))),
    "another process's socket": _fetched_from_parent,
}


def _plain() -> int:
    try:
        socket.socket().close()
    except OSError as refusal:
        return refusal.errno or 1
    return 0


def _late_thread(_: Targets) -> None:
    late = EarlyThread()
    late.try_now()


def _program(*words: str) -> None:
    run = subprocess.run(words, capture_output=True, timeout=60)  # noqa: S603 - words of our own
    if run.returncode:
        raise PermissionError(errno.EACCES, "")


def _spawned(_: Targets) -> None:
    child = multiprocessing.get_context("spawn").Process(target=_end_with_plain)
    child.start()
    child.join()
    if child.exitcode:
        raise PermissionError(errno.EACCES, "")


def _end_with_plain() -> None:
    sys.exit(_plain())


_OTHERS: dict[str, Attempt] = {
    "a thread from before": lambda to: to.early.try_now(),
    "a thread from after": _late_thread,
    "a forked child": lambda _: _in_a_fork(_plain),
    "a spawned child": _spawned,
    "another Python": lambda _: _program(sys.executable, "-c", "import socket; socket.socket()"),
    "another program": lambda to: _program("bash", "-c", f"> /dev/tcp/{HOST}/{to.tcp}"),
}


def main(how: str, tcp: str, udp: str, handed: str) -> None:
    """Close the network or not, try everything, say what came of it."""
    targets = Targets(int(tcp), int(udp), int(handed), socket.socket(), EarlyThread())
    if how == "guarded":
        refuse_network()
    outcomes = {}
    for name, attempt in attempts().items():
        try:
            attempt(targets)
            outcomes[name] = "made"
        except OSError as refusal:
            outcomes[name] = errno.errorcode.get(refusal.errno or 0, type(refusal).__name__)
    sys.stdout.write(json.dumps(outcomes))


if __name__ == "__main__":
    main(*sys.argv[1:])
