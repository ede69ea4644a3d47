"""The window goes on with what it was working out before it went."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.consultation import ConsultationId
from desktop.desk import Desk
from desktop.engine import Import
from desktop.left_over import remember_work, work_left
from desktop.ui.practice import Practice
from desktop.ui.transcribe import working_out as module
from desktop.ui.transcribe.left_over import LeftOver
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.ui.work.beside import beside
from desktop.visit import AwaitedFile, Line, await_file, begin_visit, unfinished_visits
from tests.desktop.ui.silent_engines import SilentEngines
from tests.desktop.visits import intake
from tests.fakes import draft

PATIENCE = 60_000


def listened(engines: SilentEngines, visits: list[ConsultationId]) -> bool:
    return engines.ordered("listen") == visits


def test_what_was_worked_out_is_gone_on_with_in_turn(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    recorded: Callable[[], ConsultationId],
) -> None:
    first, second, alone = recorded(), recorded(), recorded()
    remember_work(practice.session, [first, second])
    order = list(work_left(practice.session))
    left = LeftOver(practice)
    left.bring_in()
    left.go_on()
    qtbot.waitUntil(partial(listened, engines, order[:1]), timeout=PATIENCE)
    engines.transcribed.emit(order[0], draft().transcript)
    qtbot.waitUntil(partial(listened, engines, order), timeout=PATIENCE)
    assert WorkingOut.of(practice).job(alone) is None, "nobody was working on this one"


def test_a_file_goes_on_before_recordings_that_nobody_ended_are_ended(
    practice: Practice, engines: SilentEngines, tmp_path: Path
) -> None:
    session, file, line = practice.session, tmp_path / "call.wav", Line(swapped=True)
    file.write_bytes(b"sound")
    visit = begin_visit(session, intake(), "nl", 2)
    await_file(session, visit, AwaitedFile.at(file, line))
    remember_work(session, [visit])
    LeftOver(practice).bring_in()
    working_out = WorkingOut.of(practice)
    assert engines.ordered("import") == [visit]
    assert engines.last(Import).file == str(file)
    job = working_out.job(visit)
    assert job is not None
    assert job.line == line
    assert unfinished_visits(session, going_on={visit}).half == ()
    assert not session.recordings.open(visit).complete


def test_what_is_worked_out_now_is_remembered_until_it_ends(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    recorded: Callable[[], ConsultationId],
) -> None:
    LeftOver(practice)
    working_out, session = WorkingOut.of(practice), practice.session
    done, stopped, live = recorded(), recorded(), begin_visit(practice.session, intake(), "nl")
    working_out.follow(live)
    assert work_left(session) == (), "what is being recorded is asked about elsewhere"
    working_out.drop(live)
    working_out.start(done)
    working_out.start(stopped)
    assert set(work_left(session)) == {done, stopped}
    working_out.stop(stopped)
    assert work_left(session) == (done,)
    engines.transcribed.emit(done, draft().transcript)
    assert work_left(session) == (done,)
    with qtbot.waitSignal(working_out.drafted, timeout=PATIENCE):
        engines.drafted.emit(done, draft().note)
    assert session.library.recall("worked out") == ""


def test_what_is_asked_for_twice_is_heard_once(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    recorded: Callable[[], ConsultationId],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen: list[bool] = []

    def model(desk: Desk, name: str) -> Path:
        chosen.append(True)
        return Path("whisper")

    monkeypatch.setattr(module, "speech_model", model)
    visit, other = recorded(), recorded()
    working_out = WorkingOut.of(practice)
    working_out.start(visit)
    working_out.start(visit)
    working_out.start(other)
    qtbot.waitUntil(partial(listened, engines, [visit]), timeout=PATIENCE)
    working_out.start(visit)
    engines.transcribed.emit(visit, draft().transcript)
    qtbot.waitUntil(partial(listened, engines, [visit, other]), timeout=PATIENCE)
    assert len(chosen) == 2, "once for each"


def test_a_visit_that_had_to_wait_while_its_model_was_chosen_is_heard_once(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    recorded: Callable[[], ConsultationId],
) -> None:
    visit = recorded()
    working_out = WorkingOut.of(practice)
    working_out.start(visit)
    live = begin_visit(practice.session, intake(), "nl")
    working_out.follow(live)  # before the model of the first was there
    working_out.drop(live)  # which begins with the first again
    told: list[object] = []
    beside(practice, lambda: True, told.append, told.append)
    qtbot.waitUntil(lambda: bool(told) and bool(engines.ordered("listen")), timeout=PATIENCE)
    assert engines.ordered("listen") == [visit]
