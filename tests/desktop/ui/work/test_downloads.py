"""A model that is being fetched: one at a time, told of as it goes, and of how it ended."""

from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.errors import Unexpected
from desktop.models.fetch import Fetch
from desktop.models.fetching import Fetched, Fetching, FetchNews, NotFetched, Stopped, Wanted
from desktop.ui.work.downloads import Download, Downloads

PATIENCE = 30_000
NAME = "whisper-small"


class OtherSide:
    """What fetches, as far as the window can tell: the other end of a pipe."""

    def __init__(self) -> None:
        self.ends: list[Connection] = []
        self.wanted: list[str] = []

    def begin(self, name: str) -> Fetch:
        ours, theirs = Pipe()
        self.ends.append(theirs)
        self.wanted.append(name)
        return Fetch(name, ours)

    def say(self, news: FetchNews) -> None:
        self.ends[-1].send_bytes(news.model_dump_json().encode())

    def told_to_stop(self) -> bool:
        return self.ends[-1].poll()


@pytest.fixture
def there() -> OtherSide:
    return OtherSide()


@pytest.fixture
def downloads(qapp: QObject, there: OtherSide) -> Downloads:
    return Downloads(begin=there.begin)


def test_it_tells_how_far_it_is_and_that_it_is_here(
    qtbot: QtBot, there: OtherSide, downloads: Downloads
) -> None:
    with qtbot.waitSignal(downloads.begun):
        downloads.begin(NAME)
    downloads.begin("whisper-tiny")  # one at a time
    assert there.wanted == [NAME]
    with qtbot.waitSignal(downloads.moved, timeout=PATIENCE):
        there.say(Fetching(done=3, whole=10))
    assert downloads.of_model(NAME) == Download(done=3, whole=10)
    with qtbot.waitSignal(downloads.ended, timeout=PATIENCE) as ended:
        there.say(Fetched(known=True))
    assert ended.args == [NAME, True]
    assert downloads.of_model(NAME) is None
    assert not downloads.busy
    assert list(downloads.arrived()) == [NAME]
    assert list(downloads.arrived()) == []  # told once


def test_why_it_came_to_nothing_stays_until_the_next_try(
    qtbot: QtBot, there: OtherSide, downloads: Downloads
) -> None:
    downloads.begin(NAME)
    with qtbot.waitSignal(downloads.ended, timeout=PATIENCE) as ended:
        there.say(NotFetched(code="desktop.model_damaged", file="model.bin"))
    assert ended.args == [NAME, False]
    failed = downloads.of_model(NAME)
    assert failed == Download(code="desktop.model_damaged", file="model.bin")
    assert list(downloads.arrived()) == []
    downloads.begin(NAME)
    assert downloads.of_model(NAME) == Download()


def test_a_stop_waits_until_what_is_there_lies_ready(
    qtbot: QtBot, there: OtherSide, downloads: Downloads
) -> None:
    downloads.begin(NAME)
    assert not there.told_to_stop()
    downloads.stop("whisper-tiny")
    assert not there.told_to_stop()
    downloads.stop(NAME)
    assert there.told_to_stop()
    assert downloads.of_model(NAME) == Download(stops=True)
    assert downloads.busy
    with qtbot.waitSignal(downloads.ended, timeout=PATIENCE) as ended:
        there.say(Stopped())
    assert ended.args == [NAME, False]
    assert downloads.of_model(NAME) is None


def test_one_that_dies_is_told_of(qtbot: QtBot, there: OtherSide, downloads: Downloads) -> None:
    downloads.begin(NAME)
    with qtbot.waitSignal(downloads.ended, timeout=PATIENCE):
        there.ends[-1].close()
    failed = downloads.of_model(NAME)
    assert failed is not None
    assert failed.code == Unexpected.code


def test_where_nobody_is_outside_it_comes_to_nothing(qtbot: QtBot, qapp: QObject) -> None:
    def nobody(_: str) -> Fetch:
        raise Unexpected

    downloads = Downloads(begin=nobody)
    with qtbot.waitSignal(downloads.ended):
        downloads.begin(NAME)
    assert not downloads.busy


def test_what_it_is_told_is_the_name_alone() -> None:
    assert Wanted(name=NAME).model_dump_json() == f'{{"name":"{NAME}"}}'
