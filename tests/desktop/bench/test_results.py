"""Results are kept whole or not at all."""

from pathlib import Path

import pytest

from desktop.bench.results import folder_for_results, keep
from desktop.errors import PlaceUnwritable


def test_keeps_in_place_of_an_earlier_result(tmp_path: Path) -> None:
    folder = folder_for_results(tmp_path / "a" / "b")
    keep("one\n", folder / "r.json")
    keep("two\n", folder / "r.json")
    assert [file.name for file in folder.iterdir()] == ["r.json"]
    assert (folder / "r.json").read_bytes() == b"two\n"


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(PlaceUnwritable):
        folder_for_results(tmp_path / "file")
    with pytest.raises(PlaceUnwritable):
        keep("text", tmp_path / "nowhere" / "r.json")
