"""Ports of this machine that count who calls; nobody ever gets an answer."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

PATIENCE = 60.0  # seconds for what a caller has to say; its end is heard at once


class Doorbell:
    """A TCP and a UDP port on the loopback, open for the length of a `with`."""

    def __init__(self) -> None:
        self._stream = socket.create_server(("127.0.0.1", 0))
        self._datagrams = socket.socket(type=socket.SOCK_DGRAM)
        self._datagrams.bind(("127.0.0.1", 0))
        self.tcp: int = self._stream.getsockname()[1]
        self.udp: int = self._datagrams.getsockname()[1]
        self.rings = 0
        self._last: object = None
        self._all_answered = threading.Event()
        self._answering = threading.Thread(target=self._answer, daemon=True)

    def __enter__(self) -> Self:
        self._answering.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.shutdown(socket.SHUT_RDWR)
        self._answering.join()
        self._stream.close()
        self._datagrams.close()

    def heard(self) -> int:
        """How often somebody called until now, datagrams included."""
        with socket.socket() as last:
            last.bind(("127.0.0.1", 0))
            self._last = last.getsockname()  # callers are taken in the order in which they came
            last.connect_ex(("127.0.0.1", self.tcp))  # `connect` is refused to every test
            self._all_answered.wait()
            self._all_answered.clear()
        self._datagrams.setblocking(False)
        with suppress(BlockingIOError):
            while self._datagrams.recv(64):
                self.rings += 1
        return self.rings

    def _answer(self) -> None:
        while True:
            try:
                caller, who = self._stream.accept()
            except OSError:  # closed: the end
                return
            if who == self._last:
                caller.close()
                self._all_answered.set()
                continue
            self.rings += 1
            threading.Thread(target=_hear_out, args=(caller,), daemon=True).start()


def _hear_out(caller: socket.socket) -> None:
    """What is left unread would make the end look like a refusal."""
    caller.settimeout(PATIENCE)
    with caller, suppress(OSError):
        caller.recv(65536)
