"""What is set right in the conversation and cannot be kept waits, and is not left behind."""

import pytest
from pytestqt.qtbot import QtBot

from asr.transcript import UtteranceId
from desktop.consultation import Draft
from desktop.errors import DiskFull
from desktop.said import HeardAnew
from desktop.store.library import Library
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.correct.setting_right import SettingRight
from desktop.ui.practice import Practice
from tests.desktop.ui.note_engines import NoteEngines
from tests.desktop.ui.notes import drafted

RIGHT = HeardAnew(UtteranceId(1), "Hoe lang hoest u nu al?")
WRONG = HeardAnew(UtteranceId(99), "Niets.")


def refuse(self: Library, consultation: object) -> None:
    raise DiskFull


def test_only_what_can_be_kept_later_waits(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, draft = SettingRight(practice), drafted(practice)
    assert right.keep(draft, WRONG) is None
    waited = [right.waiting]
    with monkeypatch.context() as patched:
        patched.setattr(Library, "save", refuse)
        assert right.keep(draft, RIGHT) is None
    waited.append(right.waiting)
    assert right.keep(draft, RIGHT) is not None
    waited.append(right.waiting)
    assert waited == [None, RIGHT, None], "of what was never said nothing waits"


def test_a_screen_with_something_that_waits_is_not_left_before_it_is_kept(
    qtbot: QtBot, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.engines = NoteEngines()
    draft = drafted(practice)
    screen = ReviewScreen(practice)
    qtbot.addWidget(screen)
    screen.show_visit(draft.id)
    before = screen.unsaved
    with monkeypatch.context() as patched:
        patched.setattr(Library, "save", refuse)
        screen.conversation.corrected.emit(RIGHT)
        assert not screen.leave()
        lost = screen.unsaved
    assert before is None
    assert lost is not None
    assert (lost.patient, lost.lines) == ("Mw. De Vries", 1)
    assert screen.leave()
    kept = practice.session.library.load(draft.id)
    assert isinstance(kept, Draft)
    assert kept.transcript.utterances[0].text == RIGHT.text
