"""A model gets in whole and known, or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asr.value import Value
from desktop.errors import (
    GriffelError,
    PlaceUnwritable,
)
from desktop.models import folder as model_folder
from desktop.models import records
from desktop.models.catalogue import ModelFile
from desktop.models.check import Pin, Tick, untold, verify
from desktop.models.errors import (
    ModelDamaged,
    ModelForbidden,
    ModelMissing,
    ModelSourceMissing,
    ModelUnknown,
)
from desktop.models.folder import PINS, ModelFolder
from desktop.models.records import keep
from desktop.models.sources import Folder, Packages
from tests.desktop.models.small import CONFIG, GGUF, SMALL, WEIGHTS, packages, speech_folder


@pytest.fixture
def here(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "models", SMALL)


class NotAsked:
    """A source that nobody should need."""

    def parts(self, file: ModelFile, scratch: Path, tick: Tick = untold) -> tuple[Path, ...]:
        raise AssertionError("the source was asked")


def test_comes_from_a_folder(here: ModelFolder, tmp_path: Path) -> None:
    arrival = here.get("hears", Folder(speech_folder(tmp_path / "stick")))
    assert not arrival.was_here
    assert arrival.pinned == ()
    assert (arrival.folder / "model.bin").read_bytes() == WEIGHTS
    assert here.is_whole("hears")


def test_comes_from_packages_without_running_them(
    here: ModelFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(packages(tmp_path / "site"))
    arrival = here.get("hears", Packages())
    assert (arrival.folder / "model.bin").read_bytes() == WEIGHTS
    with pytest.raises(SystemExit, match="imported"):  # the trap is set
        __import__("griffel_part1")


def test_a_second_time_asks_no_source(here: ModelFolder, tmp_path: Path) -> None:
    here.get("hears", Folder(speech_folder(tmp_path / "stick")))
    assert here.get("hears", NotAsked()).was_here
    here.remove("hears")
    with pytest.raises(AssertionError):
        here.get("hears", NotAsked())


def _edit(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def _link(folder: Path) -> None:
    real = folder.with_name("real.bin")
    (folder / "model.bin").rename(real)
    (folder / "model.bin").symlink_to(real)


WRONG: dict[str, tuple[Callable[[Path], object], type[GriffelError], str]] = {
    "one bit": (
        _edit("model.bin", lambda d: d[:-1] + bytes([d[-1] ^ 1])),
        ModelDamaged,
        "model.bin",
    ),
    "truncated": (_edit("model.bin", lambda d: d[:-1]), ModelDamaged, "model.bin"),
    "too long": (_edit("model.bin", lambda d: d + b"x"), ModelDamaged, "model.bin"),
    "empty": (_edit("vocabulary.txt", lambda _: b""), ModelDamaged, "vocabulary.txt"),
    "web page": (_edit("config.json", lambda _: b"<html>"), ModelDamaged, "config.json"),
    "missing": (lambda f: (f / "model.bin").unlink(), ModelSourceMissing, "model.bin"),
    "link": (_link, ModelForbidden, ".bin"),
    "pickle": (lambda f: (f / "x.pkl").write_bytes(b"x"), ModelForbidden, ".pkl"),
    "torch": (lambda f: (f / "x.pt").write_bytes(b"x"), ModelForbidden, ".pt"),
    "other bin": (lambda f: (f / "pytorch_model.bin").touch(), ModelForbidden, ".bin"),
    "script": (lambda f: (f / "model.py").touch(), ModelForbidden, ".py"),
    "script in capitals": (lambda f: (f / "MODEL.PY").touch(), ModelForbidden, ".PY"),
    "no suffix": (lambda f: (f / "run").touch(), ModelForbidden, "?"),
    "folder": (lambda f: (f / "more.json").mkdir(), ModelForbidden, ".json"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_folder_is_refused_and_leaves_nothing(wrong: str, tmp_path: Path) -> None:
    spoil, refusal, file = WRONG[wrong]
    stick = speech_folder(tmp_path / "stick")
    ModelFolder(tmp_path / "whole", SMALL).get("hears", Folder(stick))
    spoil(stick)
    with pytest.raises(refusal) as refused:
        ModelFolder(tmp_path / "models", SMALL).get("hears", Folder(stick))
    assert vars(refused.value) == {"file": file}
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.parametrize(
    ("wrong", "refusal"), [("missing", ModelSourceMissing), ("swapped", ModelDamaged)]
)
def test_wrong_parts_are_refused_and_leave_nothing(
    here: ModelFolder,
    wrong: str,
    refusal: type[GriffelError],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = packages(tmp_path / "site")
    monkeypatch.syspath_prepend(site)
    first, second = site / "griffel_part1/data/w.1", site / "griffel_part2/data/w.2"
    kept = first.read_bytes(), second.read_bytes()
    if wrong == "swapped":
        first.write_bytes(kept[1])
        second.write_bytes(kept[0])
    else:
        first.unlink()
    with pytest.raises(refusal):
        here.get("hears", Packages())
    assert list((tmp_path / "models").iterdir()) == []
    first.write_bytes(kept[0])
    second.write_bytes(kept[1])
    assert here.get("hears", Packages())


def test_ctrl_c_leaves_nothing(here: ModelFolder, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def interrupt(done: int, total: int) -> None:
        seen.append((done, total))
        if done > len(WEIGHTS) // 2:
            raise KeyboardInterrupt

    stick = Folder(speech_folder(tmp_path / "stick"))
    with pytest.raises(KeyboardInterrupt):
        here.get("hears", stick, interrupt)
    assert list((tmp_path / "models").iterdir()) == []
    assert 0 < seen[0][0] < seen[-1][0] < seen[-1][1] == SMALL.models[0].bytes


def test_progress_ends_at_the_total(here: ModelFolder, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    stick = Folder(speech_folder(tmp_path / "stick"))
    here.get("hears", stick, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (SMALL.models[0].bytes, SMALL.models[0].bytes)


def test_what_the_list_does_not_know_is_pinned_at_the_first_import(
    here: ModelFolder, tmp_path: Path
) -> None:
    stick = speech_folder(tmp_path / "stick")
    assert here.get("half-known", Folder(stick)).pinned == ("config.json", "vocabulary.txt")
    here.remove("half-known")
    (stick / "config.json").write_bytes(b'{"layers": 3}\n')
    with pytest.raises(ModelDamaged) as refused:
        here.get("half-known", Folder(stick))
    assert refused.value.file == "config.json"
    (stick / "config.json").write_bytes(CONFIG)
    assert here.get("half-known", Folder(stick)).pinned == ()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("config.json", b"<!DOCTYPE html><title>Not found</title>"),
        ("config.json", b"\xff\xfe"),
        ("vocabulary.txt", b"\n <html>not found</html>"),
        ("model.bin", b"weights of another model"),
    ],
)
def test_nothing_is_pinned_from_a_source_with_a_wrong_file(
    here: ModelFolder, tmp_path: Path, name: str, data: bytes
) -> None:
    stick = speech_folder(tmp_path / "stick")
    (stick / name).write_bytes(data)
    with pytest.raises(ModelDamaged) as refused:
        here.get("half-known", Folder(stick))
    assert refused.value.file == name
    assert not (tmp_path / "models" / PINS).exists()


def test_weights_without_a_known_hash_must_look_like_weights(
    here: ModelFolder, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    under_any_name = tmp_path / "stick" / "Writer-Q4.gguf"
    under_any_name.write_bytes(b"<html>")
    with pytest.raises(ModelDamaged):
        here.get("unknown-writer", Folder(tmp_path / "stick"))
    under_any_name.write_bytes(GGUF)
    arrival = here.get("unknown-writer", Folder(tmp_path / "stick"))
    assert arrival.pinned == ("unknown.gguf",)
    assert (arrival.folder / "unknown.gguf").read_bytes() == GGUF


def test_a_damaged_model_makes_way_for_a_whole_one(here: ModelFolder, tmp_path: Path) -> None:
    stick = Folder(speech_folder(tmp_path / "stick"))
    damaged = here.get("hears", stick).folder / "model.bin"
    damaged.write_bytes(WEIGHTS[:-1])
    assert not here.is_whole("hears")
    assert not here.get("hears", stick).was_here
    assert damaged.read_bytes() == WEIGHTS
    assert sorted(p.name for p in (tmp_path / "models").iterdir()) == [
        "hears",
        "hears.verified.json",
    ]


def test_a_model_can_be_taken_away(here: ModelFolder, tmp_path: Path) -> None:
    here.get("hears", Folder(speech_folder(tmp_path / "stick")))
    here.remove("hears")
    assert list((tmp_path / "models").iterdir()) == []
    with pytest.raises(ModelMissing):
        here.remove("hears")


def test_only_names_of_the_list_are_taken(here: ModelFolder, tmp_path: Path) -> None:
    for name in ("../models", "hears/", ""):
        with pytest.raises(ModelUnknown):
            here.remove(name)


def test_a_models_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file in the way")
    with pytest.raises(PlaceUnwritable):
        ModelFolder(tmp_path / "models", SMALL).get(
            "hears", Folder(speech_folder(tmp_path / "stick"))
        )


def test_what_a_user_cannot_note_in_a_shared_folder_is_noted_in_his_own(
    here: ModelFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = here.get("hears", Folder(speech_folder(tmp_path / "stick"))).folder
    (place.parent / "hears.verified.json").unlink()  # brought in by another program
    shared, read = place.parent, []

    def closed(record: Value, path: Path) -> None:
        if path.is_relative_to(shared):
            raise PermissionError
        keep(record, path)

    def reads(path: Path, *told: Any) -> Pin:
        read.append(path.name)
        return verify(path, *told)

    monkeypatch.setattr(records, "keep", closed)
    monkeypatch.setattr(model_folder, "verify", reads)
    assert here.is_whole("hears")
    assert len(read) == 3  # the control: nobody had read it
    assert here.is_whole("hears")
    assert len(read) == 3
    (place / "config.json").write_bytes(CONFIG + b" ")
    assert not here.is_whole("hears")
