"""Long work beside the window: a thread does it, and the window hears how far it is.

The thread touches no widget: what it has to tell lies in a queue, which the window empties.
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QTimer, Signal

from asr.errors import HearingError
from desktop.errors import GriffelError, Unexpected
from summarize.errors import WritingError

_LOOK_EVERY = 30  # milliseconds

Told = Callable[[int, int], None]  # done, of how much
Work = Callable[[Told], object]


class Cancelled(Exception):
    """Whoever asked for the work no longer wants it."""


class Errand(QObject):
    """One piece of work. Ends in `done` or `failed`, once; a cancelled one ends in neither."""

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(int)  # of a hundred
    cancelled = Signal()

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._news: SimpleQueue[tuple[str, object]] = SimpleQueue()
        self._unwanted = threading.Event()
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY)
        self._looking.timeout.connect(self._look)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> "Errand":
        """Begin."""
        self._thread.start()
        self._looking.start()
        return self

    def cancel(self) -> None:
        """Have it stop at the next step it tells of."""
        self._unwanted.set()

    def _run(self) -> None:
        ended: tuple[str, object] = ("failed", Unexpected())
        try:
            ended = ("done", self._work(self._told))
        except Cancelled:
            ended = ("cancelled", None)
        except (GriffelError, HearingError, WritingError) as problem:
            ended = ("failed", problem.with_traceback(None))
        finally:
            self._news.put(ended)

    def _told(self, done: int, whole: int) -> None:
        if self._unwanted.is_set():
            raise Cancelled
        self._news.put(("progress", 100 * done // max(whole, 1)))

    def _look(self) -> None:
        while True:
            try:
                kind, what = self._news.get_nowait()
            except Empty:
                return
            self._pass_on(kind, what)

    def _pass_on(self, kind: str, what: object) -> None:
        if kind == "progress":
            self.progress.emit(what)
            return
        self._looking.stop()
        if kind == "cancelled":
            self.cancelled.emit()
        elif kind == "done":
            self.done.emit(what)
        else:
            self.failed.emit(what)
