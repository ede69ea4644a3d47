"""The measure of a live recording: it ends with figures, and the figures follow the clock."""

from pathlib import Path

import pytest

from desktop.bench.live import LiveFigures, measure_live
from desktop.engine.errors import EngineStopped
from tests.desktop.engine.engines import echo_engine


def test_a_recording_is_fed_heard_and_drafted_and_measured(tmp_path: Path) -> None:
    work = measure_live(tmp_path, Path("echo"), "nl", minutes=1, factor=20, target=echo_engine)
    fed = []
    while True:
        try:
            fed.append(next(work))
        except StopIteration as measured:
            figures: LiveFigures = measured.value
            break
    assert fed == sorted(fed)
    assert 60 <= fed[-1] < 61
    assert figures.words > 20
    assert 0 < figures.shown_median <= figures.shown_p95
    assert figures.shown_median <= figures.final_median <= figures.final_p95
    assert 0 < figures.behind_most <= 61
    assert 0 <= figures.left_at_stop < figures.words
    assert figures.delays == tuple(sorted(figures.delays))
    assert figures.delays[0] <= figures.shown_median <= figures.delays[-1]
    assert figures.stop_to_transcript > 0
    assert figures.transcript_to_draft > 0
    assert figures.speech_memory is None or figures.speech_memory > 10


def test_a_model_that_cannot_be_loaded_ends_it(tmp_path: Path) -> None:
    work = measure_live(tmp_path, Path("broken"), "nl", minutes=1, factor=20, target=echo_engine)
    with pytest.raises(EngineStopped):
        list(work)
