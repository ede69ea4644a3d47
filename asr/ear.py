"""The process that listens: the only one that PortAudio is loaded in, so that it can be ended.

It holds nothing but the last moments of sound. Whoever started it ends it, whatever it is doing,
and starts another: that is how a device that hangs is left.
"""

import dataclasses
import json
import multiprocessing
import os
import threading
import time

from asr.confine import Sender, fall_silent
from asr.ear_wire import Behind, Closed, EarMessage, Opened, Opening, pack_heard
from asr.errors import HearingError, SoundSystemMissing
from asr.microphone import look_again, microphones, open_microphone
from asr.silence import leave_no_dumps, refuse_network
from asr.sources import Source, source_of, sources

RETRY_SECONDS = 0.3  # between two tries to open a device that is not there
LOOK_SECONDS = 0.5  # between two looks at what the sound comes from; a look costs 10 ms


def run_ear(sender: Sender, device: str) -> None:
    """Send the sound of a device ("" is the default one) for as long as anybody takes it."""
    _shut()
    mouth = _Mouth(sender)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=_watch, args=(mouth, device), daemon=True).start()
    try:
        while True:
            mouth.say(Opening())
            _listen(mouth, device)
            mouth.say(Closed())
            time.sleep(RETRY_SECONDS)
            look_again()
    except OSError:  # nobody is there any more
        return


def run_list(sender: Sender) -> None:
    """Send the microphones of this machine as JSON; null where no library can tell."""
    _shut()
    try:
        found = [dataclasses.asdict(microphone) for microphone in microphones()]
    except SoundSystemMissing:
        sender.send_bytes(b"null")
    else:
        sender.send_bytes(json.dumps(found).encode())


def _shut() -> None:
    fall_silent()
    leave_no_dumps()
    refuse_network()


def _end_with_parent() -> None:
    """Leave no process behind that hangs in PortAudio and that nobody hears."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _listen(mouth: "_Mouth", device: str) -> None:
    try:
        snippets = open_microphone(device)
    except HearingError:
        return
    mouth.say(Opened())
    for snippet in snippets:
        mouth.say(snippet)


def _watch(mouth: "_Mouth", device: str) -> None:
    """Tell which source is behind each stream, and when that changes. Silent without a server."""
    last: tuple[int, Behind] | None = None
    known: dict[int, Source] = {}
    while True:
        index = source_of(os.getpid())
        if index is not None:
            if index not in known or (device and known[index].name != device):
                known = {source.index: source for source in sources()}
            found = mouth.opened, _behind(index, known, device)
            if found != last:
                try:
                    mouth.say(found[1])
                except OSError:
                    return
                last = found
        time.sleep(LOOK_SECONDS)


def _behind(index: int, known: dict[int, Source], device: str) -> Behind:
    """The source of that index; without a name if it is the one made up for want of a device."""
    here = any(source.name == device for source in known.values())
    found = known.get(index)
    return Behind(found.name, found.description, here) if found else Behind("", "", here)


class _Mouth:
    """Two threads speak through it, one at a time."""

    def __init__(self, sender: Sender) -> None:
        self.opened = 0  # how often
        self._sender = sender
        self._lock = threading.Lock()

    def say(self, message: EarMessage) -> None:
        with self._lock:
            self.opened += isinstance(message, Opened)
            self._sender.send_bytes(pack_heard(message))
