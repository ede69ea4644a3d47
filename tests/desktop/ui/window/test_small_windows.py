"""In a window smaller than what it shows nothing is cut: the list gives way, the rest scrolls."""

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.approve.screen import ApproveScreen
from desktop.ui.correct.left_bar import LeftBar
from desktop.ui.correct.versions import show_versions
from desktop.ui.practice import Practice
from desktop.ui.say import say_in
from desktop.ui.sheets.keys_card import KeyCard
from desktop.ui.window.front import Front, Room
from desktop.ui.window.header import Header
from desktop.ui.window.window import SIZE, fitting
from desktop.ui.window.workplace import Workplace
from tests.desktop.ui.notes import drafted

SMALL = QSize(683, 384)  # 1366 by 768 at 200 %


@pytest.fixture
def workplace(qtbot: QtBot, practice: Practice) -> Workplace:
    made = Workplace(practice)
    qtbot.addWidget(made)
    made.resize(*SIZE)
    made.show()
    return made


def test_the_list_gives_way_and_comes_back(workplace: Workplace) -> None:
    seen = []
    for size in (QSize(*SIZE), SMALL, QSize(*SIZE)):
        workplace.resize(size)
        seen.append(workplace.worklist.folded)
    assert seen == [False, True, False]


def test_a_list_that_was_folded_by_hand_stays_so(workplace: Workplace) -> None:
    workplace.worklist.fold()
    workplace.resize(SMALL)
    workplace.resize(*SIZE)
    assert workplace.worklist.folded


def test_a_list_that_is_wanted_in_a_small_window_stays(workplace: Workplace) -> None:
    workplace.resize(SMALL)
    workplace.worklist.fold()
    workplace.resize(SMALL - QSize(10, 10))
    assert not workplace.worklist.folded


def test_the_focus_stays_on_something_that_is_seen(qtbot: QtBot, workplace: Workplace) -> None:
    with qtbot.waitActive(workplace):
        workplace.activateWindow()
    workplace.worklist.field.setFocus()
    workplace.resize(SMALL)
    focused = workplace.focusWidget()
    assert focused is not None
    assert focused.isVisible()


def test_steps_without_room_are_numbers_and_keep_their_names(
    qtbot: QtBot, practice: Practice
) -> None:
    header = Header(practice)
    qtbot.addWidget(header)
    header.show_visit(practice.session.library.summary(drafted(practice).id), "review")
    header.resize(900, header.height())
    header.show()
    steps = [made for made in header.findChildren(QPushButton) if made.isCheckable()]
    assert all(not made.text().isdigit() for made in steps)
    header.resize(SMALL.width() - 60, header.height())
    assert [made.text() for made in steps] == ["1", "2", "Nakijken", "4", "5"]
    assert "Goedkeuren" in steps[3].accessibleName()
    assert steps[3].toolTip() == "Goedkeuren"
    qtbot.waitUntil(lambda: all(one.width() >= one.minimumSizeHint().width() for one in steps))


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


def test_the_columns_of_approving_do_not_lie_over_each_other(
    qtbot: QtBot, practice: Practice
) -> None:
    screen = ApproveScreen(practice)
    front = Front()
    room = Room(front)
    qtbot.addWidget(room)
    room.resize(SMALL)
    room.show()
    front.bring(screen)
    screen.show_visit(drafted(practice).id)
    qtbot.waitUntil(lambda: not screen.check.running, timeout=60_000)
    left = screen._left.mapTo(screen, QPoint(screen._left.width(), 0)).x()
    assert screen._title.mapTo(screen, QPoint()).x() >= left


def test_the_keys_below_the_note_make_room(qtbot: QtBot, practice: Practice) -> None:
    bar = LeftBar(practice)
    qtbot.addWidget(bar)
    bar.resize(900, bar.height())
    bar.show()
    assert bar.told.isVisible()
    bar.resize(600, bar.height())
    assert not bar.told.isVisible()


def test_no_dialog_is_larger_than_its_window(qtbot: QtBot, practice: Practice) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(SMALL)
    card = KeyCard(say_in("nl"), window)
    versions = show_versions(practice, drafted(practice).id, window)
    for dialog in (card, versions):
        assert dialog.size().boundedTo(SMALL) == dialog.size()
    last = [label for label in card.findChildren(QLabel) if label.text() == "Esc"]
    assert last  # what is not in sight is there to scroll to
    versions.close()


def test_the_window_begins_no_larger_than_its_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen, wanted = QGuiApplication.primaryScreen(), QSize(10_000, 10_000)
    assert fitting(wanted, screen) == wanted  # nobody sees it here
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    found = fitting(wanted, screen)
    assert found.width() < screen.availableSize().width()
    assert found.height() < screen.availableSize().height()
    assert fitting(QSize(100, 100), screen) == QSize(100, 100)
