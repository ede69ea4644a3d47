"""The copy of the day is made while somebody works, and its failure is told once."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.backup import BackupState
from desktop.errors import DiskFull
from desktop.store.errors import GaveWay
from desktop.store.library import Library
from desktop.ui.practice import Practice
from desktop.ui.sheets.settings_backup import BackupStanding
from desktop.ui.window import daily_backup as module
from desktop.ui.window.daily_backup import DailyBackup

PATIENCE = 60_000


@pytest.fixture
def notices(practice: Practice) -> list[str]:
    heard: list[str] = []
    practice.notice.connect(lambda said, trouble: heard.append(said))
    return heard


def test_it_is_made_beside_the_screen(
    qtbot: QtBot, practice: Practice, notices: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FIRST", 0)
    DailyBackup(practice).begin()
    qtbot.waitUntil(lambda: bool(practice.session.library.backups()), timeout=PATIENCE)
    assert notices == []


def test_one_that_fails_is_told_once_and_tried_again(
    qtbot: QtBot, practice: Practice, notices: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[bool] = []

    def full(self: Library) -> Path:
        tries.append(True)
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(module, "_NEXT_DAY", 0)
        patched.setattr(Library, "backup", full)
        DailyBackup(practice).make()
        qtbot.waitUntil(lambda: len(tries) > 2, timeout=PATIENCE)
    (said,) = notices
    assert "Alles wat u hebt gemaakt, is bewaard" in said
    assert "de schijf is vol" in said


def test_one_that_gave_way_is_made_later_without_a_word(
    qtbot: QtBot, practice: Practice, notices: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[bool] = []
    make = Library.backup

    def busy_at_first(self: Library) -> Path:
        tries.append(True)
        if len(tries) < 3:
            raise GaveWay
        return make(self)

    monkeypatch.setattr(module, "_LATER", 0)
    monkeypatch.setattr(Library, "backup", busy_at_first)
    DailyBackup(practice).make()
    qtbot.waitUntil(lambda: bool(practice.session.library.backups()), timeout=PATIENCE)
    assert (len(tries), notices) == (3, [])


def test_one_that_failed_before_is_told_at_the_next_opening_and_in_the_settings(
    qtbot: QtBot, practice: Practice, notices: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    state = BackupState(failed=DiskFull.code)
    monkeypatch.setattr(module, "backup_state", lambda session: state)
    DailyBackup(practice).begin()
    qtbot.waitUntil(lambda: bool(notices), timeout=PATIENCE)
    standing = BackupStanding(practice)
    qtbot.addWidget(standing)
    qtbot.waitUntil(lambda: bool(standing.last.text()), timeout=PATIENCE)
    assert standing.trouble.isHidden(), "the control: nothing failed in this library"
    standing.show_state(state)
    assert not standing.trouble.isHidden()
    assert "de schijf is vol" in standing.trouble.text()
