"""The measure of a live recording: it ends with figures, and the figures follow the clock."""

from functools import partial
from pathlib import Path

import pytest

from desktop.bench.live import LiveFigures, measure_live
from desktop.bench.meanwhile import Meanwhile, ReadsAlong, WritesAnother
from desktop.engine import Target
from desktop.engine.errors import EngineStopped
from desktop.models.writing_model import WritingModel
from tests.desktop.engine.engines import echo_engine
from tests.desktop.engine.writers import writing_engine

MODEL = WritingModel(folder="anywhere", name="by-hand", sha256="ab" * 32)


def measured(
    place: Path, target: Target = echo_engine, meanwhile: Meanwhile | None = None
) -> tuple[list[float], LiveFigures]:
    """The seconds that were told, and the figures."""
    work = measure_live(
        place, Path("echo"), "nl", minutes=1, factor=20, target=target, meanwhile=meanwhile
    )
    fed = []
    while True:
        try:
            fed.append(next(work))
        except StopIteration as ended:
            return fed, ended.value


def test_a_recording_is_fed_heard_and_drafted_and_measured(tmp_path: Path) -> None:
    fed, figures = measured(tmp_path)
    assert fed == sorted(fed)
    assert 60 <= fed[-1] < 61
    assert figures.words > 20
    assert 0 < figures.shown_median <= figures.shown_p95
    assert figures.shown_median <= figures.final_median <= figures.final_p95
    assert 0 < figures.said_median <= figures.said_p95
    assert figures.said_p95 <= figures.delays[-1] + 0.01
    assert 0 < figures.behind_most <= 61
    assert 0 <= figures.left_at_stop < figures.words
    assert figures.delays == tuple(sorted(figures.delays))
    assert figures.delays[0] <= figures.shown_median <= figures.delays[-1]
    assert figures.stop_to_transcript > 0
    assert figures.transcript_to_draft > 0
    assert figures.speech_memory is None or figures.speech_memory > 10
    assert (figures.meanwhile, figures.drafts) == ("nothing", 0)


def test_a_model_that_cannot_be_loaded_ends_it(tmp_path: Path) -> None:
    work = measure_live(tmp_path, Path("broken"), "nl", minutes=1, factor=20, target=echo_engine)
    with pytest.raises(EngineStopped):
        list(work)


def test_a_model_reads_along_and_drafts_it(tmp_path: Path) -> None:
    told = tmp_path / "told"
    told.mkdir()
    target = partial(writing_engine, told)
    _, figures = measured(tmp_path, target, ReadsAlong("nl", MODEL))
    assert (figures.meanwhile, figures.drafts) == ("reads", 0)
    assert (told / "loaded").exists()
    assert figures.transcript_to_draft > 0


def test_a_model_writes_another_note_meanwhile(tmp_path: Path) -> None:
    told = tmp_path / "told"
    told.mkdir()
    target = partial(writing_engine, told)
    _, figures = measured(tmp_path, target, WritesAnother("nl", MODEL))
    assert figures.meanwhile == "writes"
    assert (told / "loaded").exists()
    assert not (told / "read").exists()


@pytest.mark.parametrize("kind", [ReadsAlong, WritesAnother])
def test_a_writer_that_cannot_be_loaded_ends_it(
    tmp_path: Path, kind: type[ReadsAlong | WritesAnother]
) -> None:
    (tmp_path / "too large").touch()
    with pytest.raises(EngineStopped):
        measured(tmp_path / "visit", partial(writing_engine, tmp_path), kind("nl", MODEL))
