"""A model is tried out once at a time; what came of it is told, and why nothing did."""

from pytestqt.qtbot import QtBot

from desktop.engine import Try
from desktop.ui.practice import Practice
from desktop.ui.sheets.models_trials import Trials
from tests.desktop.ui.sheets.offers import DID_WELL, model
from tests.desktop.ui.silent_engines import SilentEngines

MODEL, OTHER = model("granite-4.0-micro"), model("qwen3-1.7b")


def ordered(practice: Practice) -> list[str]:
    assert isinstance(practice.engines, SilentEngines)
    return [order.model.name for order in practice.engines.orders if isinstance(order, Try)]


def test_there_is_one_of_a_practice(practice: Practice) -> None:
    assert Trials.of(practice) is Trials.of(practice)


def test_a_model_is_tried_out_once_at_a_time(qtbot: QtBot, practice: Practice) -> None:
    trials = Trials.of(practice)
    assert not trials.goes_on(MODEL.name)
    with qtbot.waitSignal(trials.begun) as begun:
        trials.begin(MODEL)
    assert begun.args == [MODEL.name]
    assert trials.goes_on(MODEL.name)
    assert not trials.goes_on(OTHER.name)
    trials.begin(MODEL)
    trials.begin(OTHER)
    assert ordered(practice) == [MODEL.name, OTHER.name]


def test_what_came_of_it_is_told_and_nothing_is_kept_here(qtbot: QtBot, practice: Practice) -> None:
    trials = Trials.of(practice)
    trials.begin(MODEL)
    with qtbot.waitSignal(trials.ended) as ended:
        practice.engines.tried.emit(MODEL, DID_WELL, "")
    assert ended.args == [MODEL.name, DID_WELL]
    assert trials.of_model(MODEL.name) is None


def test_why_it_came_to_nothing_is_known_until_it_is_tried_again(
    qtbot: QtBot, practice: Practice
) -> None:
    trials = Trials.of(practice)
    trials.begin(MODEL)
    with qtbot.waitSignal(trials.ended) as ended:
        practice.engines.tried.emit(MODEL, None, "engine.stopped")
    assert ended.args == [MODEL.name, None]
    failed = trials.of_model(MODEL.name)
    assert failed is not None
    assert (failed.goes_on, failed.code) == (False, "engine.stopped")
    trials.begin(MODEL)
    assert trials.goes_on(MODEL.name)
    assert ordered(practice) == [MODEL.name, MODEL.name]
