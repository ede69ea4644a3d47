"""The hub is asked for exactly one revision, and only while something is fetched."""

import os
from pathlib import Path
from types import SimpleNamespace

import huggingface_hub
import pytest
from huggingface_hub import constants

from desktop.models.catalogue import Model
from desktop.models.check import Tick, untold
from desktop.models.errors import (
    ModelDamaged,
    ModelHubClosed,
    ModelHubUnreachable,
)
from desktop.models.folder import ModelFolder
from desktop.models.hub import fetch
from desktop.models.sources import Hub
from tests.desktop.models.small import CONFIG, SMALL, WEIGHTS, WORDS

FILES = {"config.json": CONFIG, "vocabulary.txt": WORDS, "model.bin": WEIGHTS}


class FakeHub:
    """Gives the files it was made with, and remembers what it was asked for."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.asked: list[tuple[str, str, str]] = []

    def __call__(
        self, repository: str, revision: str, name: str, scratch: Path, tick: Tick
    ) -> Path:
        self.asked.append((repository, revision, name))
        if name not in self.files:
            raise ModelHubUnreachable
        (scratch / ".cache").mkdir(exist_ok=True)
        (scratch / name).write_bytes(self.files[name])
        tick(len(self.files[name]))
        return scratch / name


def _model(name: str) -> Model:
    found = SMALL.find(name)
    assert found is not None
    return found


def test_fetches_the_pinned_revision_and_nothing_else(tmp_path: Path) -> None:
    hub, model = FakeHub(FILES), _model("hears")
    arrival = ModelFolder(tmp_path / "models", SMALL).get("hears", Hub(model, hub))
    assert {(repository, revision) for repository, revision, _ in hub.asked} == {
        (model.repository, model.revision)
    }
    assert sorted(p.name for p in arrival.folder.iterdir()) == sorted(FILES)


@pytest.mark.parametrize(
    ("files", "refusal"),
    [
        ({"config.json": CONFIG, "vocabulary.txt": WORDS}, ModelHubUnreachable),
        (FILES | {"model.bin": WEIGHTS[:-1] + b"x"}, ModelDamaged),
    ],
    ids=["unreachable", "another file"],
)
def test_what_does_not_arrive_whole_is_not_a_model(
    tmp_path: Path, files: dict[str, bytes], refusal: type[Exception]
) -> None:
    here = ModelFolder(tmp_path / "models", SMALL)
    with pytest.raises(refusal):
        here.get("hears", Hub(_model("hears"), FakeHub(files)))
    assert not here.has("hears")
    assert here.get("hears", Hub(_model("hears"), FakeHub(FILES))).folder.is_dir()


def test_a_model_without_a_pinned_revision_is_not_asked_for(tmp_path: Path) -> None:
    hub = FakeHub({})
    with pytest.raises(ModelHubClosed):
        ModelFolder(tmp_path / "models", SMALL).get(
            "unknown-writer", Hub(_model("unknown-writer"), hub)
        )
    assert hub.asked == []


@pytest.mark.parametrize("answers", [True, False])
def test_the_network_is_open_only_during_a_fetch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: bool
) -> None:
    during: list[tuple[str | None, bool, object]] = []

    def head(url: str, **options: object) -> object:
        during.append(
            (os.environ.get("HF_HUB_OFFLINE"), constants.HF_HUB_OFFLINE, options["token"])
        )
        if not answers:
            raise ConnectionError
        return SimpleNamespace(size=0, location=url)

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub, "get_hf_file_metadata", head)
    if answers:
        found = fetch("maker/model", "0" * 40, "a.json", tmp_path, untold)
        assert found.read_bytes() == b""
        assert found.is_relative_to(tmp_path)
    else:
        with pytest.raises(ModelHubUnreachable):
            fetch("maker/model", "0" * 40, "a.json", tmp_path, untold)
    assert during == [(None, False, False)]
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert constants.HF_HUB_OFFLINE
