"""Between Stop and the draft: begun by itself, told as it is, and with a way on at each end."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from asr.transcript import Coverage, HeldBack, Transcript
from desktop.consultation import ConsultationId
from desktop.desk import Desk
from desktop.engine import Listen, Write
from desktop.models.errors import ModelMissing
from desktop.ui.practice import Practice
from desktop.ui.transcribe import working_out
from desktop.ui.transcribe.transcribing import TranscribingScreen
from desktop.visit import begin_visit
from desktop.workflow import keep_transcribed
from summarize.errors import AnswerBroken
from summarize.template import find_template
from tests.desktop.ui.silent_engines import SilentEngines
from tests.desktop.ui.writing import MODEL, choose_model
from tests.desktop.visits import intake
from tests.fakes import draft, transcript

PATIENCE = 20_000  # milliseconds
SAID = draft().transcript


@pytest.fixture
def screen(qtbot: QtBot, practice: Practice, engines: SilentEngines) -> TranscribingScreen:
    made = TranscribingScreen(practice)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def chosen(practice: Practice) -> list[str]:
    found: list[str] = []
    practice.visit_chosen.connect(found.append)
    return found


def shown(screen: TranscribingScreen) -> str:
    labels = screen.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(screen))


def offered(screen: TranscribingScreen) -> list[str]:
    return [name for name, made in screen.buttons.items() if not made.isHidden()]


def listening(qtbot: QtBot, engines: SilentEngines) -> None:
    qtbot.waitUntil(lambda: bool(engines.ordered("listen")), timeout=PATIENCE)


def test_a_recording_that_nobody_works_on_is_begun_with(
    qtbot: QtBot,
    screen: TranscribingScreen,
    engines: SilentEngines,
    recorded: Callable[[], ConsultationId],
) -> None:
    visit = recorded()
    screen.show_visit(visit)
    listening(qtbot, engines)
    assert engines.ordered("listen") == [visit]
    engines.heard.emit(visit, 0.5, SAID.utterances)
    assert "Herkend tot 0:00 van 0:01" in shown(screen)
    assert "Hoe lang hoest u al?" in screen.talk.toPlainText()
    screen.show_visit(visit)
    assert engines.ordered("listen") == [visit]  # not begun with twice


def test_what_is_worked_out_is_not_to_be_ended_by_a_lock(
    qtbot: QtBot,
    screen: TranscribingScreen,
    engines: SilentEngines,
    recorded: Callable[[], ConsultationId],
) -> None:
    stays = [screen.must_stay]
    screen.show_visit(recorded())
    stays.append(screen.must_stay)
    listening(qtbot, engines)
    screen.buttons["cancel"].click()
    assert [*stays, screen.must_stay] == [False, True, False]


def test_when_the_draft_is_there_it_goes_on_by_itself(
    qtbot: QtBot,
    screen: TranscribingScreen,
    engines: SilentEngines,
    chosen: list[str],
    recorded: Callable[[], ConsultationId],
) -> None:
    visit = recorded()
    screen.show_visit(visit)
    listening(qtbot, engines)
    engines.transcribed.emit(visit, SAID)
    assert "Concept maken" in shown(screen)
    engines.drafted.emit(visit, draft().note)
    assert chosen == [visit]


def test_a_draft_of_another_visit_takes_nobody_away(
    qtbot: QtBot,
    practice: Practice,
    screen: TranscribingScreen,
    engines: SilentEngines,
    chosen: list[str],
    recorded: Callable[[], ConsultationId],
) -> None:
    first, second = recorded(), recorded()
    screen.show_visit(first)
    listening(qtbot, engines)
    engines.transcribed.emit(first, SAID)
    screen.show_visit(second)
    engines.drafted.emit(first, draft().note)
    assert chosen == []
    assert practice.session.library.summary(first).stage == "draft"  # and it is kept


def test_going_on_later_keeps_everything_and_goes_on_when_asked(
    qtbot: QtBot,
    screen: TranscribingScreen,
    engines: SilentEngines,
    recorded: Callable[[], ConsultationId],
) -> None:
    visit = recorded()
    screen.show_visit(visit)
    listening(qtbot, engines)
    assert offered(screen) == ["cancel"]
    screen.buttons["cancel"].click()
    assert engines.ordered("cancel") == [visit]
    assert ("niets verloren" in shown(screen), offered(screen)) == (True, ["start"])
    assert screen.buttons["start"].hasFocus() or not screen.isActiveWindow()
    screen.buttons["start"].click()
    qtbot.waitUntil(lambda: len(engines.ordered("listen")) == 2, timeout=PATIENCE)


def test_a_failure_is_told_in_words_with_a_way_on(
    qtbot: QtBot,
    practice: Practice,
    screen: TranscribingScreen,
    engines: SilentEngines,
    recorded: Callable[[], ConsultationId],
) -> None:
    visit = recorded()
    screen.show_visit(visit)
    listening(qtbot, engines)
    engines.restarted.emit(visit)
    assert "opnieuw begonnen" in shown(screen)
    engines.failed.emit(visit, "desktop.recording_damaged")
    assert practice.say("desktop.recording_damaged") in shown(screen)
    assert offered(screen) == ["again"]


def test_nothing_said_is_told_plainly_also_the_next_day(
    practice: Practice,
    screen: TranscribingScreen,
    engines: SilentEngines,
    recorded: Callable[[], ConsultationId],
) -> None:
    visit = recorded()
    keep_transcribed(practice.session.desk, visit, transcript())
    screen.show_visit(visit)
    assert "geen spraak in gehoord" in shown(screen)
    assert offered(screen) == ["listen_again", "record_again"]
    assert engines.orders == []


def in_another_language(spoken: str) -> Transcript:
    """All of it held back, because it sounds like another language than Dutch."""
    held = HeldBack(
        start=0, end=9, seconds=9, reason="language", text="Kom binnen.", language=spoken
    )
    coverage = Coverage(recorded=10, speech=9, transcribed=0, unsure=0, skipped=9, other_language=9)
    return Transcript(language="nl", utterances=(), coverage=coverage, model="x", held=(held,))


def test_another_language_is_told_and_can_be_listened_to_in_that_one(
    qtbot: QtBot,
    practice: Practice,
    screen: TranscribingScreen,
    engines: SilentEngines,
    recorded: Callable[[], ConsultationId],
) -> None:
    visit = recorded()
    keep_transcribed(practice.session.desk, visit, in_another_language("en"))
    screen.show_visit(visit)
    assert "klinkt als Engels" in shown(screen)
    assert "geen spraak" not in shown(screen)
    assert offered(screen) == ["listen_other", "record_again"]
    screen.buttons["listen_other"].click()
    listening(qtbot, engines)
    assert [one.language for one in engines.orders if isinstance(one, Listen)] == ["en"]


def test_every_button_has_a_place_on_the_screen(screen: TranscribingScreen) -> None:
    assert {made.window() for made in screen.buttons.values()} == {screen.window()}


def test_a_language_that_cannot_be_heard_is_told_too(
    practice: Practice, screen: TranscribingScreen, recorded: Callable[[], ConsultationId]
) -> None:
    visit = recorded()
    keep_transcribed(practice.session.desk, visit, in_another_language("tr"))
    screen.show_visit(visit)
    assert "klinkt als Turks" in shown(screen)
    assert offered(screen) == ["listen_again", "record_again"]


def test_without_a_speech_model_it_says_how_to_get_one_and_begins_when_there_is(
    qtbot: QtBot,
    practice: Practice,
    screen: TranscribingScreen,
    engines: SilentEngines,
    monkeypatch: pytest.MonkeyPatch,
    recorded: Callable[[], ConsultationId],
) -> None:
    def none(desk: Desk, chosen: str) -> Path:
        raise ModelMissing

    sheets: list[str] = []
    practice.sheet_asked.connect(sheets.append)
    with monkeypatch.context() as patch:
        patch.setattr(working_out, "speech_model", none)
        visit = recorded()
        screen.show_visit(visit)
        qtbot.waitUntil(lambda: "geen spraakmodel" in shown(screen), timeout=PATIENCE)
    screen.buttons["models"].click()
    assert sheets == ["models"]
    practice.settings_changed.emit()
    listening(qtbot, engines)


# --- written by a language model


@pytest.fixture
def writing(
    qtbot: QtBot,
    practice: Practice,
    screen: TranscribingScreen,
    engines: SilentEngines,
    monkeypatch: pytest.MonkeyPatch,
) -> ConsultationId:
    """A visit whose draft a model is writing."""
    choose_model(practice, monkeypatch)
    visit = begin_visit(practice.session, intake(), "nl")
    keep_transcribed(practice.session.desk, visit, SAID)
    screen.show_visit(visit)
    qtbot.waitUntil(lambda: bool(engines.ordered("write")), timeout=PATIENCE)
    return visit


def test_what_a_model_wrote_is_read_along_as_not_looked_over(
    screen: TranscribingScreen,
    engines: SilentEngines,
    chosen: list[str],
    writing: ConsultationId,
) -> None:
    note = draft().note
    text = next(one.text for _, one in note.statements())
    assert f"{MODEL.name} leest nu het gesprek" in shown(screen)
    assert "Nog niet nagekeken" not in shown(screen)
    engines.drafting.emit(writing, note)
    engines.progress.emit(writing, 0.25)
    assert text in shown(screen)
    assert "Nog niet nagekeken" in shown(screen)
    assert find_template("soep", "nl").section("P").when_empty not in shown(screen)
    assert screen.findChildren(QProgressBar)[0].value() == 25
    assert offered(screen) == ["cancel", "quote_now"]
    engines.drafted.emit(writing, note)
    assert chosen == [writing]


def test_where_the_model_fails_another_way_is_offered_and_taken(
    practice: Practice,
    screen: TranscribingScreen,
    engines: SilentEngines,
    chosen: list[str],
    writing: ConsultationId,
) -> None:
    engines.drafting.emit(writing, draft().note)
    engines.failed.emit(writing, AnswerBroken.code)
    assert practice.say(AnswerBroken.code) in shown(screen)
    assert "zonder taalmodel" in shown(screen)
    assert "Nog niet nagekeken" not in shown(screen)
    assert offered(screen) == ["quote", "again_model"]
    screen.buttons["quote"].click()
    assert engines.last(Write).model is None
    assert "Het concept komt zo" in shown(screen)
    engines.drafted.emit(writing, draft().note)
    assert chosen == [writing]


def test_a_model_can_be_stopped_and_gone_on_with(
    qtbot: QtBot, screen: TranscribingScreen, engines: SilentEngines, writing: ConsultationId
) -> None:
    screen.buttons["cancel"].click()
    assert engines.ordered("cancel") == [writing]
    assert ("niets verloren" in shown(screen), offered(screen)) == (True, ["start", "quote_now"])
    screen.buttons["start"].click()
    qtbot.waitUntil(lambda: len(engines.ordered("write")) == 2, timeout=PATIENCE)
    engines.restarted.emit(writing)
    assert "schrijven is opnieuw begonnen" in shown(screen)
    screen.buttons["quote_now"].click()
    assert engines.last(Write).model is None
    assert "opnieuw begonnen" not in shown(screen)
