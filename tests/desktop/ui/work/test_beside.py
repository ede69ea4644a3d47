"""Work beside the screen ends in an answer, whatever happens to it."""

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.errors import DiskFull, Unexpected
from desktop.ui.work.beside import beside
from desktop.words import Problem

PATIENCE = 60_000


def answer(qtbot: QtBot, error: BaseException | None) -> object:
    """What is told of work that gives 7, or ends in that error."""
    owner, told = QObject(), list[object]()

    def work() -> int:
        if error is not None:
            raise error
        return 7

    def failed(problem: Problem) -> None:
        told.append(type(problem))

    beside(owner, work, told.append, failed)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    return told[0]


def test_what_comes_of_it_is_told(qtbot: QtBot) -> None:
    assert answer(qtbot, None) == 7
    assert answer(qtbot, DiskFull()) is DiskFull


def test_what_nobody_foresaw_is_an_answer_too(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr("threading.excepthook", lambda failure: seen.append(failure.exc_type))
    assert answer(qtbot, MemoryError()) is Unexpected
    qtbot.waitUntil(lambda: seen == [MemoryError], timeout=PATIENCE)


def test_work_that_hangs_does_not_keep_the_program_from_ending(qtbot: QtBot) -> None:
    owner, go_on, begun = QObject(), threading.Event(), list[threading.Thread]()

    def hang() -> None:
        begun.append(threading.current_thread())
        go_on.wait()

    beside(owner, hang, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: bool(begun), timeout=PATIENCE)
    assert begun[0].daemon
    go_on.set()
