"""Waiting for what is to come about, and never for time."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest

PATIENCE = 400.0  # seconds: a deadline on a machine with much else to do


def wait_until(what: str, so: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until this is so."""
    deadline = QDeadlineTimer(int(1000 * seconds))
    while not so():
        assert not deadline.hasExpired(), f"it did not come about: {what}"
        QTest.qWait(20)
