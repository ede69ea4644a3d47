"""Models are brought in, read over and taken away beside the screen, with a way to stop."""

import hashlib
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import desktop.models as models
from desktop.models.catalogue import Catalogue, Know, Model, ModelFile
from desktop.models.check import Tick
from desktop.models.folder import ModelFolder
from desktop.models.sources import Folder
from desktop.policy import STRICT, ModelRules, Policy
from desktop.ui.sheets import models_panel, models_standing
from desktop.ui.sheets.models_panel import ModelsPanel
from desktop.ui.sheets.models_standing import best_usable, standings

PATIENCE = 30_000
WEIGHTS = b"GGUF" + bytes(3_000_000)
NAME = "whisper-small"


def a_model(name: str) -> Model:
    sha256 = hashlib.sha256(WEIGHTS).hexdigest()
    weights = ModelFile(name="model.bin", bytes=len(WEIGHTS), sha256=sha256)
    know = Know(nl="Om te proberen.", en="For trying out.")
    return Model(
        name=name, kind="speech", repository="a/b", licence="MIT", know=know, files=(weights,)
    )


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModelFolder:
    """A list of three models, none of which is here; the stick beside it has all of them."""
    names = ("whisper-base", NAME, "whisper-large-v3-turbo")
    catalogue = Catalogue(models=tuple(a_model(name) for name in names))
    folder = ModelFolder(tmp_path / "models", catalogue)
    for module in (models_standing, models_panel):
        monkeypatch.setattr(module, "models_folder", lambda: folder)
    monkeypatch.setattr(models_standing, "catalogue", lambda: catalogue)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "model.bin").write_bytes(WEIGHTS)
    return folder


def panel(qtbot: QtBot, stick: Path | None, policy: Policy = STRICT) -> ModelsPanel:
    made = ModelsPanel("nl", policy, "speech", ask=lambda *_: stick)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.found), timeout=PATIENCE)
    return made


def state(made: ModelsPanel) -> str:
    return made.rows[NAME].state.text()


def test_the_best_comes_first_whatever_is_here(known: ModelFolder, tmp_path: Path) -> None:
    order = [one.model.name for one in standings(STRICT)]
    assert order == ["whisper-large-v3-turbo", NAME, "whisper-base"]
    known.get("whisper-base", Folder(tmp_path / "stick"))
    assert [one.model.name for one in standings(STRICT)] == order


def test_the_best_usable_one_is_taken(known: ModelFolder, tmp_path: Path) -> None:
    assert best_usable(standings(STRICT)) == ""
    for name in ("whisper-base", "whisper-large-v3-turbo"):
        known.get(name, Folder(tmp_path / "stick"))
    assert best_usable(standings(STRICT)) == "whisper-large-v3-turbo"


def test_a_model_comes_from_a_folder_is_read_over_and_goes(
    qtbot: QtBot, known: ModelFolder, tmp_path: Path
) -> None:
    made = panel(qtbot, tmp_path / "stick")
    assert state(made) == "niet aanwezig"
    assert made.rows[NAME].buttons["use"].isHidden()
    for action, shown in (
        ("from_folder", "✓ aanwezig en heel"),
        ("check", "✓ aanwezig en heel"),
        ("remove", "niet aanwezig"),
    ):
        with qtbot.waitSignals([made.told, made.looked], timeout=PATIENCE):
            made.rows[NAME].buttons[action].click()
        assert state(made) == shown


def test_a_model_that_is_here_can_be_chosen(
    qtbot: QtBot, known: ModelFolder, tmp_path: Path
) -> None:
    known.get(NAME, Folder(tmp_path / "stick"))
    made = panel(qtbot, None)
    with qtbot.waitSignal(made.chosen) as chosen:
        made.rows[NAME].buttons["use"].click()
    assert chosen.args == [NAME]
    assert state(made) == "✓ in gebruik"
    assert made.rows[NAME].buttons["remove"].isHidden()


def test_what_the_policy_forbids_cannot_be_chosen(
    qtbot: QtBot, known: ModelFolder, tmp_path: Path
) -> None:
    known.get(NAME, Folder(tmp_path / "stick"))
    made = panel(qtbot, None, Policy(models=ModelRules(sha256=("0" * 64,))))
    assert "niet toegestaan" in state(made)
    assert made.rows[NAME].buttons["use"].isHidden()


def test_a_wrong_file_is_refused_and_nothing_of_it_stays(
    qtbot: QtBot, known: ModelFolder, tmp_path: Path
) -> None:
    (tmp_path / "stick" / "model.bin").write_bytes(WEIGHTS[:-1] + b"x")
    made = panel(qtbot, tmp_path / "stick")
    with qtbot.waitSignals([made.troubled, made.looked], timeout=PATIENCE):
        made.rows[NAME].buttons["from_folder"].click()
    assert state(made) == "niet aanwezig"
    assert not list((tmp_path / "models").glob("*"))


def test_bringing_in_can_be_cancelled(
    qtbot: QtBot, known: ModelFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    real = Folder.parts

    def slow(self: Folder, file: ModelFile, scratch: Path, tick: Tick) -> tuple[Path, ...]:
        begun.set()
        assert go_on.wait(30)
        return real(self, file, scratch, tick)

    monkeypatch.setattr(Folder, "parts", slow)
    made = panel(qtbot, tmp_path / "stick")
    made.rows[NAME].buttons["from_folder"].click()
    assert begun.wait(30)
    assert not made.rows[NAME].progress.isHidden()
    assert not made.rows["whisper-base"].buttons["from_folder"].isEnabled()
    made.rows[NAME].buttons["cancel"].click()
    with qtbot.waitSignals([made.told, made.looked], timeout=PATIENCE):
        go_on.set()
    assert state(made) == "niet aanwezig"
    assert not list((tmp_path / "models").glob("*"))
    assert not made.busy


def test_the_real_list_can_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path))
    assert models.models_folder().has("whisper-base") is False
    assert len(standings(STRICT, "speech")) >= 6
