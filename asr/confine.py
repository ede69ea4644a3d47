"""The decoder's cell: a process that prints and opens nothing, with limits on time and memory."""

import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO, Protocol

from asr.errors import AudioUnreadable, DecoderStopped, HearingError
from asr.silence import leave_no_dumps, refuse_network
from asr.wire import Message, Ready, Refused, pack

if sys.platform != "win32":
    import resource

# On top of what is mapped when decoding starts (35 MB resident). Good files need 20 MB of it; a
# decoder that wants more is refused memory and stops.
MEMORY_BYTES = 256 * 1024 * 1024
CPU_SECONDS = 600  # four hours of Opus, the slowest format, take 64 s


class Sender(Protocol):
    """The decoder's end of the pipe."""

    def send_bytes(self, buf: bytes) -> None:
        """Hand over one message."""


def run_decoder(sender: Sender, path: str) -> None:
    """Decode one file and send what comes out; the last message is Ended or Refused.

    The parent hands this function to the child by name, so decoding is imported here and not above:
    the parent must never load the codecs.
    """
    fall_silent()
    leave_no_dumps()
    refuse_network()  # a second lock: confine() leaves no room for a socket either
    from asr.decode import decode

    def send(message: Message) -> None:
        sender.send_bytes(pack(message))

    send(Ready())
    try:
        with open_at_once(path) as file:
            confine()
            decode(file, send)
    except HearingError as error:
        send(Refused(type(error)))
    except MemoryError:
        send(Refused(DecoderStopped))


def fall_silent() -> None:
    """Print nothing from here on: a crash report would carry the name of the file.

    Ctrl-C reaches the whole terminal group; only the parent answers it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    if nowhere > 2:
        os.close(nowhere)


def confine() -> None:
    """Give up, for good, what decoding an open file does not need.

    Windows has no such limits, macOS none on memory: there the parent's watchdog and the limit on
    length remain.
    """
    if sys.platform != "win32":
        limits = {
            resource.RLIMIT_CPU: CPU_SECONDS,
            resource.RLIMIT_CORE: 0,  # a core dump would hold the conversation
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_NPROC: 0,
            resource.RLIMIT_NOFILE: 0,  # what is open stays open; no other file or socket can be
        }
        if sys.platform == "linux":
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            limits[resource.RLIMIT_AS] = pages * resource.getpagesize() + MEMORY_BYTES
        for limit, wanted in limits.items():
            _, most = resource.getrlimit(limit)
            lowest = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
            resource.setrlimit(limit, (lowest, lowest))


def open_at_once(path: str) -> BinaryIO:
    """Open without waiting, so that a pipe put in the file's place cannot hold us up."""
    try:
        return open(path, "rb", buffering=0, opener=_without_waiting)
    except OSError:
        raise AudioUnreadable from None


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
