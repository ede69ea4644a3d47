"""A model that writes is loaded where there is memory for it, and keeps its name and checksum."""

from pathlib import Path

import pytest

from desktop.models import writing
from desktop.models.errors import ModelTooLarge
from desktop.models.pace import remember_pace
from desktop.models.writing import load_runtime, load_writer
from desktop.models.writing_model import WritingModel
from desktop.words import explain
from summarize.errors import ModelUnreadable
from summarize.summarize import made_by
from tests.desktop.models.paces import writer
from tests.summarize.runtimes import tiny_model


def model(folder: Path) -> WritingModel:
    return WritingModel(folder=str(folder), name="tiny", sha256="ab" * 32)


def test_it_is_loaded_under_its_name() -> None:
    made = made_by(load_writer(model(tiny_model())))
    assert (made.writer, made.model, made.sha256) == ("generate", "tiny", "ab" * 32)
    assert made.version


def test_where_there_is_no_memory_for_it_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny_model()
    monkeypatch.setattr(writing, "free_memory", lambda: 1_000_000)
    with pytest.raises(ModelTooLarge):
        load_writer(model(folder))
    monkeypatch.setattr(writing, "free_memory", lambda: None)  # nobody tells: it is tried
    assert load_writer(model(folder))


def test_an_empty_folder_holds_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable):
        load_writer(model(tmp_path))


def test_a_model_is_loaded_with_the_threads_that_were_best_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[int] = []

    def load(folder: Path, *, threads: int) -> object:
        loaded.append(threads)
        return object()

    monkeypatch.setattr(writing, "Llama", load)
    load_runtime(model(tiny_model()))  # not tried out: the runtime decides
    remember_pace(writer(30, 10, "ab" * 32, threads=3))
    load_runtime(model(tiny_model()))
    load_runtime(model(tiny_model()).model_copy(update={"threads": 2}))  # told otherwise
    assert loaded == [0, 3, 2]


def test_memory_that_runs_out_is_told_as_a_model_that_cannot_be_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    folder = tiny_model()
    monkeypatch.setattr("xllamacpp.Server", fail)
    with pytest.raises(ModelUnreadable):
        load_writer(model(folder))
    assert "te weinig geheugen" in explain(ModelUnreadable(), "nl")
