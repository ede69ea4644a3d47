"""Work beside the window ends once: done, failed or cancelled, and tells how far it is."""

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.errors import PlaceUnwritable
from desktop.ui.work.errand import Errand, Told


def test_what_comes_of_it_arrives_in_the_window(qtbot: QtBot) -> None:
    owner = QObject()
    heard: list[int] = []

    def work(told: Told) -> str:
        told(1, 4)
        told(4, 4)
        return threading.current_thread().name

    errand = Errand(work, owner)
    errand.progress.connect(heard.append)
    with qtbot.waitSignal(errand.done, timeout=10_000) as done:
        errand.start()
    assert heard == [25, 100]
    assert done.args != [threading.current_thread().name]


def test_a_problem_arrives_as_itself(qtbot: QtBot) -> None:
    owner = QObject()

    def work(_: Told) -> None:
        raise PlaceUnwritable

    errand = Errand(work, owner)
    with qtbot.waitSignal(errand.failed, timeout=10_000) as failed:
        errand.start()
    assert isinstance((failed.args or [None])[0], PlaceUnwritable)


def test_cancelled_work_stops_at_its_next_step(qtbot: QtBot) -> None:
    owner, begun, go_on = QObject(), threading.Event(), threading.Event()
    ended: list[object] = []

    def work(told: Told) -> None:
        begun.set()
        go_on.wait(10)
        told(1, 2)
        ended.append("past it")

    errand = Errand(work, owner)
    errand.done.connect(ended.append)
    errand.failed.connect(ended.append)
    errand.start()
    assert begun.wait(10)
    errand.cancel()
    with qtbot.waitSignal(errand.cancelled, timeout=10_000):
        go_on.set()
    assert ended == []
