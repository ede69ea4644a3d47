"""The model in use is tried out once on each machine, and only if it is there."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.engine import TrySpeech
from desktop.models import ModelHere
from desktop.models.catalogue import Kind
from desktop.models.errors import ModelMissing
from desktop.models.pace import remember_pace
from desktop.ui.practice import Practice
from desktop.ui.sheets import models_first_trial as module
from desktop.ui.sheets.models_first_trial import try_in_use
from desktop.ui.sheets.models_trials import Trials
from tests.desktop.models.paces import SHA256, speech
from tests.desktop.ui.silent_engines import SilentEngines

PATIENCE = 60_000


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """For which models was looked; one of them is here."""
    told: list[str] = []

    def look_at(name: str, kind: Kind) -> ModelHere:
        told.append(name)
        if name != "whisper-small":
            raise ModelMissing
        return ModelHere(name, Path("models"), verified=True, sha256=SHA256)

    monkeypatch.setattr(module, "look_at", look_at)
    return told


def tried(practice: Practice) -> list[str]:
    assert isinstance(practice.engines, SilentEngines)
    return [one.model.name for one in practice.engines.orders if isinstance(one, TrySpeech)]


def test_one_that_was_not_tried_out_here_is(
    qtbot: QtBot, practice: Practice, looked: list[str]
) -> None:
    practice.set(speech_model="whisper-small")
    with qtbot.waitSignal(Trials.of(practice).begun, timeout=PATIENCE):
        try_in_use(practice)
    assert tried(practice) == ["whisper-small"]


def test_one_whose_speed_is_known_is_not(
    qtbot: QtBot, practice: Practice, looked: list[str]
) -> None:
    remember_pace(speech(0.3))
    practice.set(speech_model="whisper-small")
    with qtbot.assertNotEmitted(Trials.of(practice).begun, wait=200):
        try_in_use(practice)
        qtbot.waitUntil(lambda: bool(looked), timeout=PATIENCE)


@pytest.mark.parametrize("name", ["", "whisper-base"])
def test_where_there_is_none_nothing_happens(
    qtbot: QtBot, practice: Practice, looked: list[str], name: str
) -> None:
    practice.set(speech_model=name)
    with qtbot.assertNotEmitted(practice.notice, wait=200):
        try_in_use(practice)
        qtbot.waitUntil(lambda: looked == ([name] if name else []), timeout=PATIENCE)
    assert tried(practice) == []
