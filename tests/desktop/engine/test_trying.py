"""A speech model is tried out window by window in an engine; what it shows is remembered."""

from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from asr.errors import SpeechModelUnusable
from desktop.engine import Engine, News, TriedSpeech, Trying, TrySpeech
from desktop.engine import trying as module
from desktop.engine.process import engine_with
from desktop.engine.trying import TrialWork
from desktop.models.errors import SpeechModelTooLarge
from desktop.models.listening_model import ListeningModel
from desktop.models.pace import speech_pace
from tests.asr.echo import Echo
from tests.desktop.engine.engines import told_until
from tests.desktop.engine.recordings import talk
from tests.desktop.models.paces import SHA256

MODEL = ListeningModel(folder="anywhere", name="echo", sha256=SHA256)


def trying_engine(connection: Connection) -> None:
    """An engine that tries an echo out; where its folder says so it is too large or cannot be."""
    engine_with(_echo, connection, load_to_try=_echo_with)


def _echo(folder: Path) -> Echo:
    return Echo()


def _echo_with(folder: Path, threads: int) -> Echo:
    if folder.name == "too large":
        raise SpeechModelTooLarge
    if folder.name == "broken":
        raise SpeechModelUnusable
    return Echo()


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(trying_engine) as engine:
        yield engine


def ended(told: list[News]) -> bool:
    return any(isinstance(news, TriedSpeech) for news in told)


def test_how_far_it_is_is_told_and_then_how_fast_the_model_is(engine: Engine) -> None:
    engine.order(TrySpeech(model=MODEL))
    news = told_until(engine, ended)
    done = [one.done for one in news if isinstance(one, Trying)]
    assert done == sorted(done)
    assert done[0] == 0
    assert done[-1] > 0.3
    last = news[-1]
    assert isinstance(last, TriedSpeech)
    assert last.pace is not None
    assert (last.model, last.pace.sha256) == (MODEL, SHA256)


@pytest.mark.parametrize(
    ("folder", "code"),
    [("too large", SpeechModelTooLarge.code), ("broken", SpeechModelUnusable.code)],
)
def test_what_stood_in_the_way_is_told(engine: Engine, folder: str, code: str) -> None:
    model = MODEL.model_copy(update={"folder": folder})
    engine.order(TrySpeech(model=model))
    assert told_until(engine, ended)[-1] == TriedSpeech(model=model, code=code)


def test_it_is_remembered_only_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "sample_sound", lambda: talk()[:20])
    told: list[News] = []
    left = TrialWork(TrySpeech(model=MODEL), _echo_with, told.append)
    for _ in range(3):
        left.step()
    left.stop()
    assert speech_pace(SHA256) is None
    assert not left.done
    whole = TrialWork(TrySpeech(model=MODEL), _echo_with, told.append)
    while not whole.done:
        assert whole.step()
    found = speech_pace(SHA256)
    assert told[-1] == TriedSpeech(model=MODEL, pace=found)


def test_a_mortal_engine_is_not_begun_anew() -> None:
    with Engine(_dies, mortal=True) as engine:
        engine.order(TrySpeech(model=MODEL))
        (news,) = told_until(engine, ended)
        assert isinstance(news, TriedSpeech)
        assert news.code == "engine.stopped"
        assert engine.process is None


def _dies(connection: Connection) -> None:
    connection.close()
