"""One at a time, and what may be done later gives way to what may not."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from asr.elapsed import elapsed
from desktop.store.database import Database
from desktop.store.errors import GaveWay
from desktop.store.sealing import Key
from desktop.store.turn import Turn

PATIENCE = 120.0  # seconds
# Counts for hours; it tells with every row that it is at work.
LONG = """
WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 1000000000000)
SELECT count(*) FROM many
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database.create(tmp_path / "library.db", Key.new())
    yield made
    made.close()


def test_who_has_the_turn_sees_that_somebody_waits() -> None:
    turn, has_it, pause = Turn(), threading.Event(), threading.Event()

    def wait() -> None:
        with turn:
            has_it.set()

    with turn:
        with turn:
            pass  # the holder may take it again
        before = turn.wanted
        threading.Thread(target=wait, daemon=True).start()
        deadline = elapsed() + PATIENCE
        while not turn.wanted and elapsed() < deadline:
            pause.wait(0.001)
        assert (before, turn.wanted, has_it.is_set()) == (False, True, False)
    assert has_it.wait(PATIENCE)
    assert not turn.wanted


def test_what_gives_way_is_broken_off_by_whoever_comes(database: Database) -> None:
    begun, ended = threading.Event(), threading.Event()
    problems: list[Exception] = []

    def copy() -> None:
        try:
            with database.transaction(), database.giving_way():
                database.run("CREATE TABLE half (n)")
                begun.set()
                database.rows(LONG)
        except GaveWay as problem:
            problems.append(problem)
        ended.set()

    threading.Thread(target=copy, daemon=True).start()
    assert begun.wait(PATIENCE)
    assert database.row("SELECT 7") == (7,)
    assert ended.wait(PATIENCE)
    assert len(problems) == 1
    assert database.rows("SELECT name FROM sqlite_schema") == [], "none of it is left"
    assert database.run("CREATE TABLE whole (n)") is not None, "nothing else gives way"


def test_with_nobody_waiting_nothing_is_broken_off(database: Database) -> None:
    with database.transaction(), database.giving_way():
        database.run("CREATE TABLE whole (n)")
        many = LONG.replace("1000000000000", "100000")
        assert database.row(many) == (100_000,)
    assert database.rows("SELECT name FROM sqlite_schema") == [("whole",)]
