"""The guided example: three lines are wrong, the checks of Griffel point at just these."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from asr.transcript import Language
from desktop.ui.look.tokens import LIGHT
from desktop.ui.sheets.guide import Guide
from desktop.ui.sheets.guide_story import Story, read_story
from summarize.note import StatementId
from summarize.summarize import recheck

LANGUAGES: tuple[Language, ...] = ("nl", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checks_find_the_planted_mistakes_and_nothing_else(language: Language) -> None:
    story = read_story(language)
    checked = recheck(story.note, story.transcript)
    found = {line.id: line.findings for _, line in checked.statements() if line.findings}
    assert set(found) == {mistake.line for mistake in story.mistakes}
    for mistake in story.mistakes:
        assert mistake.kind in {finding.kind for finding in found[mistake.line]}
    assert {mistake.kind for mistake in story.mistakes} == {"negation", "dose", "invention"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_but_an_invented_one_names_where_it_was_said(language: Language) -> None:
    story = read_story(language)
    said = {utterance.id for utterance in story.transcript.utterances}
    for _, line in story.note.statements():
        assert set(line.evidence) <= said
        assert line.evidence or story.mistake(line.id)


def test_a_mistake_that_is_no_line_is_refused() -> None:
    fields = read_story("nl").model_dump()
    fields["mistakes"][0]["line"] = "X9"
    with pytest.raises(ValueError, match="no line"):
        Story.model_validate(fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_finding_all_three_ends_it(qtbot: QtBot, language: Language) -> None:
    guide = Guide(language, LIGHT)
    qtbot.addWidget(guide)
    guide.show()
    lines = [mistake.line for mistake in read_story(language).mistakes]
    for line in lines[:2]:
        guide.lines[line].click()
    guide.lines[lines[0]].click()
    assert not guide.complete, "the same mistake twice counts once"
    with qtbot.waitSignal(guide.finished):
        guide.lines[lines[2]].click()
    assert all(guide.lessons[line].isVisible() for line in lines)


def test_enter_chooses_a_line(qtbot: QtBot) -> None:
    guide = Guide("nl", LIGHT)
    qtbot.addWidget(guide)
    (line, *_) = [mistake.line for mistake in read_story("nl").mistakes]
    QTest.keyClick(guide.lines[line], Qt.Key.Key_A)
    assert guide.found == set()  # control: no other key does
    QTest.keyClick(guide.lines[line], Qt.Key.Key_Return)
    assert guide.found == {line}


def test_a_right_line_says_where_it_was_said(qtbot: QtBot) -> None:
    guide = Guide("nl", LIGHT)
    qtbot.addWidget(guide)
    guide.lines[StatementId("S1")].click()
    assert "0:16" in guide.answer.text()
    assert not guide.found
    assert guide.lines[StatementId("S1")].mark == "fits"
