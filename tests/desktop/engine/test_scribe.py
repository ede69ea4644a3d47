"""An engine with a language model: lines come early, nothing waits for it, and it may die."""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from asr.elapsed import elapsed
from asr.transcript import Transcript
from desktop.consultation import ConsultationId
from desktop.engine import (
    Cancel,
    Check,
    Checked,
    Drafted,
    Drafting,
    Engine,
    Failed,
    Follow,
    News,
    Progress,
    Read,
    Ready,
    Restarted,
    Tried,
    Try,
    Trying,
    Write,
)
from desktop.engine.errors import EngineStopped
from desktop.engine.process import run_engine
from desktop.models.errors import ModelTooLarge
from desktop.models.writing_model import WritingModel
from summarize.errors import ModelUnreadable, NothingSaid
from summarize.extract import Extract
from summarize.summarize import summarize
from summarize.template import find_template
from tests.desktop.engine.engines import PATIENCE, told_until
from tests.desktop.engine.writers import writing_engine
from tests.fakes import FIRST_ID
from tests.summarize.runtimes import tiny_model
from tests.summarize.talks import SILENCE, VISIT

OTHER_ID = ConsultationId("20260105-090000-000002")
MODEL = WritingModel(folder="anywhere", name="by-hand", sha256="ab" * 32)
NOTE = summarize(VISIT, find_template("soep", "nl"), Extract())


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Path]]:
    """An engine, and the folder that its model obeys; starting one takes seconds."""
    folder = tmp_path_factory.mktemp("told")
    with Engine(partial(writing_engine, folder)) as engine:
        yield engine, folder


@pytest.fixture
def told(running: tuple[Engine, Path]) -> Path:
    """What the model of the engine is told: nothing yet."""
    for file in running[1].iterdir():
        file.unlink()
    return running[1]


@pytest.fixture
def engine(running: tuple[Engine, Path], told: Path) -> Engine:
    """The engine, with nothing to do."""
    engine, _ = running
    for consultation in (FIRST_ID, OTHER_ID):
        engine.order(Cancel(consultation=consultation))
    list(engine.news())
    return engine


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Engine]:
    """One of its own for a test that kills it; it counts how often it died."""
    with Engine(partial(writing_engine, tmp_path)) as engine:
        yield engine


def write(
    consultation: ConsultationId = FIRST_ID,
    transcript: Transcript = VISIT,
    model: WritingModel = MODEL,
) -> Write:
    return Write(
        consultation=consultation,
        transcript=transcript,
        template="soep",
        language="nl",
        writer="generate",
        model=model,
    )


def follow(count: int, model: WritingModel = MODEL) -> Follow:
    said = VISIT.utterances[:count]
    return Follow(consultation=FIRST_ID, language="nl", utterances=said, model=model)


def answered(told: list[News]) -> bool:
    return any(isinstance(news, Drafted | Failed) for news in told)


def wait_for(file: Path) -> None:
    deadline = elapsed() + PATIENCE
    while not file.exists():
        assert elapsed() < deadline
        time.sleep(0.02)


def test_a_draft_grows_line_by_line_and_says_what_wrote_it(engine: Engine) -> None:
    engine.order(write())
    news = told_until(engine, answered)
    grown = [len(list(one.note.statements())) for one in news if isinstance(one, Drafting)]
    done = [one.done for one in news if isinstance(one, Progress)]
    assert grown == list(range(1, 10))
    assert done == sorted(done)
    assert 0 < done[0] < done[-1] == 1
    assert isinstance(news[-1], Drafted)
    note = news[-1].note
    assert (note.writer, note.made[0].model) == ("generate", "by-hand")
    assert note.made[0].sha256 == MODEL.sha256
    assert (note.reports, note.omissions) == (NOTE.reports, NOTE.omissions)


def test_the_first_lines_are_there_while_the_rest_is_written(engine: Engine, told: Path) -> None:
    (told / "wait").touch()
    engine.order(write())
    news = told_until(engine, lambda told: any(isinstance(one, Drafting) for one in told))
    assert not answered(news)
    (told / "wait").unlink()
    assert isinstance(told_until(engine, answered)[-1], Drafted)


