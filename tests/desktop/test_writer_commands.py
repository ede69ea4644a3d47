"""`griffel draft --writer generate`, `bench` with a model, and the trial at `models get`."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from desktop.commands import model_trials
from desktop.commands.bench import bench
from desktop.commands.models import models
from desktop.commands.road import road
from desktop.consultation import Draft, from_bytes
from desktop.errors import ModelNotAllowed
from desktop.models.errors import ModelUnknown
from desktop.models.fitness import Fitness, known_fitness
from desktop.models.pace import WriterPace
from desktop.words import words
from summarize.generate import Generate
from tests.desktop.models.paces import writer
from tests.summarize.runtimes import tiny_model
from tests.summarize.talks import VISIT
from tests.summarize.tiny_model import make_tiny_model

griffel = CliRunner()
UNFIT = Fitness(lines=20, said=2, proposed=20, looped=0, unfounded=15, obeyed=0)
NAME = "granite-4.0-micro"  # of which no hash is known, so that any weights will do


@pytest.fixture(autouse=True)
def dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRIFFEL_LANGUAGE", "nl")


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The hash of the weights of the tiny model, which the policy allows."""
    sha256 = hashlib.sha256((tiny_model() / "tiny.gguf").read_bytes()).hexdigest()
    policy = tmp_path / "policy.toml"
    policy.write_text(f'[models]\nsha256 = ["{sha256}"]\n')
    monkeypatch.setenv("GRIFFEL_POLICY", str(policy))
    return sha256


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    file = tmp_path / "T.json"
    file.write_text(VISIT.model_dump_json())
    return file


def draft(heard: Path, out: Path, *more: str) -> object:
    order = [str(heard), "--template", "soep", "--out", str(out), "--writer", "generate", *more]
    return griffel.invoke(road, ["draft", *order]).exception


def test_a_draft_by_a_model_says_which(heard: Path, tmp_path: Path, weights: str) -> None:
    out = tmp_path / "N.json"
    assert draft(heard, out, "--model", str(tiny_model()), "--quiet") is None
    note = from_bytes(out.read_bytes())
    assert isinstance(note, Draft)
    (made,) = note.note.made
    assert (made.writer, made.sha256) == ("generate", weights)
    assert made.model == f"unknown-{weights[:12]}"


def test_a_model_that_the_policy_does_not_know_is_refused(heard: Path, tmp_path: Path) -> None:
    refused = draft(heard, tmp_path / "N.json", "--model", str(tiny_model()))
    assert isinstance(refused, ModelNotAllowed)
    assert not (tmp_path / "N.json").exists()


def test_a_writer_with_a_model_needs_its_name(heard: Path, tmp_path: Path) -> None:
    assert isinstance(draft(heard, tmp_path / "N.json"), ModelUnknown)


def try_writer(
    sha256: str, load: Callable[[int], Generate], told: Callable[[float], object]
) -> tuple[Fitness, WriterPace]:
    """As quickly as no model writes."""
    told(1.0)
    return UNFIT, writer(50, 17.5, sha256)


def test_a_model_is_tried_out_once_when_it_comes_in_and_again_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def counted(
        sha256: str, load: Callable[[int], Generate], told: Callable[[float], object]
    ) -> tuple[Fitness, WriterPace]:
        tried.append(sha256)
        return try_writer(sha256, load, told)

    monkeypatch.setattr(model_trials, "try_writer", counted)
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "models"))
    tiny_model()  # skips where there is nothing to run it
    stick = make_tiny_model(tmp_path / "stick", seed=7)
    sha256 = hashlib.sha256((stick / "tiny.gguf").read_bytes()).hexdigest()
    came = griffel.invoke(models, ["get", NAME, "--from", "folder", str(stick)])
    verdict = words("fitness.invents", "nl", **UNFIT.model_dump())
    assert verdict in came.stdout
    assert "60 seconden na Stop" in came.stdout
    assert "50 tokens per seconde" in came.stdout
    assert known_fitness(sha256) == UNFIT
    assert verdict in griffel.invoke(models, ["check", NAME]).stdout
    assert "50 tokens per seconde" in griffel.invoke(models, ["list"]).stdout
    assert tried == [sha256]
    assert verdict in griffel.invoke(models, ["try", NAME]).stdout
    assert tried == [sha256, sha256]


def test_without_what_runs_it_a_model_comes_in_untried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_trials, "find_spec", lambda name: None)
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "models"))
    stick = make_tiny_model(tmp_path / "stick")
    came = griffel.invoke(models, ["get", NAME, "--from", "folder", str(stick)])
    assert came.exit_code == 0
    assert words("fitness.trying", "nl") not in came.stdout
    tried = griffel.invoke(models, ["try", NAME])
    assert words("writers.no_runtime", "nl") in tried.stdout


@pytest.mark.usefixtures("weights")
def test_the_bench_measures_a_model(tmp_path: Path) -> None:
    started = griffel.invoke(bench, ["start", "--out", str(tmp_path / "own")])
    assert started.exit_code == 0
    cases, out = str(tmp_path / "own" / "cases"), tmp_path / "measured"
    order = ["writer", cases, "--model", str(tiny_model()), "--out", str(out)]
    shown = griffel.invoke(bench, order)
    assert shown.exit_code == 0
    report = json.loads((out / "writer.json").read_text())
    assert all(case["kept"] == 0 and case["answers"] for case in report["cases"])
    assert words("bench_writer.joined", "nl") in shown.stdout
    order = ["notes", cases, "--writer", "generate", "--model", str(tiny_model())]
    assert griffel.invoke(bench, [*order, "--out", str(tmp_path / "notes")]).exit_code == 0
