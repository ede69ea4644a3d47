"""The conversation that is being heard shows that the keyboard is in it."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.look.pieces import button, column
from desktop.ui.look.style import look
from desktop.ui.practice import Practice
from desktop.ui.record.transcript import RecordTranscript
from tests.stories.app.keyboard import Keys


def test_its_focus_is_seen_without_a_cursor(qtbot: QtBot, practice: Practice) -> None:
    window, talk = QWidget(), RecordTranscript(practice)
    qtbot.addWidget(window)
    window.setLayout(column(talk, button("Stop", int)))
    window.show()
    keys = Keys(window)
    talk.setFocus()
    keys.round()
    assert keys.unseen == []
    look(talk, "plain")
    keys.round()
    assert set(keys.unseen) == {talk.accessibleName()}, "the control, as a field with a cursor"
