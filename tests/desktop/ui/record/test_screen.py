"""The record screen: no consent no recording, what is so is shown, and leaving loses nothing."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from asr.transcript import Utterance, UtteranceId, Word
from desktop import recording
from desktop.capture import Alarm, Capture, Ended, Hearing, Kept, Loudness
from desktop.capture.orders import ALONE_SECONDS
from desktop.capture.process import capture_with
from desktop.consultation import ConsultationId, Recorded
from desktop.errors import DiskFull
from desktop.policy import STRICT, Terms
from desktop.session import Session
from desktop.store.sealing import Key
from desktop.ui.practice import Practice
from desktop.ui.record.leave import RecordLeave
from desktop.ui.record.run import RecordRun
from desktop.ui.record.screen import RecordScreen
from desktop.ui.record.transcript import RecordTranscript
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.ui.window.workplace import Workplace
from desktop.visit import begin_visit, end_visit
from tests.desktop.capture import ears
from tests.desktop.store.recordings import noise
from tests.desktop.test_recording import Told
from tests.desktop.ui.silent_engines import SilentEngines
from tests.desktop.visits import intake
from tests.fakes import ALL_DATA, draft

pytestmark = pytest.mark.usefixtures("engines")

PATIENCE = 30_000  # milliseconds


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture(autouse=True)
def long_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a recording that began be stopped at once, as nobody does."""
    monkeypatch.setattr(recording, "JUST_BEGUN", 0.0)


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def screen(
    qtbot: QtBot, practice: Practice, told: Told, asked: list[str]
) -> Iterator[RecordScreen]:
    def stay(practice: Practice, run: RecordRun, parent: QWidget) -> bool:
        asked.append("stay")
        return False

    made = RecordScreen(practice, lambda device, place, key: told, stay)
    qtbot.addWidget(made)
    practice.visit_chosen.connect(lambda visit: made.show_visit(ConsultationId(visit)))
    made.show_visit(ConsultationId(""))
    made.show()
    yield made
    if made.run.busy:
        made.run.stop()
        qtbot.waitUntil(lambda: not made.run.busy, timeout=PATIENCE)


def agree(screen: RecordScreen) -> None:
    screen.form.fields.consent.buttons["spoken"].click()


def shown(widget: QWidget) -> str:
    """Every word that can be read on it."""
    labels = widget.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(widget))


def test_nothing_can_be_recorded_before_consent_and_the_button_says_so(
    screen: RecordScreen, practice: Practice
) -> None:
    assert not screen.form.begin.isEnabled()
    assert "toestemming" in screen.form.begin.accessibleDescription()
    screen.begin()
    assert not screen.run.busy
    assert practice.session.library.ids() == ()
    agree(screen)
    assert screen.form.begin.isEnabled()  # the control
    agree(screen)  # taken back
    assert not screen.form.begin.isEnabled()


def test_terms_that_are_open_keep_the_button_off(
    qtbot: QtBot, session: object, practice: Practice, screen: RecordScreen
) -> None:
    agree(screen)
    assert screen.form.begin.isEnabled()
    terms = (Terms(id="use", version="1", text="Lees dit."),)
    policy = ALL_DATA.model_copy(update={"terms": terms})
    practice.session = replace(practice.session, desk=replace(practice.session.desk, policy=policy))
    screen.form.look_again()
    assert not screen.form.begin.isEnabled()
    assert "ingestemd" in screen.form.begin.accessibleDescription()


def test_only_what_the_policy_allows_can_be_chosen(qtbot: QtBot, practice: Practice) -> None:
    practice.session = replace(practice.session, desk=replace(practice.session.desk, policy=STRICT))
    screen = RecordScreen(practice)
    qtbot.addWidget(screen)
    assert screen.form.fields.intake.data == "fictional"
    assert screen.form.fields.data.count() == 1


