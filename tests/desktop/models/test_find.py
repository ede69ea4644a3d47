"""What may be loaded: a whole model of the list, or a clean folder of the user's own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import (
    GriffelError,
)
from desktop.models import look_at
from desktop.models.catalogue import Kind, catalogue
from desktop.models.errors import (
    ModelDamaged,
    ModelForbidden,
    ModelMissing,
    ModelOfOtherKind,
    ModelUnknown,
)
from desktop.models.folder import ModelFolder
from desktop.models.records import read_stamp
from desktop.models.sources import Folder
from tests.desktop.models.small import GGUF, SMALL, WEIGHTS, speech_folder


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRIFFEL_HOME", str(tmp_path / "home"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelFolder:
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "models"))
    folder = ModelFolder(tmp_path / "models", SMALL)
    folder.get("hears", Folder(speech_folder(tmp_path / "stick")))
    return folder


def test_a_model_of_the_list_by_name(here: ModelFolder, tmp_path: Path) -> None:
    found = look_at("hears", "speech", SMALL)
    assert (found.name, found.folder) == ("hears", tmp_path / "models" / "hears")
    assert found.verified


@pytest.mark.parametrize(
    ("name", "kind", "refusal"),
    [
        ("writes", "writer", ModelMissing),
        ("hears", "writer", ModelOfOtherKind),
        ("no-such-model", "speech", ModelUnknown),
        ("/no/such/folder", "speech", ModelMissing),
    ],
)
def test_a_name_that_gives_no_model(
    here: ModelFolder, name: str, kind: Kind, refusal: type[GriffelError]
) -> None:
    with pytest.raises(refusal):
        look_at(name, kind, SMALL)
    assert look_at("hears", "speech", SMALL)


SPOILT: dict[str, tuple[Callable[[Path], object], type[GriffelError]]] = {
    "other byte": (lambda f: (f / "model.bin").write_bytes(WEIGHTS[:-1] + b"x"), ModelDamaged),
    "gone": (lambda f: (f / "vocabulary.txt").unlink(), ModelDamaged),
    "more data": (lambda f: (f / "preprocessor_config.json").write_text("{}"), ModelForbidden),
    "script": (lambda f: (f / "x.py").touch(), ModelForbidden),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_model_that_changed_is_not_opened(here: ModelFolder, tmp_path: Path, spoilt: str) -> None:
    folder = here.open("hears")
    SPOILT[spoilt][0](folder)
    if spoilt == "other byte":  # an edit within the resolution of the clock is still an edit later
        os.utime(folder / "model.bin", ns=(1, 1))
    with pytest.raises(SPOILT[spoilt][1]):
        here.open("hears")


def test_unchanged_files_are_not_read_again_but_check_reads_them(here: ModelFolder) -> None:
    weights = here.open("hears") / "model.bin"
    before = weights.stat()
    weights.write_bytes(WEIGHTS[:-1] + b"x")
    os.utime(weights, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert here.open("hears")  # nothing seems to have changed
    with pytest.raises(ModelDamaged):
        here.check("hears")


def test_without_a_stamp_all_is_read_and_a_stamp_is_left(here: ModelFolder, tmp_path: Path) -> None:
    stamp = tmp_path / "models" / "hears.verified.json"
    stamp.unlink()
    here.open("hears")
    assert read_stamp(stamp).still_true(tmp_path / "models" / "hears")
    stamp.write_text("not a stamp")
    (tmp_path / "models" / "hears" / "model.bin").write_bytes(WEIGHTS[:-1] + b"x")
    with pytest.raises(ModelDamaged):
        here.open("hears")


# --- a folder of the user's own


def test_known_weights_are_named_wherever_they_lie(tmp_path: Path) -> None:
    stick = speech_folder(tmp_path / "stick")
    found = look_at(stick, "speech", SMALL)
    assert (found.name, found.folder, found.verified) == ("hears", stick, True)
    (stick / "preprocessor_config.json").write_text("{}")  # would change what the model hears
    assert not look_at(stick, "speech", SMALL).verified


def test_unknown_weights_are_named_by_their_hash(tmp_path: Path) -> None:
    stick = speech_folder(tmp_path / "stick")
    (stick / "model.bin").write_bytes(b"tuned at home")
    found = look_at(str(stick), "speech", SMALL)
    assert found.name.startswith("unknown-")
    assert not found.verified


def test_known_weights_with_a_wrong_file_beside_them_are_refused(tmp_path: Path) -> None:
    stick = speech_folder(tmp_path / "stick")
    assert look_at(stick, "speech", SMALL)
    (stick / "vocabulary.txt").write_text("other\n")
    with pytest.raises(ModelDamaged) as refused:
        look_at(stick, "speech", SMALL)
    assert refused.value.file == "vocabulary.txt"
    (stick / "vocabulary.txt").unlink()
    with pytest.raises(ModelDamaged):
        look_at(stick, "speech", SMALL)


def test_a_writer_is_the_one_gguf_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "any-name.gguf").write_bytes(GGUF)
    assert look_at(tmp_path / "stick", "writer", SMALL).name == "writes"
    with pytest.raises(ModelMissing):
        look_at(tmp_path / "stick", "speech", SMALL)
    (tmp_path / "stick" / "second.gguf").write_bytes(GGUF)
    with pytest.raises(ModelMissing):
        look_at(tmp_path / "stick", "writer", SMALL)


def test_a_stamp_that_came_along_is_worth_nothing(here: ModelFolder, tmp_path: Path) -> None:
    stick = speech_folder(tmp_path / "other")
    stamp = (tmp_path / "models" / "hears.verified.json").read_bytes()
    (stick / "hears.verified.json").write_bytes(stamp)
    (stick / "model.bin").write_bytes(WEIGHTS[:-1] + b"x")
    assert not look_at(stick, "speech", SMALL).verified


def test_a_changed_folder_is_hashed_again(tmp_path: Path) -> None:
    stick = speech_folder(tmp_path / "stick")
    assert look_at(stick, "speech", SMALL).verified
    (stick / "model.bin").write_bytes(WEIGHTS + b"x")
    assert not look_at(stick, "speech", SMALL).verified


# --- the list itself


def test_every_speech_model_has_known_weights_and_a_fixed_revision() -> None:
    speech = [model for model in catalogue().models if model.kind == "speech"]
    assert len(speech) == 6
    assert all(model.main.sha256 and model.main.bytes and model.revision for model in speech)


def test_the_list_warns_of_whisper_base_and_names_better() -> None:
    base = catalogue().find("whisper-base")
    assert base is not None
    for sentence in (base.to_know("nl"), base.to_know("en")):
        assert "30 %" in sentence
        assert "whisper-large-v3-turbo" in sentence
        assert "whisper-small" in sentence


def test_parts_and_packages_go_together() -> None:
    for model in catalogue().models:
        holders = {part.split("/")[0] for file in model.files for part in file.parts}
        named = {package.split("==")[0].replace("-", "_") for package in model.packages}
        assert holders == named
