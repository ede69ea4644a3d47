"""What takes long is done beside the screen, so that the screen never stands still."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from asr.errors import HearingError
from desktop.errors import GriffelError
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
    is looked at from here.
    """
    worker = ThreadPoolExecutor(max_workers=1)
    future = worker.submit(work)
    worker.shutdown(wait=False)
    _look_later(owner, future, done, failed)


def _look_later(
    owner: QObject,
    future: Future[_Done],
    done: Callable[[_Done], object],
    failed: Callable[[Problem], object],
) -> None:
    """A timer for each look goes with its owner; one that is deleted later may not."""
    QTimer.singleShot(_LOOK, owner, partial(_look, owner, future, done, failed))


def _look(
    owner: QObject,
    future: Future[_Done],
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
