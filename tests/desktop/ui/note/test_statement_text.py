"""The text of a statement: what stands there looks like text, and an empty line like none."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.said_times import SaidTimes
from desktop.ui.look.pieces import column
from desktop.ui.note.statement_line import StatementLine
from desktop.ui.note.statement_text import StatementText, typed_by
from desktop.ui.practice import Practice
from tests.desktop.hearts import S1, hearts

NOTHING = Qt.KeyboardModifier.NoModifier
ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # on Windows


def slanted(text: StatementText) -> tuple[bool, bool]:
    """Whether its own font, and that of what stands in it, is slanted."""
    return text.font().italic(), text.document().defaultFont().italic()


def test_only_an_empty_line_is_slanted_whatever_window_it_comes_in(qtbot: QtBot) -> None:
    page, pile = QWidget(), QStackedWidget()
    qtbot.addWidget(pile)
    empty, written = StatementText(), StatementText()
    page.setLayout(column(empty, written))
    page.ensurePolished()
    written.show_words("Hoest 2 wk.")
    for one in (empty, written):
        one.ensurePolished()
    pile.addWidget(page)  # as when the window is made anew in another language or theme
    pile.show()
    assert slanted(written) == (False, False)
    assert slanted(empty) == (True, True)  # control
    empty.show_words("Koorts.")
    written.show_words("")
    assert (slanted(empty), slanted(written)) == ((False, False), (True, True))


@pytest.mark.parametrize(
    ("before", "letters", "after"),
    [
        ("Hoest 2 wk.", "g", "Hoest 2 wk. g"),
        ("Hoest 2 wk", ",", "Hoest 2 wk,"),
        ("Hoest 2 wk. ", "G", "Hoest 2 wk. G"),
        ("", "G", "G"),
    ],
)
def test_what_is_typed_beside_it_goes_on_at_the_end(
    qtbot: QtBot, before: str, letters: str, after: str
) -> None:
    text = StatementText(before)
    qtbot.addWidget(text)
    text.put_cursor(0)
    text.go_on_with(letters)
    assert text.toPlainText() == after
    assert text.textCursor().atEnd()


@pytest.mark.parametrize(
    ("key", "held", "text", "typed"),
    [
        (Qt.Key.Key_G, NOTHING, "g", "g"),
        (Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier, "G", "G"),
        (Qt.Key.Key_E, ALT_GR, "€", "€"),
        (Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier, "g", ""),
        (Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier, "\x07", ""),
        (Qt.Key.Key_Return, NOTHING, "\r", ""),
        (Qt.Key.Key_Space, NOTHING, " ", ""),
        (Qt.Key.Key_F8, NOTHING, "", ""),
    ],
)
def test_a_key_types_letters_or_does_something(
    key: Qt.Key, held: Qt.KeyboardModifier, text: str, typed: str
) -> None:
    assert typed_by(QKeyEvent(QEvent.Type.KeyPress, key, held, text)) == typed


def test_in_a_narrow_window_the_words_get_the_room_the_mark_leaves(
    qtbot: QtBot, practice: Practice
) -> None:
    line = StatementLine(practice, SaidTimes("nl"))
    qtbot.addWidget(line)
    statement = next(one for _, one in hearts().statements() if one.id == S1)
    line.show_statement(statement.model_copy(update={"evidence": ()}), checked=True, to_see=False)
    line.resize(500, 40)
    line.show()
    wide = line.mark.width()
    line.resize(280, 40)
    assert line.mark.width() < wide
    assert line.mark.width() >= line.mark.sizeHint().width()
    line.resize(500, 40)
    assert line.mark.width() == wide
