"""Listening processes that stand in for the real one: each device does one thing wrong.

The samples of an ear count up from one, so that the test sees which of them arrived.
"""

import os
import signal
import threading
import time
from pathlib import Path

import numpy as np

from asr.confine import Sender
from asr.ear_wire import Behind, Closed, EarMessage, Opened, Opening, pack_heard
from asr.elapsed import elapsed
from asr.microphone import SNIPPET_SAMPLES, Snippet

_FOREVER = threading.Event()


def snippet(number: int, at: float) -> Snippet:
    """The snippet of this number: its samples count on from those before."""
    start = number * SNIPPET_SAMPLES + 1
    samples = np.arange(start, start + SNIPPET_SAMPLES).astype(np.int16)
    return Snippet(number, at, False, samples.tobytes())


def zeros(number: int, at: float) -> Snippet:
    """A snippet of digital silence."""
    return Snippet(number, at, False, bytes(2 * SNIPPET_SAMPLES))


def _say(sender: Sender, *messages: EarMessage) -> None:
    for message in messages:
        sender.send_bytes(pack_heard(message))


def _hang() -> None:
    _FOREVER.wait()


def at_once(count: int, sender: Sender, device: str) -> None:
    """Give so many snippets as fast as they are taken, with the times they would have had."""
    _say(sender, Opening(), Opened())
    start = elapsed()
    for number in range(count):
        _say(sender, snippet(number, start + 0.1 * (number + 1)))
    _hang()


def at_once_when_told(first: int, count: int, go: Path, sender: Sender, device: str) -> None:
    """The same in two parts: the second is given once there is a file of that name."""
    _say(sender, Opening(), Opened())
    start = elapsed()
    for number in range(count):
        while number == first and not go.exists():
            time.sleep(0.01)
        _say(sender, snippet(number, start + 0.1 * (number + 1)))
    _hang()


def steady(sender: Sender, device: str) -> None:
    """Give sound in time."""
    _say(sender, Opening(), Opened())
    _in_time(sender, 10**9)


def hangs_in_opening(sender: Sender, device: str) -> None:
    """Never come back from opening."""
    _say(sender, Opening())
    _hang()


def cannot_open(sender: Sender, device: str) -> None:
    """Try again and again."""
    while True:
        _say(sender, Opening(), Closed())
        time.sleep(0.3)


def first_wrong(wrong: str, state: Path, sender: Sender, device: str) -> None:
    """The first ear does something wrong after a second and a half; those after it are well."""
    began = state / "began"
    if began.exists():
        _say(sender, Opening(), Opened(), Behind("usb", "Table microphone", True))
        _in_time(sender, 10**9)
    began.touch()
    _say(sender, Opening(), Opened(), Behind("usb", "Table microphone", True))
    _in_time(sender, 15)
    _WRONGS[wrong](sender)
    _hang()


def _in_time(sender: Sender, count: int, silent: bool = False, first: int = 0) -> None:
    start = elapsed()
    for number in range(first, first + count):
        time.sleep(max(0.0, start + 0.1 * (number - first + 1) - elapsed()))
        _say(sender, zeros(number, elapsed()) if silent else snippet(number, elapsed()))


def _dies(sender: Sender) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _ends(sender: Sender) -> None:
    _say(sender, Closed())
    time.sleep(0.5)
    _say(sender, Opening(), Opened(), Behind("usb", "Table microphone", True))
    _in_time(sender, 10**9)


def _moves_to_nothing(sender: Sender) -> None:
    def notice() -> None:
        time.sleep(0.5)
        _say(sender, Behind("", "", False))

    threading.Thread(target=notice, daemon=True).start()
    _in_time(sender, 10**9, silent=True, first=15)


def _goes_mute(sender: Sender) -> None:
    _in_time(sender, 10**9, silent=True, first=15)


def _moves_on(sender: Sender) -> None:
    _say(sender, Behind("built-in", "Built-in", False))
    _in_time(sender, 10, first=15)
    _say(sender, Behind("built-in", "Built-in", True))
    _in_time(sender, 10**9, first=25)


_WRONGS = {
    "stalls": lambda sender: None,
    "dies": _dies,
    "ends": _ends,
    "moves to nothing": _moves_to_nothing,
    "goes mute": _goes_mute,
    "moves on": _moves_on,
}
