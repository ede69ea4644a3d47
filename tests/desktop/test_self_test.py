"""The self-test holds where all is well, and names what is not."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from desktop import paths
from desktop.commands.app import griffel
from desktop.self_test import walk
from tests.conftest import SENTINEL
from tests.trust.conftest import needs_full


@pytest.mark.model
@pytest.mark.trust
@needs_full()
def test_the_whole_road_holds_and_leaves_nothing(whisper_base: Path) -> None:
    outcomes = {outcome.step: outcome.failure for outcome in walk()}
    # The tests run without the filter of the command line, so here the network is not refused.
    assert outcomes.pop("no_network").startswith("Broken")
    assert set(outcomes.values()) == {""}
    assert {"record", "approve", "erase", "engine", "window"} <= set(outcomes)
    assert list(paths.home().iterdir()) == []


def test_without_a_speech_model_it_says_so_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path))
    outcomes = {outcome.step: outcome.failure for outcome in walk()}
    assert outcomes["record"] == ""
    assert outcomes["transcribe"] == "desktop.model_missing"
    assert all(outcomes[step] for step in ("summarise", "correct", "approve", "export", "erase"))
    ran = CliRunner().invoke(griffel, ["--self-test"])
    assert ran.exit_code == 1
    assert "transcribe" not in ran.output.split("✓")[-1].split("\n")[0]
    assert "desktop.model_missing" in ran.output
    assert SENTINEL not in ran.output
