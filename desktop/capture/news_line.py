"""Tell the app what happens without ever waiting for it: it may be frozen, or dead."""

import threading
from multiprocessing.connection import Connection

from desktop.capture.messages import Ended, Kept, Loudness, News, to_bytes

# An app that froze gets the last word when it thaws; by then the recording has long been closed.
LAST_WORD_SECONDS = 30.0


class NewsLine:
    """A thread that sends; who has news only lays it down.

    Of loudness and seconds kept the app gets the latest only, when it is slow.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: list[News] = []
        self._latest: dict[type[News], News] = {}
        self._news = threading.Condition()
        self._deaf = False
        self._sender = threading.Thread(target=self._send_all, daemon=True)
        self._sender.start()

    def tell(self, news: News) -> None:
        """Lay news down; returns at once."""
        with self._news:
            if self._deaf:
                return
            if isinstance(news, Loudness | Kept):
                self._latest[type(news)] = news
            else:
                self._waiting.append(news)
            self._news.notify()

    def end(self, last: Ended) -> None:
        """Tell the last news and wait until it was taken, but not for ever."""
        self.tell(last)
        self._sender.join(LAST_WORD_SECONDS)

    def _send_all(self) -> None:
        try:
            while True:
                for news in self._taken():
                    self._connection.send_bytes(to_bytes(news))
                    if isinstance(news, Ended):
                        return
        except OSError:  # nobody is there any more
            with self._news:
                self._deaf = True

    def _taken(self) -> list[News]:
        with self._news:
            while not self._waiting and not self._latest:
                self._news.wait()
            # The last word comes last.
            taken = [*self._latest.values(), *self._waiting]
            self._latest.clear()
            self._waiting.clear()
            return taken
