"""Settings hold at once; what concerns the key asks for the passphrase."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import open_session
from desktop.entrance import begin_library, vault_of
from desktop.errors import PassphraseWrong, RecoveryCodeWrong
from desktop.settings import Settings, read_settings
from desktop.store.keychain import Keychain
from desktop.ui.look.tokens import LIGHT
from desktop.ui.practice import Practice
from desktop.ui.sheets.settings import SettingsPanel
from desktop.ui.sheets.settings_key import KeySettings

PATIENCE = 30_000
OLD, NEW = "vier losse woorden", "vijf andere losse woorden"


class Drawer:
    """A keychain in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Practice, str]]:
    root, code = begin_library(folder, OLD)
    with open_session(folder, root) as session:
        practice = Practice(session, Settings(language="nl"), LIGHT)
        yield practice, code.printed()
        practice.engines.close()


@pytest.fixture
def library(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Practice, str]]:
    with opened(tmp_path / "griffel") as made:
        yield made


def test_each_choice_is_kept_at_once(qtbot: QtBot, practice: Practice) -> None:
    panel = SettingsPanel(practice)
    qtbot.addWidget(panel)
    panel.boxes["lock_after"].setCurrentIndex(panel.boxes["lock_after"].findData(5))
    panel.approver.setText("A. Voorbeeld")
    panel.approver.editingFinished.emit()
    panel.boxes["spoken"].setCurrentIndex(panel.boxes["spoken"].findData("en"))
    kept = read_settings(practice.session.folder)
    assert (kept.lock_after, kept.approver, kept.spoken) == (5, "A. Voorbeeld", "en")


def test_another_passphrase(qtbot: QtBot, library: tuple[Practice, str]) -> None:
    practice, _ = library
    key = KeySettings(practice)
    qtbot.addWidget(key)
    key.passphrase.line.setText(OLD)
    key.new.line.setText(NEW)
    key.again.line.setText(NEW + "x")
    assert not key.change_button.isEnabled()
    key.again.line.setText(NEW)
    with qtbot.waitSignal(practice.notice, timeout=PATIENCE) as told:
        key.change_button.click()
    assert told.args is not None
    assert told.args[1] is False
    vault = vault_of(practice.session.folder)
    vault.open(NEW)
    with pytest.raises(PassphraseWrong):
        vault.open(OLD)
    assert key.new.text == key.again.text == ""


def test_a_wrong_passphrase_changes_nothing(qtbot: QtBot, library: tuple[Practice, str]) -> None:
    practice, _ = library
    key = KeySettings(practice)
    qtbot.addWidget(key)
    key.passphrase.line.setText("niet deze zin")
    key.new.line.setText(NEW)
    key.again.line.setText(NEW)
    with qtbot.waitSignal(practice.notice, timeout=PATIENCE) as told:
        key.change_button.click()
    assert told.args is not None
    assert told.args[1] is True
    vault_of(practice.session.folder).open(OLD)


def test_a_new_code_on_paper_takes_the_place_of_the_old(
    qtbot: QtBot, library: tuple[Practice, str]
) -> None:
    practice, before = library
    key = KeySettings(practice)
    qtbot.addWidget(key)
    key.passphrase.line.setText(OLD)
    key.code_button.click()
    qtbot.waitUntil(lambda: key.code_page is not None, timeout=PATIENCE)
    page = key.code_page
    assert page is not None
    assert page.code is not None
    printed = page.code.printed()
    on_paper = [read_settings(practice.session.folder).code_on_paper]
    page.line.setText(printed[-4:])
    page.go_on()
    assert key.code_page is None
    on_paper.append(read_settings(practice.session.folder).code_on_paper)
    assert on_paper == [False, True], "if the window went in between, it is reminded of"
    vault = vault_of(practice.session.folder)
    vault.open_with_recovery(printed)
    with pytest.raises(RecoveryCodeWrong):
        vault.open_with_recovery(before)


def test_the_keychain_keeps_the_key_only_when_asked(
    qtbot: QtBot, library: tuple[Practice, str]
) -> None:
    practice, _ = library
    drawer = Drawer()
    key = KeySettings(practice, lambda: Keychain(drawer, ()))
    qtbot.addWidget(key)
    assert not key.keychain_box.isEnabled()
    key.passphrase.line.setText(OLD)
    key.keychain_box.click()
    qtbot.waitUntil(lambda: practice.settings.keychain, timeout=PATIENCE)
    assert len(drawer.kept) == 1
    assert read_settings(practice.session.folder).keychain
    key.keychain_box.click()
    qtbot.waitUntil(lambda: not practice.settings.keychain, timeout=PATIENCE)
    assert drawer.kept == {}
