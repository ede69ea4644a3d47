"""The first start leads from an empty folder to an open library, a page at a time."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app import open_session
from desktop.settings import Settings, read_settings
from desktop.ui.first_start.code import CodeOnPaper
from desktop.ui.first_start.guide import GuidePage
from desktop.ui.first_start.language import LanguagePage
from desktop.ui.first_start.microphone import MicrophonePage
from desktop.ui.first_start.model import ModelPage
from desktop.ui.first_start.pages import PAGES
from desktop.ui.first_start.passphrase import PassphrasePage
from desktop.ui.first_start.policy import PolicyPage
from desktop.ui.first_start.start import FirstStart
from desktop.ui.look.tokens import LIGHT

PATIENCE = 30_000
POLICY = """
institution = "Praktijk Voorbeeld"
intended_use = "Verslagen van proefgesprekken."
[[terms]]
id = "huisregels"
version = "1"
text = "Ik vraag om toestemming."
[[terms]]
id = "nalezen"
version = "1"
text = "Ik lees elk verslag."
"""


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FirstStart:
    """The first start in an empty folder, with no model and with a policy that has two texts."""
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "models"))
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY, encoding="utf-8")
    monkeypatch.setenv("GRIFFEL_POLICY", str(policy))
    made = FirstStart(tmp_path / "griffel", Settings(language="nl"), LIGHT)
    qtbot.addWidget(made)
    made.show()
    return made


def to_the_code(qtbot: QtBot, first: FirstStart) -> CodeOnPaper:
    first.next_button.click()
    page = first.page
    assert isinstance(page, PassphrasePage)
    page.first.line.setText("vier losse woorden")
    assert not first.next_button.isEnabled()
    page.again.line.setText("vier losse woorden")
    first.next_button.click()
    qtbot.waitUntil(lambda: isinstance(first.page, CodeOnPaper), timeout=PATIENCE)
    assert isinstance(first.page, CodeOnPaper)
    return first.page


def to_the_models(qtbot: QtBot, first: FirstStart) -> ModelPage:
    page = to_the_code(qtbot, first)
    assert page.code is not None
    page.line.setText(page.code.printed()[-4:])
    first.next_button.click()
    models = first.page
    assert isinstance(models, ModelPage)
    qtbot.waitUntil(lambda: bool(models.panel.found), timeout=PATIENCE)
    return models


def test_another_language_is_spoken_at_once_and_kept(qtbot: QtBot, first: FirstStart) -> None:
    page = first.page
    assert isinstance(page, LanguagePage)
    with qtbot.waitSignal(first.spoken):
        page.choices["en"].click()
    assert first.next_button.text() == "Next"
    kept = read_settings(first.start.folder)
    assert (kept.language, kept.spoken) == ("en", "en")


def test_a_short_or_different_passphrase_leads_nowhere(first: FirstStart) -> None:
    first.next_button.click()
    page = first.page
    assert isinstance(page, PassphrasePage)
    for one, two in (("kort", "kort"), ("lang genoeg", "lang genoef"), ("lang genoeg", "")):
        page.first.line.setText(one)
        page.again.line.setText(two)
        assert not first.next_button.isEnabled()
    page.again.line.setText("lang genoeg")
    assert first.next_button.isEnabled()


def test_tab_goes_from_passphrase_to_passphrase_and_one_button_shows_both(
    qtbot: QtBot, first: FirstStart
) -> None:
    with qtbot.waitActive(first, timeout=PATIENCE):
        first.activateWindow()
    first.next_button.click()
    page = first.page
    assert isinstance(page, PassphrasePage)
    qtbot.waitUntil(page.again.isVisible, timeout=PATIENCE)
    for field in (page.first, page.again):
        assert field.line.hasFocus()
        QTest.keyClicks(first.focusWidget(), "vier losse woorden")
        QTest.keyClick(first.focusWidget(), Qt.Key.Key_Tab)
    assert page.first.text == page.again.text == "vier losse woorden"
    assert how_shown(page) == [QLineEdit.EchoMode.Password] * 2
    assert page.again.show_button.hasFocus()
    assert page.first.show_button.isHidden()
    QTest.keyClick(first.focusWidget(), Qt.Key.Key_Space)
    assert how_shown(page) == [QLineEdit.EchoMode.Normal] * 2
    QTest.keyClick(first.focusWidget(), Qt.Key.Key_Space)
    assert how_shown(page) == [QLineEdit.EchoMode.Password] * 2


def how_shown(page: PassphrasePage) -> list[QLineEdit.EchoMode]:
    return [field.line.echoMode() for field in (page.first, page.again)]


@pytest.mark.parametrize(("rule", "told"), [("false", "haalt modellen zelf op"), ("true", "als u")])
def test_who_brings_models_in_is_said_where_one_is_chosen(
    qtbot: QtBot, first: FirstStart, tmp_path: Path, rule: str, told: str
) -> None:
    text = POLICY + f"[models]\nhub = {rule}\n"
    (tmp_path / "policy.toml").write_text(text, encoding="utf-8")
    assert told in to_the_models(qtbot, first).about.text()


def test_the_code_is_shown_once_and_asked_back_from_paper(qtbot: QtBot, first: FirstStart) -> None:
    page = to_the_code(qtbot, first)
    assert page.code is not None
    assert not first.next_button.isEnabled()
    assert not first.back_button.isEnabled()
    page.line.setText("0000")
    assert not first.next_button.isEnabled()
    page.line.setText(page.code.printed()[-4:].lower())
    first.next_button.click()
    assert first.start.code is None
    assert not first.back_button.isEnabled(), "back to a page that shows no code any more"


def test_without_a_model_one_can_go_on_by_skipping(qtbot: QtBot, first: FirstStart) -> None:
    page = to_the_models(qtbot, first)
    assert not first.next_button.isEnabled()
    assert not first.skip_button.isHidden()
    assert page.panel.found[0].advised  # the one to take on this machine


def test_a_small_model_is_named_as_too_small(qtbot: QtBot, first: FirstStart) -> None:
    page = to_the_models(qtbot, first)
    page.panel.use("whisper-base")
    assert not page.warning.isHidden()
    page.panel.use("whisper-large-v3-turbo")
    assert page.warning.isHidden()
    assert first.next_button.isEnabled()


def test_each_text_is_agreed_to_and_put_on_record(qtbot: QtBot, first: FirstStart) -> None:
    to_the_models(qtbot, first)
    first.skip_button.click()
    assert isinstance(first.page, MicrophonePage)
    first.next_button.click()
    page = first.page
    assert isinstance(page, PolicyPage)
    page.panel.boxes["huisregels"].click()
    assert not first.next_button.isEnabled()
    page.panel.boxes["nalezen"].click()
    first.next_button.click()
    assert isinstance(first.page, GuidePage)
    first.back_button.click()
    assert isinstance(first.page, PolicyPage)
    assert first.page.panel.boxes == {}, "what was agreed to is not asked again"
    assert first.start.root is not None
    with open_session(first.start.folder, first.start.root) as session:
        agreed = [r.detail for r in session.desk.audit.records() if r.act == "POLICY_ACKNOWLEDGED"]
    assert agreed == ["huisregels.1", "nalezen.1"]


def test_a_broken_policy_is_said_and_read_again(
    qtbot: QtBot, first: FirstStart, tmp_path: Path
) -> None:
    to_the_models(qtbot, first)
    (tmp_path / "policy.toml").write_text("decision_support = 'yes'", encoding="utf-8")
    first.skip_button.click()
    first.next_button.click()
    assert "decision_support" in first.notice.text
    first.next_button.click()
    assert isinstance(first.page, PolicyPage)
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    first.next_button.click()
    assert set(first.page.panel.boxes) == {"huisregels", "nalezen"}


def test_the_example_can_be_left_out_and_the_key_comes_out(qtbot: QtBot, first: FirstStart) -> None:
    to_the_models(qtbot, first)
    root = first.start.root
    while not isinstance(first.page, GuidePage):
        first.go_on()
    assert first.place == len(PAGES) - 1
    with qtbot.waitSignal(first.finished) as finished:
        first.skip_button.click()
    assert finished.args == [root]
    assert not read_settings(first.start.folder).guided


def test_closing_before_the_code_is_on_paper_asks_once_and_is_remembered(
    qtbot: QtBot, first: FirstStart
) -> None:
    assert first.may_close(), "the control: before there is a code nothing is asked"
    to_the_code(qtbot, first)
    assert not first.may_close()
    question = first.question
    assert question is not None
    assert "niet nog eens getoond" in question.sentences[0]
    question.stay.click()
    assert isinstance(first.page, CodeOnPaper)
    assert not read_settings(first.start.folder).code_on_paper
    assert not first.may_close()
    assert first.question is not None
    first.question.go.click()
    assert first.may_close()


def test_a_code_that_is_on_paper_is_not_asked_about_again(qtbot: QtBot, first: FirstStart) -> None:
    to_the_models(qtbot, first)
    assert first.may_close()
    assert read_settings(first.start.folder).code_on_paper
