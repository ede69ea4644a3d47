"""Ending an engine waits for no process and no pipe that does not end."""

import threading
from multiprocessing.connection import Connection

import pytest

from desktop import engine as module
from desktop.engine import Engine, Write
from tests.fakes import FIRST_ID, transcript

LONG = transcript(("patient", "Ik hoest. " * 200_000))  # more than a pipe holds


def hung_engine(connection: Connection) -> None:
    """An engine that reads no order and does nothing, for ever."""
    threading.Event().wait()


def test_a_process_that_does_not_die_and_a_pipe_that_is_full_hold_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "END_PATIENCE", 0.1)
    engine = Engine(hung_engine)
    engine.order(Write(consultation=FIRST_ID, transcript=LONG, template="soep", language="nl"))
    running = engine._running
    assert running is not None
    process, kill = running.process, running.process.kill
    monkeypatch.setattr(process, "kill", lambda: None)
    try:
        engine.close()
        assert process.is_alive(), "the control: it did hang"
        assert engine.process is None
    finally:
        kill()
        process.join()


def test_an_engine_that_does_die_leaves_nothing_open() -> None:
    engine = Engine(hung_engine)
    engine.order(Write(consultation=FIRST_ID, transcript=LONG, template="soep", language="nl"))
    running = engine._running
    assert running is not None
    engine.close()
    assert not running.process.is_alive()
    assert running.connection.closed