def test_a_note_is_checked_while_another_is_written(engine: Engine, told: Path) -> None:
    (told / "wait").touch()
    engine.order(write())
    wait_for(told / "writing")
    engine.order(Read(consultation=OTHER_ID, transcript=VISIT))
    engine.order(Check(consultation=OTHER_ID, serial=1, note=NOTE))
    told_until(engine, lambda told: any(isinstance(one, Checked) for one in told))
    assert (told / "wait").exists()


def test_what_is_cancelled_is_left_and_the_engine_lives_on(engine: Engine, told: Path) -> None:
    (told / "wait").touch()
    engine.order(write())
    wait_for(told / "writing")
    process = engine.process
    engine.order(Cancel(consultation=FIRST_ID))
    (told / "writing").unlink()
    engine.order(write(OTHER_ID))
    wait_for(told / "writing")  # it would never come to this while it waits in the first
    (told / "wait").unlink()
    news = told_until(engine, answered)
    assert {one.consultation for one in news if isinstance(one, Drafted)} == {OTHER_ID}
    assert engine.process == process


def test_what_goes_on_is_read_along_and_a_draft_comes_before_that(
    engine: Engine, told: Path
) -> None:
    for count in (3, 6, 12):
        engine.order(follow(count))
        deadline = elapsed() + PATIENCE
        while count + 1 not in read_by(told):
            assert elapsed() < deadline
            list(engine.news(0.02))
    (told / "read on").touch()
    engine.order(follow(15))
    engine.order(write())
    assert isinstance(told_until(engine, answered)[-1], Drafted)
    assert (told / "read on").exists()


def read_by(told: Path) -> list[int]:
    """How many lines each reading had; the first says that the conversation follows."""
    file = told / "read"
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def test_after_its_death_the_draft_is_written_anew(mortal: Engine, tmp_path: Path) -> None:
    (tmp_path / "die").touch()
    mortal.order(follow(3))
    mortal.order(write())
    news = told_until(mortal, answered)
    assert Restarted(consultation=FIRST_ID) in news
    assert isinstance(news[-1], Drafted)


def loads(told: Path) -> int:
    """How often a model was loaded."""
    file = told / "loaded"
    return len(file.read_text().splitlines()) if file.exists() else 0


def dead(engine: Engine) -> list[News]:
    """What was told until the engine had died."""
    told: list[News] = []
    deadline = elapsed() + PATIENCE
    while engine.process is not None:
        assert elapsed() < deadline
        told += engine.news(0.02)
    return told


def test_a_model_that_dies_of_reading_is_not_loaded_at_every_window(
    mortal: Engine, tmp_path: Path
) -> None:
    (tmp_path / "die reading").touch()
    mortal.order(follow(3))
    told = dead(mortal)
    for count in (6, 9, 12):
        mortal.order(follow(count))
        assert mortal.process is None
    assert {type(one) for one in (*told, *mortal.news())} <= {Ready}
    assert loads(tmp_path) == 1
    mortal.order(follow(3).model_copy(update={"consultation": OTHER_ID}))
    dead(mortal)
    assert loads(tmp_path) == 2  # the control: of another conversation it is seen that it dies
    mortal.order(write())
    assert isinstance(told_until(mortal, answered)[-1], Drafted)
    assert loads(tmp_path) == 3


def test_a_model_that_died_of_reading_and_dies_of_writing_is_not_tried_on_and_on(
    mortal: Engine, tmp_path: Path
) -> None:
    (tmp_path / "die reading").touch()
    (tmp_path / "always die").touch()
    mortal.order(follow(3))
    dead(mortal)
    mortal.order(write())
    failed = Failed(consultation=FIRST_ID, code=EngineStopped.code)
    assert told_until(mortal, answered)[-1] == failed
    assert loads(tmp_path) == 2
    mortal.order(write())  # the control: without that it is, as long as engines may die
    assert told_until(mortal, answered)[-1] == failed
    assert loads(tmp_path) > 3


