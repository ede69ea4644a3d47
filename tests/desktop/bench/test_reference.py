"""A model to measure by, run by torch: the policy decides on it as on any other."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from desktop.commands.bench import bench
from desktop.errors import ModelNotAllowed
from summarize.plain_weights import weights_of


@pytest.mark.parametrize("allowed", [False, True])
def test_the_policy_decides_on_a_model_to_measure_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: bool
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"hidden_size": 8}), encoding="utf-8")
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    (folder / "model.safetensors").write_bytes(b"weights")
    listed = weights_of(folder) if allowed else "0" * 64
    policy = tmp_path / "policy.toml"
    policy.write_text(f'[models]\nsha256 = ["{listed}"]\n', encoding="utf-8")
    monkeypatch.setenv("GRIFFEL_POLICY", str(policy))
    assert CliRunner().invoke(bench, ["start", "--out", str(tmp_path / "start")]).exit_code == 0
    order = [
        "writer",
        str(tmp_path / "start" / "cases"),
        "--model",
        str(folder),
        "--out",
        str(tmp_path / "out"),
    ]
    ran = CliRunner().invoke(bench, [*order, "--reference"])
    assert ran.exception is not None
    # Allowed, it goes on to torch, which is not here, or cannot read these few bytes.
    assert isinstance(ran.exception, ModelNotAllowed) is not allowed
