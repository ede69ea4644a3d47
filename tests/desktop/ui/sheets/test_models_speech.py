"""A model that listens is tried out when it comes in, and says how fast it is on this machine."""

import hashlib
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.engine import TrySpeech
from desktop.models.catalogue import Catalogue, Know, Model, ModelFile
from desktop.models.folder import ModelFolder
from desktop.models.listening_model import ListeningModel
from desktop.models.pace import remember_pace
from desktop.models.sources import Folder
from desktop.policy import STRICT
from desktop.ui.practice import Practice
from desktop.ui.sheets import models_panel, models_standing
from desktop.ui.sheets.models import ModelsScreen
from desktop.ui.sheets.models_panel import ModelsPanel
from desktop.ui.sheets.models_row import ModelRow
from desktop.ui.sheets.models_standing import best_usable, standings
from tests.desktop.models.paces import speech
from tests.desktop.ui.silent_engines import SilentEngines

PATIENCE = 60_000
NAME, TURBO = "whisper-small", "whisper-large-v3-turbo"


def weights(name: str) -> bytes:
    return name.encode() + bytes(100_000)


def sha256(name: str) -> str:
    return hashlib.sha256(weights(name)).hexdigest()


def a_model(name: str, effort: float) -> Model:
    file = ModelFile(name="model.bin", bytes=len(weights(name)), sha256=sha256(name))
    know = Know(nl="Om te proberen.", en="For trying out.")
    return Model(
        name=name,
        kind="speech",
        repository="a/b",
        licence="MIT",
        know=know,
        effort=effort,
        files=(file,),
    )


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModelFolder:
    """A list of two models, on a machine where none is; each lies on a stick of its own."""
    catalogue = Catalogue(models=(a_model(NAME, 1.0), a_model(TURBO, 1000.0)))
    folder = ModelFolder(tmp_path / "models", catalogue)
    for module in (models_standing, models_panel):
        monkeypatch.setattr(module, "models_folder", lambda: folder)
    monkeypatch.setattr(models_standing, "catalogue", lambda: catalogue)
    for name in (NAME, TURBO):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.bin").write_bytes(weights(name))
    return folder


def screen(qtbot: QtBot, practice: Practice, stick: Path | None = None) -> ModelsScreen:
    made = ModelsScreen(practice)
    made.speech._ask = lambda *_: stick
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.writers.found or made.speech.found), timeout=PATIENCE)
    qtbot.waitUntil(lambda: bool(made.speech.found), timeout=PATIENCE)
    return made


def row(made: ModelsScreen, name: str = NAME) -> ModelRow:
    return made.speech.rows[name]


def offered(made: ModelsScreen, name: str = NAME) -> list[str]:
    return [button for button, one in row(made, name).buttons.items() if not one.isHidden()]


def tries(practice: Practice) -> list[ListeningModel]:
    assert isinstance(practice.engines, SilentEngines)
    return [order.model for order in practice.engines.orders if isinstance(order, TrySpeech)]


def test_a_model_that_comes_in_is_tried_out_and_then_says_how_fast_it_is(
    qtbot: QtBot, practice: Practice, known: ModelFolder, tmp_path: Path
) -> None:
    made = screen(qtbot, practice, tmp_path / NAME)
    with qtbot.waitSignal(made.speech.arrived, timeout=PATIENCE):
        row(made).buttons["from_folder"].click()
    (model,) = tries(practice)
    assert (model.name, model.sha256) == (NAME, sha256(NAME))
    assert row(made).state.text() == "… wordt uitgeprobeerd"
    assert "voorbeeldgesprek" in row(made).verdict.text()
    assert offered(made) == ["stop_trial", "use", "check"]
    remember_pace(speech(0.12, sha256(NAME)))  # as the engine does that tried it
    with (
        qtbot.waitSignal(practice.notice, timeout=PATIENCE) as told,
        qtbot.waitSignal(made.speech.looked, timeout=PATIENCE),
    ):
        practice.engines.tried.emit(model, speech(0.12, sha256(NAME)), "")
    assert told.args is not None
    assert "70 seconden" in told.args[0]
    assert row(made).state.text() == "✓ aanwezig en heel"
    assert row(made).verdict.isHidden()
    assert "de tekst blijft bij" in row(made).speed.text()
    assert "⚠" not in row(made).speed.text()
    assert offered(made) == ["use", "check", "remove"]


def test_a_model_that_is_too_slow_says_so_before_it_is_used(
    qtbot: QtBot, practice: Practice, known: ModelFolder, tmp_path: Path
) -> None:
    known.get(NAME, Folder(tmp_path / NAME))
    remember_pace(speech(1.4, sha256(NAME)))
    made = screen(qtbot, practice)
    assert row(made).speed.text().startswith("⚠ ")
    assert "ongeveer 14 minuten: de tekst loopt achter" in row(made).speed.text()
    assert offered(made) == ["try", "use", "check", "remove"]
    assert row(made).buttons["try"].text() == "Opnieuw uitproberen"


def test_one_that_is_stopped_can_be_tried_again(
    qtbot: QtBot, practice: Practice, known: ModelFolder, tmp_path: Path
) -> None:
    known.get(NAME, Folder(tmp_path / NAME))
    made = screen(qtbot, practice)
    assert "nog niet gemeten" in row(made).speed.text()
    row(made).buttons["try"].click()
    practice.engines.trying.emit(NAME, 0.25, False)
    assert row(made).progress.value() == 25
    row(made).buttons["stop_trial"].click()
    assert row(made).progress.isHidden()
    assert "nog niet gemeten" in row(made).speed.text()
    assert row(made).buttons["try"].text() == "Uitproberen"
    row(made).buttons["try"].click()
    assert len(tries(practice)) == 2


def test_a_model_that_this_machine_will_not_carry_says_so_before_it_comes_in(
    qtbot: QtBot, practice: Practice, known: ModelFolder
) -> None:
    made = screen(qtbot, practice)
    assert row(made, TURBO).speed.text().startswith("⚠ Naar verwachting te langzaam")
    assert row(made).speed.text().startswith("✓ Aangeraden voor deze computer")
    (advised,) = [one.model.name for one in standings(STRICT, "speech") if one.advised]
    assert advised == NAME


def test_where_nobody_chose_one_that_is_carried_is_taken(
    known: ModelFolder, tmp_path: Path
) -> None:
    known.get(TURBO, Folder(tmp_path / TURBO))
    assert best_usable(standings(STRICT, "speech")) == TURBO  # better than none
    known.get(NAME, Folder(tmp_path / NAME))
    assert best_usable(standings(STRICT, "speech")) == NAME


def test_where_nothing_is_tried_out_there_is_no_button_for_it(
    qtbot: QtBot, known: ModelFolder, tmp_path: Path
) -> None:
    known.get(NAME, Folder(tmp_path / NAME))
    made = ModelsPanel("nl", STRICT, "speech")
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: bool(made.found), timeout=PATIENCE)
    assert made.rows[NAME].buttons["try"].isHidden()
    assert not made.rows[NAME].buttons["use"].isHidden()
