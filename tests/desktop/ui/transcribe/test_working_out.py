"""From sound to draft: in order, kept at each step, and gone on with after whatever happened."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.consultation import ConsultationId, Draft, Recorded, Transcribed
from desktop.desk import Desk
from desktop.engine import Listen, Write
from desktop.models.errors import ModelDamaged, ModelMissing
from desktop.ui.practice import Practice
from desktop.ui.transcribe import working_out as module
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.ui.transcribe.working_out_job import Job, backlog
from desktop.visit import Line, begin_visit, end_visit
from desktop.workflow import keep_drafted, keep_transcribed
from tests.desktop.store.recordings import noise
from tests.desktop.ui.silent_engines import SilentEngines
from tests.desktop.visits import intake
from tests.fakes import draft, transcript

SAID = draft().transcript
NOTE = draft().note


@pytest.fixture
def working_out(practice: Practice, engines: SilentEngines) -> WorkingOut:
    return WorkingOut.of(practice)


@pytest.fixture
def heard(
    qtbot: QtBot,
    engines: SilentEngines,
    working_out: WorkingOut,
    recorded: Callable[[], ConsultationId],
) -> ConsultationId:
    """A visit that is listened to."""
    visit = recorded()
    working_out.start(visit)
    listening(qtbot, engines, 1)
    return visit


@pytest.fixture
def waiting(
    heard: ConsultationId, working_out: WorkingOut, recorded: Callable[[], ConsultationId]
) -> ConsultationId:
    """A visit that waits for it."""
    visit = recorded()
    working_out.start(visit)
    return visit


def acts(practice: Practice, visit: ConsultationId) -> list[str]:
    return [one.act for one in practice.session.desk.audit.of(visit)]


def listening(qtbot: QtBot, engines: SilentEngines, count: int) -> None:
    """Wait until so many were listened to: the model is chosen beside the screen."""
    qtbot.waitUntil(lambda: len(engines.ordered("listen")) == count, timeout=20_000)


def test_there_is_one_of_each_practice(working_out: WorkingOut, practice: Practice) -> None:
    assert WorkingOut.of(practice) is working_out


@pytest.mark.parametrize("slow", [True, False])
def test_whether_the_model_keeps_up_is_known_when_it_begins(
    qtbot: QtBot,
    engines: SilentEngines,
    working_out: WorkingOut,
    recorded: Callable[[], ConsultationId],
    monkeypatch: pytest.MonkeyPatch,
    slow: bool,
) -> None:
    monkeypatch.setattr(module, "falls_behind", lambda folder: slow)
    visit = recorded()
    working_out.start(visit)
    listening(qtbot, engines, 1)
    assert working_out.jobs[visit].slow is slow


def test_a_recording_becomes_a_draft_and_each_step_is_kept(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    working_out: WorkingOut,
    heard: ConsultationId,
) -> None:
    library, listen = practice.session.library, engines.last(Listen)
    assert (listen.consultation, listen.model, listen.language) == (heard, "whisper", "nl")
    assert listen.vocabulary  # the words to expect reach the model
    engines.transcribed.emit(heard, SAID)
    assert isinstance(library.load(heard), Transcribed)
    write = engines.last(Write)
    assert (write.template, write.language, write.writer) == ("soep", "nl", "extract")
    with qtbot.waitSignal(working_out.drafted):
        engines.drafted.emit(heard, NOTE)
    kept = library.load(heard)
    assert isinstance(kept, Draft)
    assert kept.note == NOTE
    assert working_out.job(heard) is None
    assert acts(practice, heard)[-3:] == ["RECORD", "TRANSCRIBE", "DRAFT"]


def test_words_that_come_before_the_length_is_kept_wait_for_it(
    qtbot: QtBot, practice: Practice, engines: SilentEngines, working_out: WorkingOut
) -> None:
    library = practice.session.library
    visit = begin_visit(practice.session, intake(), "nl")
    working_out.follow(visit)
    listening(qtbot, engines, 1)
    engines.transcribed.emit(visit, SAID)
    assert isinstance(library.load(visit), Recorded)
    with practice.session.recordings.resume(visit) as sound:
        sound.append(noise(8_000, 1))
    working_out.closed(end_visit(practice.session, visit))
    assert isinstance(library.load(visit), Transcribed)
    assert library.summary(visit).seconds > 0
    assert engines.ordered("write") == [visit]


def test_what_is_being_recorded_comes_first_and_the_other_goes_on_afterwards(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    working_out: WorkingOut,
    heard: ConsultationId,
    waiting: ConsultationId,
) -> None:
    live = begin_visit(practice.session, intake(), "nl")
    working_out.follow(live)
    listening(qtbot, engines, 2)
    assert engines.ordered("cancel") == [heard]
    doing = [working_out.jobs[visit].doing for visit in (heard, waiting, live)]
    assert doing == ["waiting", "waiting", "hearing"]
    working_out.closed(end_visit(practice.session, live))
    engines.transcribed.emit(live, SAID)
    listening(qtbot, engines, 3)
    assert engines.ordered("listen") == [heard, live, heard]


def test_no_speech_gives_no_note_and_can_be_listened_to_again(
    qtbot: QtBot, engines: SilentEngines, working_out: WorkingOut, heard: ConsultationId
) -> None:
    engines.transcribed.emit(heard, transcript())
    assert working_out.jobs[heard].doing == "nothing_said"
    assert engines.ordered("write") == []
    working_out.start(heard)
    listening(qtbot, engines, 2)
    engines.transcribed.emit(heard, SAID)
    assert engines.ordered("write") == [heard]


def test_stopping_loses_nothing_and_what_still_comes_in_is_not_taken(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    working_out: WorkingOut,
    heard: ConsultationId,
) -> None:
    engines.heard.emit(heard, 2.0, SAID.utterances)
    working_out.stop(heard)
    engines.transcribed.emit(heard, SAID)
    assert isinstance(practice.session.library.load(heard), Recorded)
    assert working_out.jobs[heard].said == SAID.utterances
    working_out.start(heard)
    listening(qtbot, engines, 2)  # the control: it goes on when asked


def test_a_failure_is_written_down_and_the_next_one_goes_on(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    working_out: WorkingOut,
    heard: ConsultationId,
    waiting: ConsultationId,
) -> None:
    engines.failed.emit(heard, "desktop.recording_damaged")
    assert (working_out.jobs[heard].doing, working_out.jobs[heard].code) == (
        "failed",
        "desktop.recording_damaged",
    )
    assert acts(practice, heard)[-1] == "FAILED"
    listening(qtbot, engines, 2)
    assert engines.ordered("listen") == [heard, waiting]


def test_without_a_model_it_waits_and_with_a_broken_one_it_says_which_file(
    qtbot: QtBot,
    practice: Practice,
    engines: SilentEngines,
    working_out: WorkingOut,
    recorded: Callable[[], ConsultationId],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def raises(problem: Exception) -> Callable[[Desk, str], Path]:
        def choose(desk: Desk, chosen: str) -> Path:
            raise problem

        return choose

    visit = recorded()
    for problem, doing in ((ModelMissing(), "no_model"), (ModelDamaged("model.bin"), "failed")):
        monkeypatch.setattr(module, "speech_model", raises(problem))
        working_out.start(visit)
        qtbot.waitUntil(partial(is_doing, working_out, visit, doing), timeout=20_000)
    assert "model.bin" in practice.say(
        working_out.jobs[visit].code, **working_out.jobs[visit].fields
    )
    assert engines.ordered("listen") == []


def is_doing(working_out: WorkingOut, visit: ConsultationId, doing: str) -> bool:
    return working_out.jobs[visit].doing == doing


def test_a_file_is_brought_in_before_it_is_heard(
    qtbot: QtBot, practice: Practice, engines: SilentEngines, working_out: WorkingOut
) -> None:
    visit = begin_visit(practice.session, intake(), "nl", 2)
    working_out.import_file(visit, Path("call.wav"), Line(telephone=True, swapped=True))
    assert engines.ordered("import") == [visit]
    engines.progress.emit(visit, 0.5)
    assert working_out.jobs[visit].done == 0.5
    engines.imported.emit(visit, 0.0)
    listening(qtbot, engines, 1)
    listen = engines.last(Listen)
    assert (listen.telephone, listen.swapped) == (True, True)


def test_what_was_heard_before_is_only_written(
    practice: Practice, engines: SilentEngines, working_out: WorkingOut
) -> None:
    visit = begin_visit(practice.session, intake(), "nl")
    keep_transcribed(practice.session.desk, visit, SAID)
    working_out.start(visit)
    assert [order.kind for order in engines.orders] == ["write"]


def test_a_draft_that_is_there_is_never_replaced(
    practice: Practice, engines: SilentEngines, working_out: WorkingOut
) -> None:
    visit = begin_visit(practice.session, intake(), "nl")
    said = keep_transcribed(practice.session.desk, visit, SAID)
    working_out.start(visit)
    mine = draft(text="Zelf geschreven.").note
    keep_drafted(practice.session.desk, said, mine)
    engines.drafted.emit(visit, NOTE)
    kept = practice.session.library.load(visit)
    assert isinstance(kept, Draft)
    assert kept.note == mine


def test_a_guess_goes_when_it_has_become_final(
    engines: SilentEngines, working_out: WorkingOut, heard: ConsultationId
) -> None:
    first, second = SAID.utterances
    engines.heard.emit(heard, first.end, (first,))
    engines.guessed.emit(heard, second.end, (second,))
    job = working_out.jobs[heard]
    assert (job.said, job.guess, job.until) == ((first,), (second,), second.end)
    engines.heard.emit(heard, second.end, SAID.utterances)
    assert (job.said, job.guess) == (SAID.utterances, ())


def job(**fields: object) -> Job:
    made = Job(ConsultationId("x"), doing="hearing")
    for name, value in fields.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("of", "kept", "code", "behind"),
    [
        (None, 5, "hearing_stopped", 0),
        (job(doing="failed"), 5, "hearing_stopped", 0),
        (job(doing="no_model"), 5, "no_model", 0),
        (job(), 5, "hearing_starts", 5),
        (job(slow=True), 5, "hearing_slow", 5),
        (job(slow=True, until=4.0), 5, "heard", 1),  # said once
        (job(until=50.0), 60, "heard", 10),
        (job(until=20.0), 60, "behind", 40),
        (job(until=20.0, restarted=True), 60, "hearing_again", 40),
    ],
)
def test_the_backlog_is_told_as_it_is(
    of: Job | None, kept: float, code: str, behind: float
) -> None:
    assert backlog(of, kept) == (code, behind)


def test_time_that_is_left_is_told_once_it_can_be() -> None:
    one = job(seconds=100.0)
    one.began = (0.0, 0.0)
    assert one.time_left(4.0) is None
    one.until = 50.0
    assert one.time_left(4.0) is None  # too early to say
    assert one.time_left(25.0) == 25.0
    assert one.done == 0.5
