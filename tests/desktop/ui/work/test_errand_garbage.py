"""Garbage goes on the thread of the screen, and by itself again afterwards."""

import gc
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.ui.work.errand_garbage import Garbage


class Ring:
    """Something that only the collector can take away."""

    def __init__(self) -> None:
        self.itself = self


def test_it_is_taken_away_by_the_screen(qtbot: QtBot) -> None:
    owner = QObject()
    garbage = Garbage(owner)
    try:
        assert not gc.isenabled()
        gone = weakref.ref(Ring())
        for _ in range(10 * gc.get_threshold()[0]):  # what is freed elsewhere counts against them
            gone = weakref.ref(ring := Ring())
            del ring
        assert gone() is not None
        qtbot.waitUntil(lambda: gone() is None, timeout=30_000)
    finally:
        garbage.stop()
    assert gc.isenabled()
