"""What takes long is done beside the screen, so that the screen never stands still."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from asr.errors import HearingError
from desktop.errors import GriffelError, Unexpected
from desktop.words import Problem
from summarize.errors import WritingError

_LOOK = 30  # milliseconds between two looks whether it is done

_Done = TypeVar("_Done")


def beside(
    owner: QObject,
    work: Callable[[], _Done],
    done: Callable[[_Done], object],
    failed: Callable[[Problem], object],
) -> None:
    """Work on a thread of its own; `done` or `failed` is called on the thread of the screen.

    An owner that is gone by then hears nothing. Nothing of Qt is touched on the other thread: it
    is looked at from here. What nobody foresaw is told as Unexpected, so that a screen that waits
    does not wait for ever; what it was goes to `threading.excepthook`.
    """
    future: Future[_Done] = Future()
    # A daemon: work that hangs, as on a disk that is gone, does not keep the program from ending.
    threading.Thread(target=partial(_work, work, future), daemon=True).start()
    _look_later(owner, future, done, failed)


def _work(work: Callable[[], _Done], future: "Future[_Done]") -> None:
    try:
        future.set_result(work())
    except (GriffelError, HearingError, WritingError) as problem:
        future.set_exception(problem)
    finally:
        if not future.done():
            future.set_exception(Unexpected())


def _look_later(
    owner: QObject,
    future: "Future[_Done]",
    done: Callable[[_Done], object],
    failed: Callable[[Problem], object],
) -> None:
    """A timer for each look goes with its owner; one that is deleted later may not."""
    QTimer.singleShot(_LOOK, owner, partial(_look, owner, future, done, failed))


def _look(
    owner: QObject,
    future: "Future[_Done]",
    done: Callable[[_Done], object],
    failed: Callable[[Problem], object],
) -> None:
    if not future.done():
        _look_later(owner, future, done, failed)
        return
    try:
        result = future.result()
    except (GriffelError, HearingError, WritingError) as problem:
        failed(problem)
    else:
        done(result)
