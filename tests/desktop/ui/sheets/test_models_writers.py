"""A model that writes is tried out when it comes in, and its verdict stands with it."""

import hashlib
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop import writers
from desktop.engine import Try
from desktop.models import models_folder
from desktop.models.catalogue import ModelFile, catalogue
from desktop.models.check import Tick
from desktop.models.fitness import Fitness, remember_fitness
from desktop.models.pace import remember_pace
from desktop.models.sources import Folder
from desktop.models.writing_model import WritingModel
from desktop.policy import ModelRules, Policy
from desktop.ui.practice import Practice
from desktop.ui.sheets.models import ModelsScreen
from desktop.ui.sheets.models_row import ModelRow
from desktop.ui.sheets.models_standing import standings
from tests.desktop.models.paces import writer
from tests.desktop.ui.sheets.offers import DID_WELL, INVENTED
from tests.desktop.ui.silent_engines import SilentEngines
from tests.fakes import ALL_DATA

PATIENCE = 60_000
NAME = "granite-4.0-micro"  # of which no hash is known, so that any weights will do
WEIGHTS = b"GGUF" + bytes(200_000)
SHA256 = hashlib.sha256(WEIGHTS).hexdigest()
POLICY = ALL_DATA.model_copy(update={"models": ModelRules(sha256=(SHA256,))})
CODE = "summarize.model_unreadable"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick with the weights, beside a machine on which no model is."""
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(writers, "find_spec", lambda name: object())
    made = tmp_path / "stick"
    made.mkdir()
    (made / "weights.gguf").write_bytes(WEIGHTS)
    return made


@pytest.fixture
def hospital(practice: Practice) -> Practice:
    """A practice where the institution allows that model."""
    session = practice.session
    practice.session = replace(session, desk=replace(session.desk, policy=POLICY))
    return practice


def screen(qtbot: QtBot, practice: Practice, stick: Path | None = None) -> ModelsScreen:
    made = ModelsScreen(practice)
    made.writers._ask = lambda *_: stick
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.writers.found and made.speech.found), timeout=PATIENCE)
    return made


def row(made: ModelsScreen) -> ModelRow:
    return made.writers.rows[NAME]


def come_in(stick: Path) -> WritingModel:
    """The model is here."""
    arrival = models_folder().get(NAME, Folder(stick))
    return WritingModel(folder=str(arrival.folder), name=NAME, sha256=SHA256)


def tries(practice: Practice) -> list[WritingModel]:
    assert isinstance(practice.engines, SilentEngines)
    return [order.model for order in practice.engines.orders if isinstance(order, Try)]


def offered(made: ModelsScreen) -> list[str]:
    return [name for name, one in row(made).buttons.items() if not one.isHidden()]


def test_a_model_that_comes_in_is_tried_out_at_once(
    qtbot: QtBot, hospital: Practice, stick: Path
) -> None:
    made = screen(qtbot, hospital, stick)
    assert row(made).state.text() == "niet aanwezig"
    assert row(made).verdict.isHidden()
    with qtbot.waitSignal(made.writers.arrived, timeout=PATIENCE):
        row(made).buttons["from_folder"].click()
    assert [model.sha256 for model in tries(hospital)] == [SHA256]
    assert row(made).state.text() == "… wordt uitgeprobeerd"
    assert "zo lang als drie verslagen" in row(made).verdict.text()
    assert offered(made) == ["stop_trial", "check"]


def test_what_is_told_of_a_model_that_came_in_is_so(
    qtbot: QtBot, hospital: Practice, stick: Path
) -> None:
    made = screen(qtbot, hospital, stick)
    told: list[str] = []
    made.writers.told.connect(told.append)
    for _ in range(2):
        with qtbot.waitSignal(made.writers.arrived, timeout=PATIENCE):
            made.writers.bring_from_folder(NAME)
    assert [("niet bekend" in said, "stond er al" in said) for said in told] == [
        (True, False),
        (False, True),
    ]


def test_what_is_only_read_over_is_not_tried_out(
    qtbot: QtBot, hospital: Practice, stick: Path
) -> None:
    come_in(stick)
    made = screen(qtbot, hospital)
    with qtbot.waitSignals([made.writers.told, made.writers.looked], timeout=PATIENCE):
        row(made).buttons["check"].click()
    assert tries(hospital) == []
    assert row(made).state.text() == "nog niet uitgeprobeerd"
    row(made).buttons["try"].click()
    assert len(tries(hospital)) == 1


@pytest.mark.parametrize(
    ("fitness", "state", "said"),
    [(DID_WELL, "✓ uitgeprobeerd", "36"), (INVENTED, "⚠ niet voor verslagen", "9")],
)
def test_the_verdict_stands_with_the_model(
    qtbot: QtBot, hospital: Practice, stick: Path, fitness: Fitness, state: str, said: str
) -> None:
    model = come_in(stick)
    made = screen(qtbot, hospital)
    row(made).buttons["try"].click()
    remember_fitness(SHA256, fitness)  # as the engine does that tried it
    remember_pace(writer(50, 17.5, SHA256))
    with (
        qtbot.waitSignal(hospital.notice, timeout=PATIENCE) as told,
        qtbot.waitSignal(made.writers.looked, timeout=PATIENCE),
    ):
        hospital.engines.tried.emit(model, fitness, "")
    assert told.args is not None
    assert NAME in told.args[0]
    assert row(made).state.text() == state
    assert said in row(made).verdict.text()
    assert offered(made) == ["check", "remove"]
    quick = "60 seconden na Stop"
    assert (quick in row(made).speed.text()) == (fitness is DID_WELL)


def test_the_keyboard_stays_with_the_model_that_is_tried_out(
    qtbot: QtBot, hospital: Practice, stick: Path
) -> None:
    come_in(stick)
    made = screen(qtbot, hospital)
    with qtbot.waitActive(made, timeout=PATIENCE):
        made.activateWindow()
    buttons = row(made).buttons
    qtbot.waitUntil(buttons["try"].isVisible, timeout=PATIENCE)
    buttons["try"].setFocus()
    assert made.focusWidget() is buttons["try"]
    assert NAME in buttons["try"].accessibleName()
    QTest.keyClick(buttons["try"], Qt.Key.Key_Space)
    assert row(made).state.text() == "… wordt uitgeprobeerd"
    assert made.focusWidget() is buttons["stop_trial"]
    QTest.keyClick(buttons["stop_trial"], Qt.Key.Key_Space)
    assert row(made).state.text() == "nog niet uitgeprobeerd"
    assert made.focusWidget() is buttons["try"]


def test_how_far_a_trial_is_is_seen_and_it_can_be_stopped(
    qtbot: QtBot, hospital: Practice, stick: Path
) -> None:
    come_in(stick)
    made = screen(qtbot, hospital)
    assert row(made).progress.isHidden()
    row(made).buttons["try"].click()
    hospital.engines.trying.emit(NAME, 0.4, False)
    assert not row(made).progress.isHidden()
    assert row(made).progress.value() == 40
    hospital.engines.trying.emit(NAME, 0.0, True)  # a recording began
    assert row(made).progress.isHidden()
    assert row(made).state.text() == "… uitproberen wacht"
    assert "gaat voor" in row(made).verdict.text()
    with qtbot.waitSignal(hospital.notice) as told:
        row(made).buttons["stop_trial"].click()
    assert told.args is not None
    assert NAME in told.args[0]
    assert told.args[1] is False
    assert row(made).state.text() == "nog niet uitgeprobeerd"
    assert offered(made) == ["try", "check", "remove"]
    assert isinstance(hospital.engines, SilentEngines)
    assert hospital.engines.stopped == [NAME]


def test_a_model_whose_drafts_take_long_says_so_and_can_be_measured_again(
    qtbot: QtBot, hospital: Practice, stick: Path
) -> None:
    come_in(stick)
    remember_fitness(SHA256, DID_WELL)
    remember_pace(writer(8, 3, SHA256))
    made = screen(qtbot, hospital)
    assert row(made).speed.text().startswith("⚠ Een concept duurt hier ongeveer 6 minuten")
    assert row(made).buttons["try"].text() == "Opnieuw uitproberen"
    assert offered(made) == ["try", "check", "remove"]


def test_a_trial_that_failed_says_why_and_can_be_tried_again(
    qtbot: QtBot, hospital: Practice, stick: Path
) -> None:
    model = come_in(stick)
    made = screen(qtbot, hospital)
    row(made).buttons["try"].click()
    with qtbot.waitSignal(made.writers.looked, timeout=PATIENCE):
        hospital.engines.tried.emit(model, None, CODE)
    assert hospital.say(CODE) in row(made).verdict.text()
    row(made).buttons["try"].click()
    assert row(made).state.text() == "… wordt uitgeprobeerd"
    assert len(tries(hospital)) == 2


def test_a_trial_goes_on_behind_a_closed_sheet(
    qtbot: QtBot, hospital: Practice, stick: Path
) -> None:
    model = come_in(stick)
    closed = screen(qtbot, hospital)
    row(closed).buttons["try"].click()
    closed.deleteLater()
    again = screen(qtbot, hospital)
    assert row(again).state.text() == "… wordt uitgeprobeerd"
    assert "try" not in offered(again)
    remember_fitness(SHA256, DID_WELL)
    with qtbot.waitSignal(again.writers.looked, timeout=PATIENCE):
        hospital.engines.tried.emit(model, DID_WELL, "")
    assert row(again).state.text() == "✓ uitgeprobeerd"


def test_the_end_of_a_trial_does_not_hide_what_is_being_done(
    qtbot: QtBot, hospital: Practice, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    real = Folder.parts

    def slow(self: Folder, file: ModelFile, scratch: Path, tick: Tick) -> tuple[Path, ...]:
        begun.set()
        assert go_on.wait(60)
        return real(self, file, scratch, tick)

    come_in(stick)
    made = screen(qtbot, hospital, stick)
    monkeypatch.setattr(Folder, "parts", slow)
    other = "qwen3-1.7b"
    made.writers.bring_from_folder(other)
    assert begun.wait(60)
    cancel = made.writers.rows[other].buttons["cancel"]
    made.writers._show(standings(POLICY, "writer"))
    assert not cancel.isHidden()
    with qtbot.waitSignal(made.writers.looked, timeout=PATIENCE):
        go_on.set()
    assert cancel.isHidden()  # control: then everything is shown anew


def test_a_model_of_which_nothing_is_known_comes_in_only_where_others_are_allowed(
    stick: Path,
) -> None:
    listed = next(one.main.sha256 for one in catalogue().models if one.main.sha256)
    for allowed, may in ((SHA256, True), (listed, False)):
        policy = Policy(models=ModelRules(sha256=(allowed,)))
        (found,) = [one for one in standings(policy, "writer") if one.model.name == NAME]
        assert (found.state, found.allowed) == ("absent", may)
    come_in(stick)
    (found,) = [one for one in standings(policy, "writer") if one.model.name == NAME]
    assert (found.state, found.usable) == ("here", False)


def test_where_nothing_can_run_it_there_is_nothing_to_try(
    qtbot: QtBot, hospital: Practice, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(stick)
    made = screen(qtbot, hospital)
    assert "try" in offered(made)  # control: here it can
    monkeypatch.setattr(writers, "find_spec", lambda name: None)
    made = screen(qtbot, hospital)
    assert row(made).state.text() == "⚠ kan hier niet schrijven"
    assert "geen taalmodel laten werken" in row(made).verdict.text()
    assert "try" not in offered(made)


def test_of_models_that_listen_nothing_is_said_as_of_a_writer(stick: Path) -> None:
    come_in(stick)
    assert {one.writes for one in standings(POLICY, "speech")} == {None}
    assert [one.model.name for one in standings(POLICY, "writer") if one.to_try] == [NAME]
