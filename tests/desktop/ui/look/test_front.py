"""One widget is in front; the window asks for what that needs, and scrolls where it has less."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.look.front import Front, Room
from desktop.ui.look.pieces import column, label

SMALL = QSize(683, 384)


def test_what_does_not_fit_scrolls(qtbot: QtBot) -> None:
    front, large, small = Front(), QWidget(), QWidget()
    large.setMinimumSize(900, 500)
    room = Room(front)
    qtbot.addWidget(room)
    room.resize(SMALL)
    room.show()
    front.bring(large)
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() > 0)
    assert room.horizontalScrollBar().maximum() > 0
    front.bring(small)  # control: what is not seen asks for no room
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() == 0)
    assert front.size() == room.viewport().size()


def test_words_that_would_like_more_room_do_not_make_a_window_scroll(qtbot: QtBot) -> None:
    front, page, unseen = Front(), QWidget(), QWidget()
    room = Room(front)
    qtbot.addWidget(room)
    words, rest = label("woord " * 40, wrap=True), QWidget()
    rest.setMinimumHeight(20)
    page.setLayout(column(words, rest))
    unseen.setLayout(column(label("woord " * 4_000, wrap=True)))
    front.addWidget(unseen)
    room.resize(SMALL)
    room.show()
    front.bring(page)
    qtbot.waitUntil(lambda: front.size() == room.viewport().size() and words.height() > 0)
    assert room.verticalScrollBar().maximum() == 0
    assert words.height() >= words.heightForWidth(words.width())
    words.setText("woord " * 2_000)  # control: words that cannot be shown in less
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() > 0)
    words.setText("woord")
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() == 0)


def test_in_a_narrower_window_the_same_words_need_more_lines(qtbot: QtBot) -> None:
    front, page = Front(), QWidget()
    room = Room(front)
    qtbot.addWidget(room)
    page.setLayout(column(label("woord " * 400, wrap=True)))
    room.resize(1_200, 384)
    room.show()
    front.bring(page)
    qtbot.waitUntil(lambda: front.size() == room.viewport().size())
    assert room.verticalScrollBar().maximum() == 0
    room.resize(300, 384)
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() > 0)
    room.resize(1_200, 384)
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() == 0)
