"""The listening process as the capture process sees it: begun, heard, and ended without waiting."""

import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

from asr.confine import Sender
from asr.ear_wire import LONGEST_EAR_MESSAGE, Closed, EarGarbled, EarMessage, unpack_heard

Listen = Callable[[Sender, str], None]

_REAP_SECONDS = 0.5  # a killed process is gone in a millisecond, unless a driver holds on to it


class Ear:
    """One listening process. It is never asked to stop: it may be hanging."""

    def __init__(self, listen: Listen, device: str) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._receiver, sender = spawn.Pipe(duplex=False)
        self._process = spawn.Process(target=listen, args=(sender, device), daemon=True)
        self._gone = False
        try:
            self._process.start()
        except OSError:  # no room for one more process; tried again when nothing comes
            self._gone = True
        finally:
            sender.close()

    @property
    def gone(self) -> bool:
        """It has ended by itself."""
        return self._gone

    @property
    def awaited(self) -> list[Connection]:
        """What to wait for."""
        return [] if self._gone else [self._receiver]

    def messages(self) -> Iterator[EarMessage]:
        """What it has said since; Closed at last, if it is gone."""
        while not self._gone:
            try:
                if not self._receiver.poll():
                    return
                yield unpack_heard(self._receiver.recv_bytes(LONGEST_EAR_MESSAGE))
            except (EOFError, OSError, EarGarbled):
                self._gone = True
                yield Closed()

    def end(self) -> None:
        """End it, whatever it is doing."""
        if self._process.pid is not None:
            self._process.kill()
            self._process.join(_REAP_SECONDS)
        self._receiver.close()
        self._gone = True
