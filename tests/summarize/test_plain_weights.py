"""A folder of plain weights is told by its bytes, and refused with anything else in it."""

import hashlib
import json
from pathlib import Path

import pytest

from summarize.errors import ModelUnreadable
from summarize.plain_weights import refuse_what_is_not_data, weights_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "model"
    made.mkdir()
    (made / "config.json").write_text(json.dumps({"hidden_size": 8}), encoding="utf-8")
    (made / "tokenizer.json").write_text("{}", encoding="utf-8")
    (made / "b.safetensors").write_bytes(b"second")
    (made / "a.safetensors").write_bytes(b"first")
    return made


def test_the_checksum_is_of_all_weights_in_their_order(folder: Path) -> None:
    assert weights_of(folder) == hashlib.sha256(b"firstsecond").hexdigest()
    (folder / "a.safetensors").write_bytes(b"worst")
    assert weights_of(folder) == hashlib.sha256(b"worstsecond").hexdigest()


@pytest.mark.parametrize("name", ["model.bin", "modeling.py", "weights.pkl"])
def test_what_could_run_is_refused(folder: Path, name: str) -> None:
    refuse_what_is_not_data(folder)  # control: without it the folder passes
    (folder / name).write_bytes(b"")
    with pytest.raises(ModelUnreadable):
        refuse_what_is_not_data(folder)
