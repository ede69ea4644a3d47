"""The window leads from the door to the work, locks, and keeps what must not end."""

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from desktop.app import open_audit
from desktop.errors import DiskFull
from desktop.settings import Settings, read_settings
from desktop.store.errors import GaveWay
from desktop.store.home import Home
from desktop.store.library import Library
from desktop.store.lock import WriterLock
from desktop.store.sealing import Key
from desktop.ui.application import dressed
from desktop.ui.first_start.start import FirstStart
from desktop.ui.lock.unlock import Unlock
from desktop.ui.look.tokens import DARK, LIGHT
from desktop.ui.record.screen import RecordScreen
from desktop.ui.sheets.settings import SettingsPanel
from desktop.ui.transcribe.transcribing import TranscribingScreen
from desktop.ui.window.daily_backup import DailyBackup
from desktop.ui.window.inside import Inside
from desktop.ui.window.workplace import Workplace
from tests.desktop.ui.library import PASSPHRASE
from tests.desktop.ui.window.door import PATIENCE, Door, is_free


def test_without_a_library_it_begins_at_the_first_start(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window = Door(qtbot, tmp_path / "none", qapp).window
    assert isinstance(window.front.currentWidget(), FirstStart)


def test_the_passphrase_leads_to_the_work(door: Door) -> None:
    inside = door.open()
    assert isinstance(door.window.front.currentWidget(), Workplace)
    assert not is_free(door.folder)
    assert [r.act for r in open_audit(door.folder).records()].count("UNLOCK") == 1
    assert inside.close()
    assert is_free(door.folder)


def test_a_library_that_is_in_use_is_said_on_the_lock_screen(door: Door) -> None:
    held = WriterLock(Home(door.folder).lock)
    unlock = door.window.front.currentWidget()
    assert isinstance(unlock, Unlock)
    unlock.passphrase.line.setText(PASSPHRASE)
    unlock.open_button.click()
    door.qtbot.waitUntil(lambda: bool(unlock.notice.text), timeout=PATIENCE)
    held.release()
    assert "al open" in unlock.notice.text
    assert door.window.inside is None


def test_locking_closes_the_library_and_starts_again(door: Door) -> None:
    inside = door.open()
    inside.practice.lock_asked.emit()
    assert door.locked == [door.folder]
    assert is_free(door.folder)


def test_a_backup_that_fails_does_not_keep_the_window_open(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Library) -> Path:
        raise DiskFull

    door.open()
    monkeypatch.setattr(Library, "backup_is_due", lambda self: True)
    monkeypatch.setattr(Library, "backup", full)
    assert door.window.close()
    assert is_free(door.folder)
    assert ("FAILED", DiskFull.code) in [
        (r.act, r.detail) for r in open_audit(door.folder).records()
    ]


def test_locking_makes_no_copy_and_waits_for_none(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bool] = []
    begun, go_on = threading.Event(), threading.Event()

    def slow(self: Library) -> Path:
        made.append(True)
        begun.set()
        if len(made) == 1:
            go_on.wait()
        raise GaveWay

    inside = door.open()
    monkeypatch.setattr(Library, "backup_is_due", lambda self: True)
    monkeypatch.setattr(Library, "backup", slow)
    (daily,) = inside.practice.findChildren(DailyBackup)
    daily.make()
    assert begun.wait(PATIENCE / 1000)
    door.window.lock()
    assert door.locked == [door.folder]
    assert is_free(door.folder)
    assert made == [True], "the one that was under way, and no other"
    go_on.set()


def test_what_was_typed_and_cannot_be_kept_is_hidden_and_not_lost(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    monkeypatch.setattr(inside.workplace, "leave", lambda: False)
    door.window.lock()
    assert door.locked == []
    assert door.window.front.currentWidget() is inside.curtain
    assert not inside.workplace.isVisible()
    said = {one.text() for one in door.window.front.findChildren(QLabel)}
    assert "Niet alles kon worden bewaard" in said


def test_a_recording_goes_on_behind_a_curtain_until_it_stops(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    monkeypatch.setattr(RecordScreen, "must_stay", True)
    inside.show_sheet("settings")
    door.window.lock()
    assert door.locked == []
    assert inside.curtain is not None
    assert not inside.workplace.isVisible()
    assert inside.sheet is None
    monkeypatch.setattr(RecordScreen, "must_stay", False)
    door.qtbot.waitUntil(lambda: bool(door.locked), timeout=PATIENCE)
    assert is_free(door.folder)


def test_what_is_worked_out_goes_on_behind_a_curtain_as_well(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    monkeypatch.setattr(TranscribingScreen, "must_stay", True)
    door.window.lock()
    assert door.locked == []
    assert inside.curtain is not None
    assert "Het uitwerken loopt door" in {one.text() for one in inside.curtain.findChildren(QLabel)}
    monkeypatch.setattr(TranscribingScreen, "must_stay", False)
    door.qtbot.waitUntil(lambda: bool(door.locked), timeout=PATIENCE)
    assert is_free(door.folder)


def test_after_the_first_start_a_library_that_does_not_open_is_said(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window = Door(qtbot, tmp_path / "none", qapp).window
    first = window.front.currentWidget()
    assert isinstance(first, FirstStart)
    assert first.notice.text == ""
    window.enter(Key.new())
    assert first.notice.text
    assert window.front.currentWidget() is first


def test_the_passphrase_lifts_the_curtain(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = door.open()
    monkeypatch.setattr(RecordScreen, "must_stay", True)
    door.window.lock()
    assert inside.curtain is not None
    inside.curtain.unlock.passphrase.line.setText(PASSPHRASE)
    inside.curtain.unlock.open_button.click()
    door.qtbot.waitUntil(lambda: inside.curtain is None, timeout=PATIENCE)
    assert door.window.front.currentWidget() is inside.workplace
    assert door.locked == []


def test_behind_a_curtain_the_window_does_not_close(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = door.open()
    monkeypatch.setattr(RecordScreen, "must_stay", True)
    door.window.lock()
    refused = QCloseEvent()
    door.window.closeEvent(refused)
    assert not refused.isAccepted()
    inside.curtain = None
    allowed = QCloseEvent()
    door.window.closeEvent(allowed)
    assert allowed.isAccepted()


def test_theme_and_language_change_at_once(door: Door, qapp: QApplication) -> None:
    inside = door.open()
    inside.show_sheet("settings")
    before = inside.workplace
    try:
        panel = sheet(inside)
        box = panel.boxes["theme"]
        box.setFocus()
        box.setCurrentIndex(box.findData("dark"))
        assert inside.practice.tokens == DARK
        assert DARK.background in qapp.styleSheet()
        door.qtbot.waitUntil(lambda: inside.workplace is not before, timeout=PATIENCE)
        focused = door.window.focusWidget()
        assert isinstance(focused, QComboBox)
        assert focused.objectName() == "settings.theme"
        language = sheet(inside).boxes["language"]
        language.setCurrentIndex(language.findData("en"))
        door.qtbot.waitUntil(
            lambda: sheet(inside).boxes["theme"].accessibleName() == "Colours", timeout=PATIENCE
        )
        kept = read_settings(door.folder)
        assert (kept.theme, kept.language) == ("dark", "en")
    finally:
        dressed(qapp, Settings(language="nl", theme="light"))
    assert LIGHT.background in qapp.styleSheet()


def sheet(inside: Inside) -> SettingsPanel:
    assert inside.sheet is not None
    panel = inside.sheet.inside
    assert isinstance(panel, SettingsPanel)
    return panel


def test_a_sheet_leads_back_to_the_work(door: Door) -> None:
    inside = door.open()
    for name in ("settings", "models", "guide", "about"):
        inside.practice.sheet_asked.emit(name)
        assert inside.sheet is not None
        assert door.window.front.currentWidget() is inside.sheet
        inside.sheet.back_button.click()
        assert door.window.front.currentWidget() is inside.workplace