def test_a_model_that_cannot_be_loaded_is_not_tried_at_every_window(
    engine: Engine, told: Path
) -> None:
    (told / "too large").touch()
    larger = MODEL.model_copy(update={"name": "too large to read"})
    for _ in range(20):  # one or two are on their way before it is known
        engine.order(follow(3, larger))
        engine.order(Read(consultation=OTHER_ID, transcript=VISIT))
        engine.order(Check(consultation=OTHER_ID, serial=1, note=NOTE))
        news = told_until(engine, lambda told: any(isinstance(one, Checked) for one in told))
        assert not answered(news)
        wait_for(told / "loaded")
    assert loads(told) <= 4
    before = loads(told)
    engine.order(write(model=larger))
    failed = Failed(consultation=FIRST_ID, code=ModelTooLarge.code)
    assert told_until(engine, answered)[-1] == failed
    assert before < loads(told) <= before + 2
    (told / "too large").unlink()
    engine.order(follow(3, larger))  # the control: after its draft it may be read along with
    wait_for(told / "read")


def test_a_draft_that_kills_each_engine_fails_and_the_next_is_written(
    mortal: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.engine.MOST_RESTARTS", 1)
    (tmp_path / "always die").touch()
    mortal.order(write())
    failed = Failed(consultation=FIRST_ID, code=EngineStopped.code)
    assert told_until(mortal, answered)[-1] == failed
    (tmp_path / "always die").unlink()
    mortal.order(write())
    assert isinstance(told_until(mortal, answered)[-1], Drafted)


def test_what_cannot_be_drafted_says_why(engine: Engine, told: Path) -> None:
    engine.order(write(transcript=SILENCE))
    failed = Failed(consultation=FIRST_ID, code=NothingSaid.code)
    assert told_until(engine, answered)[-1] == failed
    (told / "too large").touch()
    engine.order(write(model=MODEL.model_copy(update={"name": "larger"})))
    failed = Failed(consultation=FIRST_ID, code=ModelTooLarge.code)
    assert told_until(engine, answered)[-1] == failed


def test_a_model_is_tried_out_when_no_draft_is_waited_for(engine: Engine, told: Path) -> None:
    (told / "wait").touch()
    engine.order(Try(model=MODEL))
    wait_for(told / "writing")
    (told / "wait").unlink()
    engine.order(write())  # a draft comes first, and the trial begins anew after it
    news = told_until(engine, lambda told: any(isinstance(one, Tried) for one in told))
    kinds = [type(one) for one in news if isinstance(one, Drafted | Tried)]
    assert kinds[-1] is Tried
    (tried,) = [one for one in news if isinstance(one, Tried)]
    assert tried.fitness is not None
    assert tried.fitness.verdict == "fit"
    done = [one.done for one in news if isinstance(one, Trying)]
    assert done[-1] == 1  # of the second time: it began anew
    assert done.count(0.0) == 2
    (told / "too large").touch()
    larger = MODEL.model_copy(update={"name": "larger still"})
    engine.order(Try(model=larger))
    news = told_until(engine, lambda told: any(isinstance(one, Tried) for one in told))
    assert news[-1] == Tried(model=larger, code=ModelTooLarge.code)


def test_a_real_model_reads_along_and_writes_in_the_real_engine(tmp_path: Path) -> None:
    model = WritingModel(folder=str(tiny_model()), name="tiny", sha256="cd" * 32)
    with Engine(run_engine) as engine:
        for count in (0, 6, 12):
            engine.order(follow(count, model))
        engine.order(write(model=model))
        news = told_until(engine, answered)
        assert isinstance(news[-1], Drafted)
        assert news[-1].note.made[0].model == "tiny"
        assert any(isinstance(one, Drafting) for one in news)
        nothing = model.model_copy(update={"folder": str(tmp_path)})
        engine.order(write(model=nothing))
        failed = Failed(consultation=FIRST_ID, code=ModelUnreadable.code)
        assert told_until(engine, answered)[-1] == failed
