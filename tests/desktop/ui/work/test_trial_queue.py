"""Trials come one after the other, and give way at once to what has to be done now."""

from collections.abc import Iterator

import pytest

from desktop.engine import News, Order, Tried, TriedSpeech, Try, Trying, TrySpeech
from desktop.engine.errors import EngineStopped
from desktop.models.errors import ModelTooLarge, TrialStopped
from desktop.models.listening_model import ListeningModel
from desktop.models.writing_model import WritingModel
from desktop.ui.work import trial_queue as module
from desktop.ui.work.trial_queue import TrialQueue
from tests.desktop.models.paces import SHA256, speech
from tests.desktop.ui.sheets.offers import DID_WELL

LISTENS = ListeningModel(folder="anywhere", name="listens", sha256=SHA256)
WRITES = WritingModel(folder="anywhere", name="writes", sha256=SHA256)


class FakeEngine:
    """Notes what it is told to do, and tells what it is told to tell."""

    def __init__(self, target: object, *, mortal: bool) -> None:
        self.orders: list[Order] = []
        self.tells: list[News] = []
        self.closed = 0
        assert mortal

    def order(self, order: Order) -> None:
        self.orders.append(order)

    def news(self) -> Iterator[News]:
        while self.tells:
            yield self.tells.pop(0)

    def close(self) -> None:
        self.closed += 1
        self.tells.clear()

    @property
    def names(self) -> list[str]:
        """Which models it tried out."""
        return [one.model.name for one in self.orders if isinstance(one, Try | TrySpeech)]


class Elsewhere:
    """Whether there is something else to do."""

    busy = False

    def __call__(self) -> bool:
        return self.busy


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch, elsewhere: Elsewhere) -> TrialQueue:
    monkeypatch.setattr(module, "Engine", FakeEngine)
    return TrialQueue(lambda _: None, elsewhere)


def engine_of(queue: TrialQueue) -> FakeEngine:
    engine: object = queue._engine
    assert isinstance(engine, FakeEngine)
    return engine


def waiting(name: str) -> Trying:
    return Trying(name=name, done=0.0, waits=True)


def test_one_is_tried_out_after_the_other(queue: TrialQueue) -> None:
    engine = engine_of(queue)
    queue.add(TrySpeech(model=LISTENS))
    assert engine.names == []  # that is begun where its news is asked for
    assert list(queue.news()) == []
    queue.add(Try(model=WRITES))
    assert list(queue.news()) == [waiting("writes")]
    assert engine.names == ["listens"]
    tried = TriedSpeech(model=LISTENS, pace=speech(0.3))
    engine.tells += [Trying(name="listens", done=0.5), tried]
    assert list(queue.news()) == [Trying(name="listens", done=0.5), tried]
    assert engine.closed == 1  # its memory is free again
    assert list(queue.news()) == []
    assert engine.names == ["listens", "writes"]
    engine.tells.append(Tried(model=WRITES, fitness=DID_WELL))
    assert list(queue.news()) == [Tried(model=WRITES, fitness=DID_WELL)]


def test_it_gives_way_at_once_and_begins_anew(queue: TrialQueue, elsewhere: Elsewhere) -> None:
    engine = engine_of(queue)
    queue.add(TrySpeech(model=LISTENS))
    list(queue.news())
    queue.give_way()
    assert engine.closed == 0  # control: there is nothing else to do
    elsewhere.busy = True
    queue.give_way()
    assert engine.closed == 1
    assert list(queue.news()) == [waiting("listens")]
    assert engine.names == ["listens"]
    elsewhere.busy = False
    list(queue.news())
    assert engine.names == ["listens", "listens"]


def test_while_something_else_is_done_none_begins(queue: TrialQueue, elsewhere: Elsewhere) -> None:
    elsewhere.busy = True
    queue.add(Try(model=WRITES))
    assert list(queue.news()) == [waiting("writes")]
    assert list(queue.news()) == []
    assert engine_of(queue).names == []
    elsewhere.busy = False
    list(queue.news())
    assert engine_of(queue).names == ["writes"]


def test_one_that_is_stopped_ends_at_once_and_tells_nothing(queue: TrialQueue) -> None:
    engine = engine_of(queue)
    queue.add(TrySpeech(model=LISTENS))
    list(queue.news())
    queue.add(Try(model=WRITES))
    queue.stop("writes")  # that waits
    assert engine.closed == 0
    engine.tells.append(TriedSpeech(model=LISTENS, pace=speech(0.3)))
    queue.stop("listens")
    assert engine.closed == 1
    assert list(queue.news()) == []
    assert engine.names == ["listens"]
    queue.add(TrySpeech(model=LISTENS))
    list(queue.news())
    assert engine.names == ["listens", "listens"]  # control: it can be tried again


def test_when_all_is_closed_none_goes_on(queue: TrialQueue) -> None:
    queue.add(TrySpeech(model=LISTENS))
    queue.add(Try(model=WRITES))
    queue.close()
    assert list(queue.news()) == []
    assert engine_of(queue).names == []


@pytest.mark.parametrize(
    ("code", "told"),
    [(EngineStopped.code, TrialStopped.code), (ModelTooLarge.code, ModelTooLarge.code)],
)
def test_a_process_that_died_is_told_as_memory_that_ran_out(
    queue: TrialQueue, code: str, told: str
) -> None:
    queue.add(Try(model=WRITES))
    list(queue.news())
    engine_of(queue).tells.append(Tried(model=WRITES, code=code))
    assert list(queue.news()) == [Tried(model=WRITES, code=told)]
