"""`griffel bench live`: one recording, or three beside each other where a model is named."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from desktop.bench.live import LiveFigures
from desktop.bench.meanwhile import Meanwhile
from desktop.commands import bench_live
from desktop.models.writing_model import WritingModel
from desktop.words import words
from tests.desktop.bench.test_speech_page import LIVE

griffel = CliRunner()
MODEL = WritingModel(folder="anywhere", name="by-hand")


@pytest.fixture
def late() -> set[str]:
    """While what is done the text is too late."""
    return set()


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch, late: set[str]) -> None:
    """A measure that is done at once."""

    def measure(*_: Any, meanwhile: Meanwhile, **__: Any) -> Generator[float, None, LiveFigures]:
        yield 1.0
        shown = 9.0 if meanwhile.does in late else 2.0
        told = {"meanwhile": meanwhile.does, "shown_p95": shown, "transcript_to_draft": 1.0}
        return LIVE.model_copy(update=told)

    monkeypatch.setattr(bench_live, "measure_live", measure)
    monkeypatch.setattr(bench_live, "choose_model", lambda *_: Path("echo"))
    monkeypatch.setattr(bench_live, "choose_writing_model", lambda *_: MODEL)


def run(out: Path, *options: str) -> Result:
    return griffel.invoke(bench_live.live, ["--out", str(out), *options])


def test_without_a_writer_there_is_one_recording(tmp_path: Path) -> None:
    shown = run(tmp_path)
    assert shown.exit_code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["live.json"]
    assert words("live.said_p95", "en") in shown.stdout
    assert words("live.meanwhile", "en") not in shown.stdout


def test_with_a_writer_there_are_three_and_the_page_gets_the_first(tmp_path: Path) -> None:
    shown = run(tmp_path, "--writer", "by-hand")
    assert shown.exit_code == 0
    for does in ("nothing", "reads", "writes"):
        assert words(f"live.does.{does}", "en") in shown.stdout
    kept = {
        one.name: LiveFigures.model_validate_json(one.read_bytes()).meanwhile
        for one in tmp_path.iterdir()
    }
    assert kept == {
        "live.json": "nothing",
        "live-reads.json": "reads",
        "live-writes.json": "writes",
    }


@pytest.mark.parametrize("does", ["nothing", "reads", "writes"])
def test_text_that_comes_too_late_beside_a_model_counts(
    tmp_path: Path, late: set[str], does: str
) -> None:
    late.add(does)
    assert run(tmp_path, "--writer", "by-hand").exit_code == 1
    assert run(tmp_path, "--writer", "by-hand", "--factor", "2").exit_code == 0
