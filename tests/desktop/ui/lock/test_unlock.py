"""The lock screen opens for the right passphrase or the code on paper, and says why not."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app import open_audit
from desktop.errors import PassphraseWait
from desktop.settings import Settings
from desktop.store.home import Home
from desktop.store.lock import WriterLock
from desktop.store.sealing import Key
from desktop.ui.lock.unlock import Unlock
from tests.desktop.ui.library import PASSPHRASE, made_once  # noqa: F401 - a fixture

PATIENCE = 30_000  # milliseconds; a try takes 0.4 s


@pytest.fixture
def home(made_once: tuple[Path, str], tmp_path: Path) -> Path:  # noqa: F811
    """A copy of its own, with no wrong tries behind it."""
    shutil.copytree(made_once[0], tmp_path / "griffel")
    return tmp_path / "griffel"


def lock_screen(qtbot: QtBot, folder: Path, *, keychain: bool = False) -> Unlock:
    made = Unlock(folder, Settings(language="nl", keychain=keychain))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def refused(qtbot: QtBot, screen: Unlock) -> str:
    qtbot.waitUntil(lambda: bool(screen.notice.text), timeout=PATIENCE)
    return screen.notice.text


def test_the_right_passphrase_opens(qtbot: QtBot, home: Path) -> None:
    screen = lock_screen(qtbot, home)
    assert not screen.open_button.isEnabled()
    QTest.keyClicks(screen.passphrase.line, PASSPHRASE)
    with qtbot.waitSignal(screen.opened, timeout=PATIENCE) as opened:
        QTest.keyClick(screen.passphrase.line, Qt.Key.Key_Return)
        assert not screen.open_button.isEnabled(), "it can be pressed again while it is tried"
    assert isinstance((opened.args or [None])[0], Key)
    assert screen.passphrase.text == ""


def test_a_wrong_one_says_so_and_is_written_down(qtbot: QtBot, home: Path) -> None:
    screen = lock_screen(qtbot, home)
    QTest.keyClicks(screen.passphrase.line, "een heel andere zin")
    screen.open_button.click()
    assert "Deze wachtzin opent de bibliotheek niet" in refused(qtbot, screen)
    assert screen.passphrase.text == ""
    last = open_audit(home).records()[-1]
    assert (last.act, last.detail) == ("UNLOCK_REFUSED", "desktop.passphrase_wrong")


def test_a_damaged_key_file_is_not_a_wrong_passphrase(qtbot: QtBot, home: Path) -> None:
    for copy in home.glob("vault*"):
        copy.write_bytes(b"{}")
    screen = lock_screen(qtbot, home)
    QTest.keyClicks(screen.passphrase.line, PASSPHRASE)
    screen.open_button.click()
    assert "Het sleutelbestand is beschadigd" in refused(qtbot, screen)


def test_a_wait_is_counted_down_before_the_next_try(qtbot: QtBot, home: Path) -> None:
    screen = lock_screen(qtbot, home)
    screen.say(PassphraseWait(2))
    assert "2 s" in screen.notice.text
    QTest.keyClicks(screen.passphrase.line, PASSPHRASE)
    assert not screen.open_button.isEnabled()
    qtbot.waitUntil(screen.open_button.isEnabled, timeout=PATIENCE)
    assert screen.notice.text == "U kunt het opnieuw proberen."


def test_the_code_on_paper_opens_with_a_new_passphrase(
    qtbot: QtBot,
    home: Path,
    made_once: tuple[Path, str],  # noqa: F811
) -> None:
    screen = lock_screen(qtbot, home)
    screen.code_button.click()
    screen.code.setText(made_once[1])
    QTest.keyClicks(screen.new_passphrase.line, "kort")
    assert not screen.recover_button.isEnabled()
    QTest.keyClicks(screen.new_passphrase.line, " en nu lang genoeg")
    with qtbot.waitSignal(screen.opened, timeout=PATIENCE):
        screen.recover_button.click()


def test_another_window_with_the_library_is_said_at_once(qtbot: QtBot, home: Path) -> None:
    assert lock_screen(qtbot, home).notice.text == ""
    held = WriterLock(Home(home).lock)
    try:
        assert "al open in een ander venster" in lock_screen(qtbot, home).notice.text
    finally:
        held.release()


def test_the_keychain_is_offered_only_to_who_chose_it(qtbot: QtBot, home: Path) -> None:
    assert lock_screen(qtbot, home, keychain=True).keychain_button.isVisible()
    assert not lock_screen(qtbot, home).keychain_button.isVisible()


def test_what_is_typed_can_be_shown_and_hides_again(qtbot: QtBot, home: Path) -> None:
    field = lock_screen(qtbot, home).passphrase
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    field.show_button.click()
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    assert field.show_button.text() == "Verbergen"
    field.clear()
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
