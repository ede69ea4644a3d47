"""What nobody foresaw is told where somebody sees it, with where it was and never with what."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.ui.application import dressed
from desktop.ui.first_start.start import FirstStart
from desktop.ui.last_resort import LastResort
from desktop.ui.lock.unlock import Unlock
from desktop.ui.look.tokens import Tokens
from desktop.ui.say import say_in
from desktop.ui.window.window import Window
from tests.conftest import SENTINEL

PATIENCE = 60_000


@pytest.fixture
def locked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    """A window at its lock screen."""
    for name in ("vault.json", "library.db"):
        (tmp_path / name).write_bytes(b"{}")
    yield from shown(qtbot, qapp, tmp_path)


@pytest.fixture
def new(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    """A window at the first start."""
    yield from shown(qtbot, qapp, tmp_path / "none")


def shown(qtbot: QtBot, application: QApplication, folder: Path) -> Iterator[Window]:
    def looks(settings: Settings) -> Tokens:
        return dressed(application, settings)

    window = Window(folder, looks)
    qtbot.addWidget(window)
    window.show()
    yield window


def fallen(resort: LastResort) -> None:
    """Something fails with the words of a patient in it."""
    try:
        raise RuntimeError(SENTINEL)
    except RuntimeError as problem:
        resort(type(problem), problem, problem.__traceback__)


def test_on_the_lock_screen_it_is_told_there(
    locked: Window, capsys: pytest.CaptureFixture[str]
) -> None:
    door = locked.front.currentWidget()
    assert isinstance(door, Unlock)
    fallen(LastResort(say_in("nl"), lambda: locked, again=lambda: None))
    assert "RuntimeError fallen" in door.notice.text
    assert SENTINEL not in door.notice.text + capsys.readouterr().err


def test_at_the_first_start_it_is_told_there(new: Window) -> None:
    door = new.front.currentWidget()
    assert isinstance(door, FirstStart)
    fallen(LastResort(say_in("nl"), lambda: new, again=lambda: None))
    assert "RuntimeError fallen" in door.notice.text


def test_without_a_window_there_is_a_message_with_two_ways_on(qtbot: QtBot) -> None:
    begun: list[bool] = []
    resort = LastResort(say_in("nl"), lambda: None, again=lambda: begun.append(True))
    fallen(resort)
    dialog = resort.dialog
    assert dialog is not None
    qtbot.addWidget(dialog)
    assert dialog.isVisible()
    assert "RuntimeError fallen" in dialog.sentences[0]
    assert SENTINEL not in dialog.sentences[0]
    assert dialog.stay.isVisible()
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(begun), timeout=PATIENCE)
    assert not dialog.isVisible()


def test_an_opening_that_fails_unforeseen_leaves_the_lock_screen_to_try_again(
    locked: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = locked.front.currentWidget()
    assert isinstance(door, Unlock)

    def broken(*_: object) -> object:
        raise RuntimeError(SENTINEL)

    monkeypatch.setattr("desktop.ui.lock.unlock._unlocked", broken)
    monkeypatch.setattr("threading.excepthook", lambda *_: None)
    door.passphrase.line.setText("vier losse woorden")
    door.open_button.click()
    qtbot.waitUntil(lambda: bool(door.notice.text), timeout=PATIENCE)
    assert SENTINEL not in door.notice.text
    door.passphrase.line.setText("vier losse woorden")
    assert door.open_button.isEnabled()