def test_the_templates_are_those_of_the_spoken_language(screen: RecordScreen) -> None:
    fields = screen.form.fields
    assert fields.intake.template == "soep"
    fields.spoken.setCurrentIndex(fields.spoken.findData("en"))
    assert (fields.language, fields.intake.template) == ("en", "soap")
    fields.template.setCurrentIndex(fields.template.findData("call"))
    assert fields.intake.roles == "call"


def test_a_visit_is_recorded_with_what_was_filled_in_and_stopped_with_the_same_key(
    qtbot: QtBot,
    practice: Practice,
    screen: RecordScreen,
    told: Told,
    engines: SilentEngines,
) -> None:
    screen.form.fields.patient.setText("  Mw. De Vries ")
    screen.form.fields.context.setText("hartkloppingen")
    agree(screen)
    QTest.keyClick(screen, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert screen.run.busy
    (visit,) = practice.session.library.ids()
    summary = practice.session.library.summary(visit)
    assert (summary.intake.patient, summary.intake.context) == ("Mw. De Vries", "hartkloppingen")
    assert summary.intake.consent is not None
    assert WorkingOut.of(practice).jobs[visit].live
    with practice.session.recordings.resume(visit) as sound:
        sound.append(noise(8_000, 1))
    with qtbot.waitSignal(screen.run.ended, timeout=PATIENCE):
        QTest.keyClick(screen, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    kept = practice.session.library.load(visit)
    assert isinstance(kept, Recorded)
    assert kept.seconds == 0.5
    assert not WorkingOut.of(practice).jobs[visit].live
    assert told.orders == ["stop"]


def test_what_is_so_is_shown(
    qtbot: QtBot, practice: Practice, screen: RecordScreen, told: Told
) -> None:
    agree(screen)
    screen.begin()
    told.waiting.extend([Hearing(name="Jabra"), Loudness(peak=-30, rms=-40), Kept(seconds=206)])
    qtbot.waitUntil(lambda: "Jabra · alles tot 03:26 is bewaard" in shown(screen.live))
    told.waiting.append(Alarm(trouble="lost"))
    qtbot.waitUntil(lambda: any("microfoon is weg" in s for s in screen.live.bars.sentences))
    assert "Alles tot 03:26 is bewaard." in screen.live.bars.sentences[0]
    told.waiting.append(Alarm(trouble=None))
    qtbot.waitUntil(lambda: any("hoort weer" in s for s in screen.live.bars.sentences))


def test_a_second_press_that_comes_with_the_first_ends_nothing(
    screen: RecordScreen, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "JUST_BEGUN", 1e9)
    agree(screen)
    screen.form.begin.click()
    QTest.keyClick(screen, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    screen.live.stop.click()
    assert screen.run.busy
    assert told.orders == []
    assert len(WorkingOut.of(screen.practice).jobs) == 1
    monkeypatch.setattr(recording, "JUST_BEGUN", 0.0)
    screen.live.stop.click()
    assert screen.run.recording is not None
    assert screen.run.recording.phase == "ending", "the control: later on a press does end it"


def test_without_a_microphone_nothing_says_that_it_records(
    qtbot: QtBot, practice: Practice, screen: RecordScreen, told: Told
) -> None:
    agree(screen)
    screen.begin()
    assert screen.run.recording is not None
    job = WorkingOut.of(practice).jobs[screen.run.recording.visit]
    told.waiting.append(Kept(seconds=206))
    qtbot.waitUntil(lambda: "●" in shown(screen.live))
    assert not job.deaf
    told.waiting.append(Alarm(trouble="lost"))
    qtbot.waitUntil(lambda: job.deaf)
    assert "●" not in shown(screen.live)
    assert "○" in shown(screen.live)
    assert {bar.property("look") for bar in screen.live.bars.findChildren(QFrame)} >= {"alarm"}
    told.waiting.append(Alarm(trouble=None))
    qtbot.waitUntil(lambda: not job.deaf)
    assert "●" in shown(screen.live)


def test_pausing_and_marking_reach_the_recording(screen: RecordScreen, told: Told) -> None:
    agree(screen)
    screen.begin()
    screen.live.pause.click()
    assert "Gepauzeerd" in shown(screen.live)
    assert not screen.live.mark.isEnabled()
    screen.live.pause.click()
    screen.live.mark.click()
    assert told.orders == ["pause", "resume", "bookmark"]


def test_m_marks_the_moment(qtbot: QtBot, screen: RecordScreen, told: Told) -> None:
    agree(screen)
    screen.begin()
    QTest.keyClick(screen.live.talk, Qt.Key.Key_M)
    assert told.orders == ["bookmark"]


def test_leaving_while_recording_asks_and_staying_stays(
    screen: RecordScreen, asked: list[str]
) -> None:
    assert screen.leave()
    assert asked == []
    agree(screen)
    screen.begin()
    assert not screen.leave()
    assert (asked, screen.run.busy) == (["stay"], True)


def test_the_question_ends_the_recording_only_when_that_is_chosen(
    qtbot: QtBot, practice: Practice, screen: RecordScreen
) -> None:
    agree(screen)
    screen.begin()
    question = RecordLeave(practice, screen.run, screen)
    question.open()
    question.close()
    assert screen.run.busy
    assert question.result() == 0
    question = RecordLeave(practice, screen.run, screen)
    question.open()
    with qtbot.waitSignal(question.accepted, timeout=PATIENCE):
        question.go.click()
    assert not screen.run.busy


def test_a_recording_that_ends_by_itself_says_why_and_keeps_what_there_was(
    qtbot: QtBot, practice: Practice, screen: RecordScreen, told: Told
) -> None:
    notices: list[str] = []
    practice.notice.connect(lambda text, trouble: notices.append(text))
    agree(screen)
    screen.begin()
    (visit,) = practice.session.library.ids()
    with practice.session.recordings.resume(visit) as sound:
        sound.append(noise(8_000, 1))
    told.last = Ended(reason="full", seconds=0.5)
    with qtbot.waitSignal(screen.run.ended, timeout=PATIENCE):
        told.waiting.append(told.last)
    assert any("schijf vol" in text for text in notices)
    assert practice.session.library.summary(visit).seconds == 0.5


def test_a_visit_without_sound_is_begun_again_with_what_was_known_but_not_its_consent(
    qtbot: QtBot, practice: Practice, screen: RecordScreen
) -> None:
    empty = begin_visit(practice.session, intake("Mw. De Vries"), "nl")
    end_visit(practice.session, empty)
    screen.show_visit(empty)
    assert screen.form.fields.patient.text() == "Mw. De Vries"
    assert "niets opgenomen" in shown(screen.form)
    assert not screen.form.begin.isEnabled()
    agree(screen)
    screen.begin()
    (visit,) = practice.session.library.ids()
    assert visit != empty


def test_a_recording_whose_length_could_not_be_kept_is_not_said_to_be_empty(
    qtbot: QtBot, practice: Practice, screen: RecordScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(session: Session, visit: ConsultationId) -> Recorded:
        raise DiskFull

    agree(screen)
    screen.begin()
    (visit,) = practice.session.library.ids()
    with practice.session.recordings.resume(visit) as sound:
        sound.append(noise(8_000, 1))
    with monkeypatch.context() as disk:
        disk.setattr(recording, "end_visit", full)
        with qtbot.waitSignal(screen.run.ended, timeout=PATIENCE):
            screen.run.stop()
        assert "niets opgenomen" not in shown(screen.form)
    with qtbot.waitSignal(practice.visit_changed, timeout=PATIENCE):
        screen.show_visit(visit)
    assert practice.session.library.summary(visit).seconds == 0.5


def test_the_real_capture_process_records_for_the_screen(qtbot: QtBot, practice: Practice) -> None:
    target = partial(capture_with, partial(ears.at_once, 30), ALONE_SECONDS)

    def capture(device: str, place: Path, key: Key) -> Capture:
        return Capture(device, place, key, target)

    screen = RecordScreen(practice, capture)
    qtbot.addWidget(screen)
    agree(screen)
    screen.begin()
    recording = screen.run.recording
    assert recording is not None
    qtbot.waitUntil(lambda: recording.kept >= 3, timeout=PATIENCE)
    with qtbot.waitSignal(screen.run.ended, timeout=PATIENCE):
        screen.run.stop()
    sound = practice.session.recordings.open(recording.visit)
    assert (sound.seconds, sound.complete) == (3.0, True)


def said(number: int, text: str, *, unsure: str = "") -> Utterance:
    words = tuple(
        Word(text=word, start=number, end=number, probability=0.1 if word == unsure else 0.9)
        for word in text.split()
    )
    return Utterance(
        id=UtteranceId(number),
        speaker="patient",
        start=number,
        end=number + 1,
        text=text,
        words=words,
    )


def test_a_guess_gives_way_to_what_is_final(qtbot: QtBot, practice: Practice) -> None:
    talk = RecordTranscript(practice)
    qtbot.addWidget(talk)
    assert "Hier verschijnt" in talk.toPlainText()
    first, guess = said(1, "Ja, metoprolol", unsure="metoprolol"), said(3, "vijf")
    talk.show_talk((first,), (guess,))
    assert talk.toPlainText().split("\n") == ["0:01\tP\tJa, metoprolol", "0:03\tP\tvijf …"]
    talk.show_talk((first, said(3, "vijftig per dag")), ())
    assert talk.toPlainText().split("\n") == [
        "0:01\tP\tJa, metoprolol",
        "0:03\tP\tvijftig per dag",
    ]
    talk.show_talk((), ())
    assert "Hier verschijnt" in talk.toPlainText()


def test_an_unsure_word_is_dotted_underneath_and_others_are_not(
    qtbot: QtBot, practice: Practice
) -> None:
    talk = RecordTranscript(practice)
    qtbot.addWidget(talk)
    talk.show_talk((said(1, "Ja metoprolol dus", unsure="metoprolol"),), ())
    cursor = talk.textCursor()
    dotted = cursor.charFormat().UnderlineStyle.DotLine
    found = {}
    for word in ("Ja", "metoprolol", "dus"):
        found[word] = talk.document().find(word).charFormat().underlineStyle() == dotted
    assert found == {"Ja": False, "metoprolol": True, "dus": False}


def test_from_the_first_second_to_the_review_the_next_screen_comes_by_itself(
    qtbot: QtBot, practice: Practice, engines: SilentEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace = Workplace(practice)
    qtbot.addWidget(workplace)
    workplace.show()
    screen = workplace.screens["record"]
    assert isinstance(screen, RecordScreen)
    target = partial(capture_with, partial(ears.at_once, 30), ALONE_SECONDS)
    monkeypatch.setattr(screen, "_capture", partial(Capture, target=target))
    agree(screen)
    screen.begin()
    recording = screen.run.recording
    assert recording is not None
    assert (workplace.visit, workplace.screen_shown) == (recording.visit, screen)
    qtbot.waitUntil(lambda: recording.kept >= 3, timeout=PATIENCE)
    with qtbot.waitSignal(screen.run.ended, timeout=PATIENCE):
        screen.run.stop()
    assert step(workplace) == "transcribe"
    qtbot.waitUntil(lambda: engines.ordered("listen") == [recording.visit], timeout=PATIENCE)
    engines.transcribed.emit(recording.visit, draft().transcript)
    engines.drafted.emit(recording.visit, draft().note)
    assert step(workplace) == "review"


def step(workplace: Workplace) -> str:
    return workplace.screen_shown.step
