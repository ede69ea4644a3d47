"""Hand messages to another process without ever waiting for it: it may be deep in other work."""

import threading
from collections import deque
from multiprocessing.connection import Connection


class Sending:
    """A thread that sends; who has a message only lays it down."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: deque[bytes] = deque()
        self._left = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._send_all, daemon=True)
        self._thread.start()

    def send(self, message: bytes) -> None:
        """Lay a message down; returns at once."""
        with self._changed:
            self._waiting.append(message)
            self._changed.notify()

    def end(self, patience: float) -> bool:
        """Send nothing more; whether it has stopped. It has at once where the other is gone."""
        with self._changed:
            self._left = True
            self._changed.notify()
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _send_all(self) -> None:
        while (message := self._next()) is not None:
            try:
                self._connection.send_bytes(message)
            except OSError:  # nobody is there any more
                return

    def _next(self) -> bytes | None:
        with self._changed:
            while not self._waiting and not self._left:
                self._changed.wait()
            return None if self._left else self._waiting.popleft()
