"""A model is tried out once at a time; what came of it is told, and why nothing did."""

from pytestqt.qtbot import QtBot

from desktop.engine import Try, TrySpeech
from desktop.models.listening_model import ListeningModel
from desktop.ui.practice import Practice
from desktop.ui.sheets.models_trials import Trials
from tests.desktop.models.paces import SHA256, speech
from tests.desktop.ui.sheets.offers import DID_WELL, model
from tests.desktop.ui.silent_engines import SilentEngines

LISTENS = ListeningModel(folder="models/whisper-small", name="whisper-small", sha256=SHA256)
MODEL, OTHER = model("granite-4.0-micro"), model("qwen3-1.7b")


def ordered(practice: Practice) -> list[str]:
    assert isinstance(practice.engines, SilentEngines)
    orders = practice.engines.orders
    return [order.model.name for order in orders if isinstance(order, Try | TrySpeech)]


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


def test_how_far_it_is_is_known_while_it_goes_on(qtbot: QtBot, practice: Practice) -> None:
    trials = Trials.of(practice)
    trials.begin(LISTENS)
    assert ordered(practice) == [LISTENS.name]
    with qtbot.waitSignal(trials.moved) as moved:
        practice.engines.trying.emit(LISTENS.name, 0.5, False)
    assert moved.args == [LISTENS.name]
    trial = trials.of_model(LISTENS.name)
    assert trial is not None
    assert (trial.done, trial.waits) == (0.5, False)
    practice.engines.trying.emit(LISTENS.name, 0.0, True)  # a recording began
    trial = trials.of_model(LISTENS.name)
    assert trial is not None
    assert (trial.done, trial.waits, trial.goes_on) == (0.0, True, True)
    with qtbot.assertNotEmitted(trials.moved):
        practice.engines.trying.emit(MODEL.name, 0.5, False)  # that nobody asked for
    with qtbot.waitSignal(trials.ended) as ended:
        practice.engines.tried.emit(LISTENS, speech(0.3), "")
    assert ended.args == [LISTENS.name, speech(0.3)]
    assert trials.of_model(LISTENS.name) is None


def test_one_that_is_stopped_leaves_nothing_and_can_begin_again(
    qtbot: QtBot, practice: Practice
) -> None:
    trials = Trials.of(practice)
    assert isinstance(practice.engines, SilentEngines)
    stopped = practice.engines.stopped
    trials.begin(MODEL)
    with qtbot.waitSignal(trials.ended) as ended:
        trials.stop(MODEL.name)
    assert ended.args == [MODEL.name, None]
    assert trials.of_model(MODEL.name) is None
    assert stopped == [MODEL.name]
    trials.stop(MODEL.name)  # it does not go on any more
    assert stopped == [MODEL.name]
    trials.begin(MODEL)
    assert trials.goes_on(MODEL.name)
    assert ordered(practice) == [MODEL.name, MODEL.name]
