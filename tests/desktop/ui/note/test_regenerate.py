"""A note written anew: how far that is, and if a model fails there is another way."""

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from desktop.engine import Write
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.note.regenerate import Regenerate
from desktop.ui.practice import Practice
from summarize.errors import AnswerBroken
from tests.desktop.hearts import SAID, hearts
from tests.desktop.ui.note_engines import NoteEngines
from tests.desktop.ui.notes import drafted

WAIT = 20_000  # milliseconds: a deadline, not a time that is waited


@pytest.fixture
def review(qtbot: QtBot, practice: Practice, engines: NoteEngines, model: None) -> ReviewScreen:
    """A note that a model is writing anew."""
    made = ReviewScreen(practice)
    qtbot.addWidget(made)
    made.show()
    made.show_visit(drafted(practice, note=hearts(), said=SAID).id)
    made.pane.rewrite_asked.emit()
    qtbot.waitUntil(lambda: bool(engines.writing), timeout=WAIT)
    return made


def pressed(shown: Regenerate, text: str) -> None:
    """Press the button with that text."""
    (made,) = [one for one in shown.findChildren(QPushButton) if one.text() == text]
    made.click()


def told(shown: Regenerate) -> str:
    return "\n".join(one.text() for one in shown.findChildren(QLabel))


def test_it_is_shown_how_far_the_model_is(review: ReviewScreen, engines: NoteEngines) -> None:
    (bar,) = review.pane.rewritten.findChildren(QProgressBar)
    assert bar.maximum() == 0  # that it is busy, and no more
    engines.progress.emit(engines.writing[0], 0.4)
    assert (bar.value(), bar.maximum()) == (40, 100)


def test_where_the_model_fails_it_is_written_without_one(
    practice: Practice, review: ReviewScreen, engines: NoteEngines
) -> None:
    shown = review.pane.rewritten
    engines.failed.emit(engines.writing[0], AnswerBroken.code)
    assert review.pane.shows_rewritten
    assert practice.say(AnswerBroken.code) in told(shown)
    assert "niet veranderd" in told(shown)
    pressed(shown, practice.say("review.rewrite.quote"))
    last = engines.orders[-1]
    assert isinstance(last, Write)
    assert last.model is None
    engines.drafted.emit(engines.writing[0], hearts("", "Hoest"))
    assert shown.boxes


def test_where_the_model_fails_the_note_can_stay_as_it_is(
    practice: Practice, review: ReviewScreen, engines: NoteEngines
) -> None:
    engines.failed.emit(engines.writing[0], AnswerBroken.code)
    pressed(review.pane.rewritten, practice.say("review.rewrite.leave"))
    assert not review.pane.shows_rewritten
    assert len(engines.writing) == 1


def test_a_new_draft_with_long_words_stays_in_its_column(
    qtbot: QtBot, review: ReviewScreen, engines: NoteEngines
) -> None:
    review.resize(627, 328)
    engines.drafted.emit(engines.writing[0], hearts("", f"Hoest {'voorwaarden' * 12}"))
    shown = review.pane.rewritten
    assert shown.boxes
    page = shown.widget()
    assert page is not None
    qtbot.waitUntil(lambda: page.width() == shown.viewport().width(), timeout=WAIT)
    for box in shown.boxes:
        assert box.visibleRegion().isEmpty() or box.visibleRegion().boundingRect() == box.rect()
    assert page.minimumSizeHint().width() <= shown.viewport().width()
