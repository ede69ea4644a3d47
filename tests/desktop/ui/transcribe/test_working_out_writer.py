"""Who writes the draft: whom the clinician chose, who reads along, and another if that fails."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from desktop.consultation import ConsultationId, Draft, Transcribed
from desktop.engine import Follow, Write
from desktop.ui.practice import Practice
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.visit import begin_visit
from desktop.workflow import keep_transcribed
from desktop.writers import GENERATING, QUOTED
from summarize.errors import AnswerBroken
from tests.desktop.ui.silent_engines import SilentEngines
from tests.desktop.ui.writing import MADE, MODEL, cannot_be_looked_at, choose_model
from tests.desktop.visits import intake
from tests.fakes import draft

PATIENCE = 20_000  # milliseconds
SAID = draft().transcript
NOTE = draft().note.model_copy(update={"writer": GENERATING, "made": (MADE,)})


@pytest.fixture
def working_out(practice: Practice, engines: SilentEngines) -> WorkingOut:
    return WorkingOut.of(practice)


@pytest.fixture
def said(practice: Practice) -> ConsultationId:
    """A visit of which is known what was said."""
    visit = begin_visit(practice.session, intake(), "nl")
    keep_transcribed(practice.session.desk, visit, SAID)
    return visit


def ordered(qtbot: QtBot, engines: SilentEngines, kind: str, count: int) -> None:
    """Wait until there are so many of those orders: a writer is chosen beside the screen."""
    qtbot.waitUntil(lambda: len(engines.ordered(kind)) >= count, timeout=PATIENCE)
    assert len(engines.ordered(kind)) == count


@pytest.mark.usefixtures("model")
def test_the_model_that_was_chosen_writes_and_it_is_kept_which(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    working_out: WorkingOut,
    said: ConsultationId,
) -> None:
    working_out.start(said)
    ordered(qtbot, engines, "write", 1)
    write = engines.last(Write)
    assert (write.writer, write.model, write.length) == (GENERATING, MODEL, "short")
    assert working_out.jobs[said].model == MODEL.name
    engines.drafted.emit(said, NOTE)
    kept = practice.session.library.load(said)
    assert isinstance(kept, Draft)
    assert kept.note.made == (MADE,)
    records = practice.session.desk.audit.of(said)
    assert records[-1].detail == f"generate+{MODEL.name}+{MODEL.sha256[:12]}"


def test_without_a_model_it_is_ordered_at_once_and_nobody_reads_along(
    qtbot: QtBot,
    engines: SilentEngines,
    working_out: WorkingOut,
    recorded: Callable[[], ConsultationId],
) -> None:
    visit = recorded()
    working_out.start(visit)
    ordered(qtbot, engines, "listen", 1)
    engines.heard.emit(visit, 1.0, SAID.utterances)
    engines.transcribed.emit(visit, SAID)
    assert [order.kind for order in engines.orders] == ["listen", "prepare", "write"]
    assert engines.last(Write).model is None


@pytest.mark.usefixtures("model")
def test_a_model_reads_along_with_what_is_heard_now(
    qtbot: QtBot,
    engines: SilentEngines,
    working_out: WorkingOut,
    recorded: Callable[[], ConsultationId],
) -> None:
    first, second = recorded(), recorded()
    working_out.start(first)
    working_out.start(second)
    ordered(qtbot, engines, "follow", 1)
    assert (engines.last(Follow).utterances, engines.last(Follow).model) == ((), MODEL)
    engines.heard.emit(first, 1.0, SAID.utterances[:1])
    engines.heard.emit(second, 1.0, SAID.utterances[:1])  # it waits
    engines.heard.emit(first, 2.0, SAID.utterances)
    follows = [one for one in engines.orders if isinstance(one, Follow)]
    assert [(one.consultation, len(one.utterances)) for one in follows] == [
        (first, 0),
        (first, 1),
        (first, 2),
    ]
    working_out.stop(first)
    engines.heard.emit(first, 3.0, SAID.utterances)
    assert len(engines.ordered("follow")) == 3


@pytest.mark.usefixtures("model")
def test_a_draft_grows_and_after_the_death_of_an_engine_from_the_start(
    qtbot: QtBot, engines: SilentEngines, working_out: WorkingOut, said: ConsultationId
) -> None:
    engines.drafting.emit(said, NOTE)  # of nothing that is worked out
    working_out.start(said)
    ordered(qtbot, engines, "write", 1)
    job = working_out.jobs[said]
    assert (job.draft, job.done) == (None, 0.0)
    engines.drafting.emit(said, NOTE)
    engines.progress.emit(said, 0.5)
    assert (job.draft, job.done) == (NOTE, 0.5)
    engines.restarted.emit(said)
    assert (job.draft, job.done, job.restarted) == (None, 0.0, True)


@pytest.mark.usefixtures("model")
def test_where_the_model_fails_the_note_is_written_without_one(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    working_out: WorkingOut,
    said: ConsultationId,
) -> None:
    working_out.start(said)
    ordered(qtbot, engines, "write", 1)
    engines.failed.emit(said, AnswerBroken.code)
    job = working_out.jobs[said]
    assert (job.doing, job.code, job.model) == ("failed", AnswerBroken.code, MODEL.name)
    assert isinstance(practice.session.library.load(said), Transcribed)
    working_out.quote(said)
    assert engines.last(Write).model is None
    assert (job.doing, job.done, job.model) == ("writing", 1.0, "")
    engines.drafted.emit(said, draft().note)
    assert isinstance(practice.session.library.load(said), Draft)


@pytest.mark.usefixtures("model")
def test_who_will_not_wait_for_the_model_stops_it_first(
    qtbot: QtBot, engines: SilentEngines, working_out: WorkingOut, said: ConsultationId
) -> None:
    working_out.start(said)
    ordered(qtbot, engines, "write", 1)
    working_out.quote(said)
    assert [order.kind for order in engines.orders] == ["write", "cancel", "write"]
    assert engines.last(Write).writer == QUOTED.writer


def test_a_model_that_is_gone_gives_way_and_that_is_told(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    working_out: WorkingOut,
    said: ConsultationId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose_model(practice, monkeypatch, QUOTED)
    with qtbot.waitSignal(practice.notice, timeout=PATIENCE) as told:
        working_out.start(said)
    assert told.args == [practice.say("transcribing.model_gone"), False]
    assert engines.last(Write).model is None
    assert working_out.jobs[said].model == ""


def test_what_is_stopped_while_a_model_is_looked_at_is_not_ordered(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    working_out: WorkingOut,
    said: ConsultationId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked, calls = threading.Event(), []
    wait = partial(looked.wait, PATIENCE / 1000)
    choose_model(practice, monkeypatch, look=lambda: calls.append(wait()))
    working_out.start(said)
    working_out.stop(said)
    looked.set()
    working_out.start(said)
    ordered(qtbot, engines, "write", 1)  # the control: it goes on when asked, and once
    qtbot.waitUntil(lambda: len(calls) == 2, timeout=PATIENCE)
    assert calls == [True, True]
    assert len(engines.ordered("write")) == 1


def test_a_model_that_cannot_be_looked_at_leaves_the_other_way(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    working_out: WorkingOut,
    said: ConsultationId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose_model(practice, monkeypatch, look=cannot_be_looked_at)
    working_out.start(said)
    job = working_out.jobs[said]
    qtbot.waitUntil(lambda: job.doing == "failed", timeout=PATIENCE)
    assert (job.code, job.model) == (AnswerBroken.code, MODEL.name)
    working_out.quote(said)
    assert engines.last(Write).model is None
