"""A model that writes is loaded where there is memory for it, and keeps its name and checksum."""

from pathlib import Path

import pytest

from desktop.models import writing
from desktop.models.errors import ModelTooLarge
from desktop.models.memory import all_memory, free_memory
from desktop.models.writing import load_writer
from desktop.models.writing_model import WritingModel
from summarize.errors import ModelUnreadable
from summarize.summarize import made_by
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


def test_free_memory_is_part_of_all_of_it() -> None:
    free, everything = free_memory(), all_memory()
    assert (free is None) == (everything is None)
    if free is not None and everything is not None:
        assert 0 < free < everything
