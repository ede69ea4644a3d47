"""Asking for a model where who would fetch it is no more, or cannot begin."""

import multiprocessing
import socket
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

import pytest

from desktop import outside
from desktop.errors import Unexpected
from desktop.models import fetch
from desktop.models.errors import ModelFetcherGone
from desktop.models.fetch import Fetch
from desktop.models.fetching import Wanted

NAME = "whisper-small"


@pytest.fixture(params=["linux", "darwin"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "platform", request.param)
    return str(request.param)


@pytest.fixture
def nobody_yet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for kept in ("_waiting", "_going"):
        monkeypatch.setattr(outside, kept, type(getattr(outside, kept))())
    yield
    outside.leave_nobody()


def asked_of(monkeypatch: pytest.MonkeyPatch, system: str) -> Connection:
    """The far end of the pipe that the next one that is asked for gets."""
    ours, theirs = multiprocessing.Pipe()

    def ask(name: str) -> Connection:
        outside._going[name] = ours
        return ours

    monkeypatch.setattr(outside, "ask", ask)
    monkeypatch.setattr(fetch, "_process_of_its_own", lambda: ours)
    return theirs


def test_one_that_dies_before_it_is_told_the_name_is_forgotten(
    system: str, nobody_yet: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_of(monkeypatch, system).close()
    with pytest.raises(Unexpected):
        Fetch.begin(NAME)
    assert list(outside.going()) == []
    there = asked_of(monkeypatch, system)
    Fetch.begin(NAME)  # the control
    assert Wanted.model_validate_json(there.recv_bytes()).name == NAME
    assert [name for name, _ in outside.going()] == [NAME] * (system == "linux")
    there.close()


def test_a_process_that_cannot_begin_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_: SpawnProcess) -> None:
        raise BlockingIOError

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(SpawnProcess, "start", no_room)
    with pytest.raises(Unexpected):
        Fetch.begin(NAME)
    monkeypatch.setattr(SpawnProcess, "start", lambda _: None)
    with pytest.raises(Unexpected):  # nobody has the other end
        Fetch.begin(NAME)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nobody is outside")
def test_who_is_outside_no_more_is_not_asked_again(nobody_yet: None) -> None:
    ours, theirs = socket.socketpair()
    outside._waiting.append(ours)
    Fetch.begin(NAME).stop()
    assert outside.is_outside()  # the control
    outside.forget(NAME)
    theirs.close()
    for _ in range(2):
        with pytest.raises(ModelFetcherGone):
            Fetch.begin(NAME)
        assert not outside.is_outside()
        assert list(outside.going()) == []
