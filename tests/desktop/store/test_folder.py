"""What a crash leaves of a write goes when the library is opened; nothing else does."""

import os
import re
import time
from pathlib import Path

import pytest

from desktop.errors import DiskFull, GriffelError, PlaceUnwritable
from desktop.store.folder import LEFT_FOR, sweep, words_for_failures, write_whole
from tests.desktop.store.libraries import Home, visit

LEFT = (".new-a1b2c3d4", ".new-________", "settings.json.new", ".new-library.db")
OURS = ("library.db", "audit.log", ".new-", ".new-a1b2c3d4e", "x.new", ".hidden", "new-a1b2c3d4")


def put(folder: Path, *names: str, age: float) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age,) * 2)


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_what_was_left_behind_goes_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, *LEFT, *OURS, age=LEFT_FOR + 60)
    sweep(tmp_path)
    assert names(tmp_path) == {*OURS}


def test_what_may_still_be_written_stays(tmp_path: Path) -> None:
    put(tmp_path, *LEFT, age=LEFT_FOR / 2)
    sweep(tmp_path)
    assert names(tmp_path) == {*LEFT}


def test_in_a_folder_of_the_user_only_what_is_named_goes(tmp_path: Path) -> None:
    put(tmp_path, ".griffel-a1b2c3d4.new", ".new-a1b2c3d4", age=LEFT_FOR + 60)
    sweep(tmp_path, re.compile(r"\.griffel-[a-z0-9_]{8}\.new"))
    assert names(tmp_path) == {".new-a1b2c3d4"}


def test_a_folder_that_is_not_there_is_no_failure(tmp_path: Path) -> None:
    sweep(tmp_path / "nowhere")


def test_a_write_that_is_killed_leaves_a_name_that_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr("os.fsync", killed)
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)  # nor does it clean up
    with pytest.raises(SystemExit):
        write_whole(tmp_path / "file", b"data")
    monkeypatch.undo()
    (left,) = tmp_path.iterdir()
    os.utime(left, (0, 0))
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_opening_a_library_sweeps_its_folders(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    library = home.create()
    library.save(visit())
    library.backup()
    library.close()
    folders = (home.folder, home.folder / "keys", home.folder / "backups")
    before = [names(folder) for folder in folders]
    for folder in folders:
        put(folder, ".new-a1b2c3d4", age=LEFT_FOR + 60)
    home.open().close()
    assert [names(folder) for folder in folders] == before


@pytest.mark.parametrize(("number", "problem"), [(28, DiskFull), (122, DiskFull), (5, None)])
def test_a_refusal_of_the_disk_has_words_and_no_path(
    number: int, problem: type[GriffelError] | None
) -> None:
    with pytest.raises(problem or PlaceUnwritable) as refused, words_for_failures():
        raise OSError(number, "no", "/home/somebody/patient.txt")
    assert refused.value.__suppress_context__
    assert refused.value.__cause__ is None
