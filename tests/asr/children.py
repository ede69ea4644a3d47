"""Decoders that do wrong, and their well-behaved twins: each is the child of a sound reader."""

import os
import signal
import socket
import sys
import threading
from multiprocessing import active_children
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import BinaryIO, cast

from asr.confine import MEMORY_BYTES, Sender, confine, fall_silent, run_decoder
from asr.errors import AudioUnreadable
from asr.wire import Began, Ended, Message, Piece, Ready, Refused, pack

GOOD: tuple[Message, ...] = (
    Ready(),
    Began(channels=1, rate=8_000, container="wav", codec="pcm_s16le"),
    Piece(channels=1, sound=bytes(32_000)),
    Piece(channels=1, sound=bytes(100)),
    Ended(lost_packets=0, damaged=False),
)


def decoders() -> list[BaseProcess]:
    """Those that are alive; a test before this one may have processes of another kind."""
    return [process for process in active_children() if process.daemon]


def says(messages: tuple[bytes, ...], sender: Sender, path: str) -> None:
    """Send these bytes, then wait to be ended."""
    for message in messages:
        sender.send_bytes(message)
    threading.Event().wait()


def stops_half_way(sender: Sender, path: str) -> None:
    """Announce a message, send a part of it, and hang."""
    sender.send_bytes(pack(GOOD[0]))
    os.write(cast(Connection, sender).fileno(), (1000).to_bytes(4) + b"part")
    threading.Event().wait()


def crashes(sender: Sender, path: str) -> None:
    """Die after the first second of sound, as native code dies."""
    for message in GOOD[:3]:
        sender.send_bytes(pack(message))
    os.kill(os.getpid(), signal.SIGKILL)


def hoards(confined: bool, sender: Sender, path: str) -> None:
    """Take more memory than the cell has, then go on.

    More by what Python itself may give back in between: it takes and returns a megabyte at a time.
    """
    fall_silent()
    sender.send_bytes(pack(GOOD[0]))
    if confined:
        confine()
    taken = bytearray(MEMORY_BYTES + 8 * 1024 * 1024)
    for message in GOOD[1:]:
        sender.send_bytes(pack(message))
    taken.clear()


def reaches_out(confined: bool, sender: Sender, path: str) -> None:
    """Try a file and a socket; end well only when both were refused."""
    sender.send_bytes(pack(GOOD[0]))
    if confined:
        confine()
    refused = 0
    for attempt in (Path(path).read_bytes, socket.socket):
        try:
            attempt()
        except OSError:
            refused += 1
    for message in GOOD[1:] if refused == 2 else (Refused(AudioUnreadable),):
        sender.send_bytes(pack(message))


def shouts(silenced: bool, sender: Sender, path: str) -> None:
    """Print the path in every way there is."""
    if silenced:
        fall_silent()
    print(path)  # noqa: T201 - what is tested
    print(path, file=sys.stderr)  # noqa: T201 - what is tested
    os.write(1, path.encode())
    os.write(2, path.encode())
    for message in GOOD:
        sender.send_bytes(pack(message))


def probing_decoder(sender: Sender, path: str) -> None:
    """The real decoder; it is caught out when the file can be opened a second time."""
    run_decoder(_Probing(sender, path), path)


def measured_decoder(peak: "Synchronized[int]", sender: Sender, path: str) -> None:
    """The real decoder; its largest resident memory so far, in bytes, is noted at each message."""
    with Path("/proc/self/status").open("rb", buffering=0) as status:
        run_decoder(_Measuring(peak, status, sender), path)


class _Probing:
    def __init__(self, sender: Sender, path: str) -> None:
        self._sender = sender
        self._path = path

    def send_bytes(self, buf: bytes) -> None:
        if buf != pack(GOOD[0]):
            try:
                Path(self._path).read_bytes()
            except OSError:
                pass
            else:
                buf = pack(Refused(AudioUnreadable))
        self._sender.send_bytes(buf)


class _Measuring:
    def __init__(self, peak: "Synchronized[int]", status: BinaryIO, sender: Sender) -> None:
        self._peak = peak
        self._status = status
        self._sender = sender

    def send_bytes(self, buf: bytes) -> None:
        self._status.seek(0)
        _, _, rest = self._status.read(4096).partition(b"VmHWM:")
        self._peak.value = int(rest.split()[0]) * 1024
        self._sender.send_bytes(buf)
