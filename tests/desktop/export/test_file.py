"""An export lands whole, inside its folder, and never over another file."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import DiskFull, PlaceUnwritable, WouldOverwrite
from desktop.export import FORMATS, write_export
from desktop.export.file import _plain
from tests.desktop.export.notes import hostile


def test_writes_the_file_and_nothing_else(tmp_path: Path) -> None:
    written = write_export(b"data", tmp_path, "griffel-1.txt")
    assert written == tmp_path / "griffel-1.txt"
    assert written.read_bytes() == b"data"
    assert list(tmp_path.iterdir()) == [written]


def _refuse_links(*_: object) -> None:
    raise PermissionError  # as a USB stick does


@pytest.mark.parametrize("links", [True, False])
def test_never_overwrites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:
        monkeypatch.setattr(os, "link", _refuse_links)
    first = write_export(b"first", tmp_path, "griffel-1.txt")
    with pytest.raises(WouldOverwrite):
        write_export(b"second", tmp_path, "griffel-1.txt")
    assert first.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [first]


def test_makes_the_folder_unless_something_is_in_the_way(tmp_path: Path) -> None:
    assert write_export(b"data", tmp_path / "new" / "folder", "griffel-1.txt").is_file()
    (tmp_path / "file").write_bytes(b"in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "deeper"):
        with pytest.raises(PlaceUnwritable):
            write_export(b"data", folder, "griffel-1.txt")
    assert (tmp_path / "file").read_bytes() == b"in the way"


def test_a_disk_that_fills_up_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        write_export(b"data", tmp_path, "griffel-1.txt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_hostile_id_stays_inside(tmp_path: Path, form: str) -> None:
    inside = tmp_path / "chosen"
    inside.mkdir()
    source = hostile()
    written = write_export(FORMATS[form](source), inside, f"griffel-{source.id}.{form}")
    assert written.parent == inside
    assert list(inside.iterdir()) == [written]
    assert list(tmp_path.iterdir()) == [inside]


@given(st.text())
def test_every_name_becomes_a_plain_one(name: str) -> None:
    plain = _plain(name)
    assert plain.startswith("griffel-")
    assert len(plain) <= 140
    assert all(sign.isascii() and (sign.isalnum() or sign in "._-") for sign in plain)
    assert ".." not in plain
    assert not plain.endswith(".")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("griffel-20261124-1.txt", "griffel-20261124-1.txt"),
        ("../../etc/passwd", "griffel-______etc_passwd"),
        ("CON.txt", "griffel-CON.txt"),
        ("griffel-a.b.docx", "griffel-a_b.docx"),
        ("=1+1.txt", "griffel-_1_1.txt"),
        ("griffel-\u202etxt.exe", "griffel-_txt.exe"),
    ],
)
def test_names(name: str, plain: str) -> None:
    assert _plain(name) == plain


def test_what_a_crash_left_of_an_export_goes_with_the_next(tmp_path: Path) -> None:
    left, theirs = tmp_path / ".griffel-a1b2c3d4.new", tmp_path / ".new-a1b2c3d4"
    for file in (left, theirs):
        file.write_bytes(b"half")
        os.utime(file, (0, 0))
    write_export(b"whole", tmp_path, "griffel-1.txt")
    assert not left.exists()
    assert theirs.exists()  # not of our making, in this folder
