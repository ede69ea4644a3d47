"""The decoder's cell: a process that prints and opens nothing, with limits on time and memory."""

import os
import signal
import sys
from multiprocessing.connection import Connection
from typing import BinaryIO

from asr.errors import AudioUnreadable, DecoderStopped, HearingError
from asr.wire import Message, Ready, Refused, pack

if sys.platform != "win32":
    import resource

_MEBI = 1024 * 1024
# Beside 32 MB for the interpreter and the codecs. The largest good file measured took 50 MB in all.
DATA_BYTES = 320 * _MEBI
# Four hours of the slowest format took 90 s.
CPU_SECONDS = 600


def run_decoder(connection: Connection, path: str) -> None:
    """Decode one file and send what comes out; the last message is Ended or Refused.

    The parent hands this function to the child by name, so decoding is imported here and not above:
    the parent must never load the codecs.
    """
    fall_silent()
    from asr.decode import decode

    def send(message: Message) -> None:
        connection.send_bytes(pack(message))

    send(Ready())
    try:
        with _open_at_once(path) as file:
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
    os.close(nowhere)


def confine() -> None:
    """Give up, for good, what decoding an open file does not need.

    Windows has no such limits: there the parent's watchdog and the limit on length remain.
    """
    if sys.platform == "win32":
        return
    limits = {
        resource.RLIMIT_DATA: DATA_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_CORE: 0,  # a core dump would hold the conversation
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 0,  # what is open stays open; no other file and no socket can be
    }
    for limit, wanted in limits.items():
        _, most = resource.getrlimit(limit)
        lowest = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(limit, (lowest, lowest))


def _open_at_once(path: str) -> BinaryIO:
    """Open without waiting, so that a pipe put in the file's place cannot hold us up."""
    try:
        return open(path, "rb", buffering=0, opener=_without_waiting)
    except OSError:
        raise AudioUnreadable from None


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
