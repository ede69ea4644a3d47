"""What comes next is in sight without scrolling, in the smallest window too."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from asr.transcript import Language
from desktop.session import Session
from desktop.settings import Settings, Theme
from desktop.ui.application import dressed
from desktop.ui.look.front import Front, Room
from desktop.ui.look.pieces import button
from desktop.ui.practice import Practice
from desktop.ui.record.live import RecordLive
from desktop.ui.window.header import HEIGHT
from desktop.ui.window.sheets import SHEETS
from desktop.ui.window.workplace import Workplace
from desktop.ui.worklist.screen import Worklist
from tests.desktop.ui.rooms import rooms
from tests.desktop.ui.silent_engines import SilentEngines

SIZES = (QSize(683, 384), QSize(800, 480), QSize(1024, 640), QSize(1366, 768))
STRIP = 56  # pixels, of the list that gave way
LONG = " arbeidsongeschiktheidsverzekeringsmaatschappijvoorwaarden" * 3
STEPS = {"review", "approve", "approved: review", "approved: approve", "approved: export"}


@pytest.fixture
def spoken(
    request: pytest.FixtureRequest, qapp: QApplication, session: Session
) -> Iterator[Practice]:
    """A practice in that language and that theme."""
    language: Language
    theme: Theme
    language, theme = request.param
    settings = Settings(language=language, spoken="nl", theme=theme)
    practice = Practice(session, settings, dressed(qapp, settings))
    practice.engines = SilentEngines()
    yield practice
    dressed(qapp, Settings(language="nl", theme="light"))


def whole(made: QWidget) -> bool:
    """Whether all of it is seen, and nothing that scrolls cuts it."""
    return made.visibleRegion() == QRegion(made.rect())


def onward(screen: QWidget) -> list[QPushButton]:
    """The buttons that stand out on it; those of the list are not what comes next."""
    return [
        made
        for made in screen.findChildren(QPushButton)
        if made.property("look") in ("primary", "danger")
        and made.isVisibleTo(screen)
        and not any(one.isAncestorOf(made) for one in screen.findChildren(Worklist))
    ]


def in_window(qtbot: QtBot, screen: QWidget) -> Room:
    """As the window holds it."""
    front = Front()
    room = Room(front)
    qtbot.addWidget(room)
    front.bring(screen)
    room.show()
    return room


def is_as_large(room: Room, wanted: QSize) -> bool:
    return room.size() == wanted


def cut(qtbot: QtBot, room: Room, screen: QWidget) -> list[str]:
    """The buttons that stand out and are not in sight, at each size."""
    found = []
    for size in SIZES:
        around = QSize() if isinstance(screen, Workplace) else QSize(STRIP, HEIGHT)
        wanted = size - around if not around.isEmpty() else size
        room.resize(wanted)
        qtbot.waitUntil(partial(is_as_large, room, wanted))
        QApplication.processEvents()  # what was asked for while it was laid out
        found += [f"{size.width()}: {one.text()}" for one in onward(screen) if not whole(one)]
    return found


@pytest.mark.parametrize(
    "spoken", [("nl", "light"), ("nl", "dark"), ("en", "light")], indirect=True
)
def test_the_button_that_goes_on_needs_no_scrolling(qtbot: QtBot, spoken: Practice) -> None:
    missing: dict[str, list[str]] = {}
    looked_at = set()
    for name, screen in rooms(spoken, more=LONG):
        if isinstance(screen, QDialog) or name in SHEETS:
            continue
        room = in_window(qtbot, screen)
        looked_at.add(name)
        if found := cut(qtbot, room, screen):
            missing[name] = found
        assert name not in STEPS or onward(screen), name
        if isinstance(screen, Workplace):
            screen.leave()
    assert not missing
    assert looked_at > STEPS | {"empty", "files", "recording"}


def test_a_button_that_has_to_be_scrolled_to_is_noticed(qtbot: QtBot) -> None:
    screen, high = QWidget(), QWidget()
    high.setMinimumHeight(400)  # more than the smallest window has, and less than the next
    lines = QVBoxLayout(screen)
    lines.addWidget(high)
    lines.addWidget(button("Verder", lambda: None, "primary"))
    room = in_window(qtbot, screen)
    assert cut(qtbot, room, screen) == ["683: Verder", "800: Verder"]


def test_a_recording_ends_with_a_button_in_sight_whatever_is_wrong(
    qtbot: QtBot, practice: Practice
) -> None:
    live = RecordLive(practice)
    room = in_window(qtbot, live)
    room.resize(SIZES[0] - QSize(STRIP, HEIGHT))
    codes = ("lost", "silent", "may_sleep", "room_low")
    live.bars.say(
        [(w, practice.say(f"record_screen.{w}", clock="00:12", seconds=9)) for w in codes]
    )
    qtbot.waitUntil(lambda: not whole(live.bars))  # control: so much is wrong that it is cut
    assert whole(live.stop)
    assert whole(live.pause)


def test_a_visit_can_be_begun_from_the_list(qtbot: QtBot, practice: Practice) -> None:
    workplace = Workplace(practice)
    room = in_window(qtbot, workplace)
    worklist = workplace.worklist
    room.resize(SIZES[0])
    qtbot.waitUntil(lambda: worklist.folded)
    assert whole(worklist._new_too)
    worklist.fold()
    qtbot.waitUntil(lambda: whole(worklist.new) and whole(worklist.bring_in))
