"""The head of a model file: the tokens that steer are found, and a broken head is refused."""

import struct
from pathlib import Path

import pytest

from summarize.errors import ModelUnreadable
from summarize.gguf import memory_needed, read_head, steering
from tests.summarize.tiny_model import ADDED, CONTROL, make_tiny_model


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = make_tiny_model(tmp_path_factory.mktemp("model"))
    return (folder / "tiny.gguf").read_bytes()


def test_control_and_added_tokens_are_found_and_no_others(model: bytes, tmp_path: Path) -> None:
    assert steering(read_head(_file(tmp_path, model))).keys() == {*CONTROL, *ADDED}


@pytest.mark.parametrize("size", [0, 3, 7, 20, 100, 5_000])
def test_a_head_that_stops_short_is_refused(model: bytes, tmp_path: Path, size: int) -> None:
    with pytest.raises(ModelUnreadable):
        signs(_file(tmp_path, model[:size]))


@pytest.mark.parametrize(
    "head",
    [
        b"<html>" * 100,
        b"GGUF" + struct.pack("<IQQ", 9, 0, 0),
        b"GGUF" + struct.pack("<IQQ", 3, 0, 0),  # no tokens
        b"GGUF" + struct.pack("<IQQ", 3, 0, 2**63),
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 2**63),  # a name without an end
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"a" + struct.pack("<I", 99),
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"a" + struct.pack("<IIQ", 9, 4, 2**40),
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"a" + struct.pack("<IIQ", 9, 9, 1) * 50,
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"\xff" + struct.pack("<II", 4, 1),
    ],
)
def test_a_head_that_lies_is_refused(head: bytes, tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable):
        signs(_file(tmp_path, head))


@pytest.mark.parametrize("missing", [1, 31, 1_000, 100_000, 1_000_000])
def test_a_file_whose_last_tensor_is_cut_off_is_refused(
    model: bytes, tmp_path: Path, missing: int
) -> None:
    with pytest.raises(ModelUnreadable):
        signs(_file(tmp_path, model[:-missing]))


def test_a_tensor_of_a_kind_that_nobody_knows_is_refused(model: bytes, tmp_path: Path) -> None:
    name = b"output_norm.weight"
    place = model.index(name) + len(name) + 4 + 8  # after its one dimension
    assert model[place : place + 4] == struct.pack("<I", 0)
    with pytest.raises(ModelUnreadable):
        signs(_file(tmp_path, model[:place] + struct.pack("<I", 99) + model[place + 4 :]))


def test_more_tokens_take_more_memory(model: bytes, tmp_path: Path) -> None:
    _file(tmp_path, model)
    few, many = memory_needed(tmp_path, 1_000), memory_needed(tmp_path, 2_000)
    assert few > len(model)
    # Two layers keep a key and a value of 64 numbers, of two bytes each.
    assert many - few == 1_000 * 2 * 2 * 64 * 2


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable):
        signs(tmp_path / "none.gguf")


def signs(file: Path) -> dict[str, int]:
    return steering(read_head(file))


def _file(folder: Path, data: bytes) -> Path:
    file = folder / "x.gguf"
    file.write_bytes(data)
    return file
