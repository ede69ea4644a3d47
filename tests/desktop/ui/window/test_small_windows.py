"""In a window smaller than what it shows nothing is cut: the list gives way, the rest scrolls."""

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.editing import Editing
from desktop.ui.approve.screen import ApproveScreen
from desktop.ui.correct.left_bar import LeftBar
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.correct.versions import show_versions
from desktop.ui.look.front import Front, Room
from desktop.ui.practice import Practice
from desktop.ui.say import say_in
from desktop.ui.sheets.keys_card import KeyCard
from desktop.ui.window.header import Header
from desktop.ui.window.window import SIZE, fitting
from desktop.ui.window.workplace import Workplace
from tests.desktop.hearts import SAID, hearts
from tests.desktop.ui.conversations import conversation
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


def test_the_count_below_the_note_is_no_wider_than_its_words(
    qtbot: QtBot, practice: Practice
) -> None:
    bar = LeftBar(practice)
    qtbot.addWidget(bar)
    bar.show_left(Editing(practice.session, drafted(practice, note=hearts(), said=SAID)))
    bar.show()
    for width in (900, 600):
        bar.resize(width, bar.height())
        assert bar.count.isVisible()
        assert bar.count.width() == bar.count.sizeHint().width()
    assert bar.next.geometry().right() > 500  # and the other stays where it is


def test_the_conversation_gives_way_again_when_the_window_becomes_smaller(
    qtbot: QtBot, practice: Practice
) -> None:
    screen = ReviewScreen(practice)
    qtbot.addWidget(screen)
    screen.resize(1_200, 500)
    screen.show()
    said = conversation()
    screen.conversation.show_transcript(said)
    wide = screen.conversation.minimumSizeHint().width()
    screen.resize(627, 328)
    qtbot.waitUntil(lambda: screen.width() == 627)
    assert screen.conversation.minimumSizeHint().width() <= wide < 350
    assert screen.pane.width() > screen.conversation.width() - 20
    screen.leave()


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
