"""From the first window to an approved note in a file, with nothing but the keyboard."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.consultation import Approved
from desktop.ui.export.screen import ExportScreen
from desktop.ui.first_start.code import CodeOnPaper
from desktop.ui.first_start.guide import GuidePage
from desktop.ui.first_start.model import ModelPage
from desktop.ui.first_start.page import Page
from desktop.ui.first_start.start import FirstStart
from desktop.ui.look.pieces import button, row
from tests.desktop.ui.library import PASSPHRASE
from tests.stories.app.clinician import Clinician, Sits, texts
from tests.stories.app.conftest import in_every_run
from tests.stories.app.keyboard import ALT, CTRL, SHIFT, Keys, spoken
from tests.stories.app.sounds import talk
from tests.trust.sound_server import SoundServer

WORDS = " Ook moe."
PLAN = "Controle over 2 weken."
MORE = "Bij koorts eerder."
APPROVER = "A. Voorbeeld"


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is pointed at in the dialog of the system, which is not ours to type in."""
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr("desktop.ui.work.file_dialogs.ask_qt_folder", lambda *_: str(folder))
    return folder


@pytest.mark.model
@pytest.mark.xdist_group("sound")
@pytest.mark.usefixtures("fluent", "whisper_base")
def test_a_note_is_recorded_corrected_approved_and_exported_without_a_mouse(
    server: SoundServer, sits: Sits, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIFFEL_LANGUAGE", "nl")
    clinician = sits(tmp_path / "griffel")
    keys = Keys(clinician.window)
    first_start(clinician, keys)
    say = clinician.inside.practice.say

    keys.wait_until("it asks who", lambda: say("record_screen.patient") in spoken(keys.here))
    keys.round()
    keys.type("Mw. Toets")
    keys.choose(say("record_screen.consent_spoken"))
    keys.press(Qt.Key.Key_R, CTRL)
    run = clinician.record.run
    keys.wait_until("it is kept", lambda: run.recording and run.recording.kept)
    keys.round()
    player = server.play(talk(5))
    keys.wait_until("all was played", lambda: player.poll() is not None)
    keys.press(Qt.Key.Key_R, CTRL)
    clinician.wait_for_draft()
    assert any("3 wk" in line for line in clinician.lines())
    correct_approve_and_export(clinician, keys, out)
    assert keys.unseen == []


@in_every_run()
@pytest.mark.usefixtures("silent")
def test_a_draft_is_found_corrected_approved_and_exported_without_a_mouse(
    sits: Sits, drafted_home: Path, out: Path
) -> None:
    clinician = sits(drafted_home)
    keys = Keys(clinician.window)
    keys.round()
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    keys.wait_until("it is open", lambda: clinician.window.inside)
    keys.press(Qt.Key.Key_K, CTRL)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    clinician.wait_for_draft()
    correct_approve_and_export(clinician, keys, out)
    assert keys.unseen == []


@in_every_run()
def test_control_a_focus_that_is_not_seen_or_is_lost_is_noticed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    seen, unseen = button("gezien", int), button("ongezien", int)
    lost = button("kwijt", lambda: lost.clearFocus())
    for made in (unseen, lost):
        made.setStyleSheet("border: none; outline: none;")
    window.setLayout(row(seen, unseen, lost))
    window.show()
    keys = Keys(window, patience=0.2)
    seen.setFocus()
    keys.tab_to("ongezien")
    assert keys.unseen == ["ongezien"]
    keys.tab_to("kwijt")
    keys.press(Qt.Key.Key_Space)
    with pytest.raises(AssertionError, match="something has the focus"):
        assert keys.here


def first_start(clinician: Clinician, keys: Keys) -> None:
    """From an empty folder to the work."""
    first = clinician.window.front.currentWidget()
    assert isinstance(first, FirstStart)
    keys.wait_until("it asks", lambda: spoken(keys.here) == "Nederlands")
    keys.press(Qt.Key.Key_Return)
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    keys.wait_until("the code", lambda: isinstance(first.page, CodeOnPaper))
    assert isinstance(first.page, CodeOnPaper)
    assert first.page.code is not None
    keys.type(first.page.code.printed()[-4:])
    keys.press(Qt.Key.Key_Return)
    while not isinstance(first.page, GuidePage):
        keys.wait_until("it can be gone on", lambda: leads_on(first))
        keys.round()
        page = first.page
        leads = first.next_button if first.next_button.isEnabled() else first.skip_button
        keys.choose(leads.text())
        keys.wait_until("the next page", partial(is_another, first, page))
    keys.choose(first.skip_button.text())
    keys.wait_until("the work", lambda: clinician.window.inside)


def is_another(first: FirstStart, page: Page) -> bool:
    """Whether that page is no longer the one in front."""
    return first.page is not page


def leads_on(first: FirstStart) -> bool:
    """Whether it is known which button leads to the next page."""
    if isinstance(first.page, ModelPage):
        return bool(first.page.panel.found)  # what is here takes a moment to be known
    return first.next_button.isEnabled() or first.skip_button.isVisible()


def correct_approve_and_export(clinician: Clinician, keys: Keys, out: Path) -> None:
    """From a draft to a file: words more on a line that was there, and two lines more."""
    say, first = clinician.inside.practice.say, clinician.lines()[0]
    keys.press(Qt.Key.Key_1, ALT)
    keys.type(WORDS)
    keys.round()
    keys.press(Qt.Key.Key_4, ALT)
    keys.type(PLAN)
    keys.press(Qt.Key.Key_Return)
    keys.type(MORE)
    clinician.wait_until_on_disk()
    keys.press(Qt.Key.Key_Return, CTRL)
    approving = clinician.approving
    keys.wait_until("it was checked", lambda: not approving.check.running)
    for _ in [tick for tick in approving.points.ticks.values() if not tick.isChecked()]:
        keys.press(Qt.Key.Key_F8)
        keys.press(Qt.Key.Key_Space)
    assert all(tick.isChecked() for tick in approving.points.ticks.values())
    keys.round()
    keys.tab_to(say("approve.name"))
    keys.type(APPROVER)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.wait_until("it is approved", lambda: clinician.shows(ExportScreen))
    kept = clinician.library.load(clinician.visit)
    assert isinstance(kept, Approved)
    assert texts(kept.note, "S") == [first + WORDS]
    assert texts(kept.note, "P") == [PLAN, MORE]

    keys.round()
    keys.tab_to(say("export_screen.copy", label="P"))
    keys.press(Qt.Key.Key_C, CTRL | SHIFT)
    assert PLAN in QGuiApplication.clipboard().text()
    keys.choose(say("export_screen.form_txt"))
    (file,) = out.iterdir()
    assert PLAN in file.read_text(encoding="utf-8")
    assert keys.here
