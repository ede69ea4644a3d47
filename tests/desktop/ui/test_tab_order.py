"""Tab goes through a screen as one reads it, forth and back, and arrows go through a group."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.look.pieces import button, column, row
from desktop.ui.practice import Practice
from desktop.ui.record.form import RecordForm
from tests.desktop.ui.rooms import Room, cards, doors, focusable, named, rooms, shown

MOST_STOPS = 400


def stops(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Where Tab stops, from the first on, until it comes back to one."""
    first = first_stop(window)
    if first is None:
        return []
    first.setFocus()
    found: list[QWidget] = []
    for _ in range(MOST_STOPS):
        here = window.focusWidget()
        if here is None or here in found:
            break
        found.append(here)
        held = Qt.KeyboardModifier.ShiftModifier if key == Qt.Key.Key_Backtab else None
        QTest.keyClick(here, key, held or Qt.KeyboardModifier.NoModifier)
    return found


def first_stop(window: QWidget) -> QWidget | None:
    """The first that Tab comes to in a window where nothing has the focus."""
    wanted = set(focusable(window))
    here = window.nextInFocusChain()
    while here is not None and here is not window:
        if here in wanted and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return here
        here = here.nextInFocusChain()
    return None


def out_of_order(window: QWidget) -> list[str]:
    """Where Tab goes back: up in the same column, to the left on the same line, or to what it was
    in."""
    return [
        f"{named(before)} -> {named(after)}"
        for before, after in pairwise(stops(window))
        if after.isAncestorOf(before) or goes_back(*side_by_side(before, after))
    ]


def side_by_side(before: QWidget, after: QWidget) -> tuple[QRect, QRect]:
    """Where both stand, or what they are in, below the part that holds both: what scrolls does
    so as a whole."""
    around = before.parentWidget()
    while around is not None and around is not after and not around.isAncestorOf(after):
        around = around.parentWidget()
    assert around is not None
    return place_in(around, before), place_in(around, after)


def place_in(around: QWidget, widget: QWidget) -> QRect:
    here, above = widget, widget.parentWidget()
    while here is not around and above is not None and above is not around:
        here, above = above, above.parentWidget()
    return QRect(QPoint() if here is around else here.pos(), here.size())


def goes_back(before: QRect, after: QRect) -> bool:
    """Of what stands within something else, nothing can be said."""
    higher = after.bottom() <= before.top()
    lefter = after.right() <= before.left()
    righter = after.left() >= before.right()
    lower = after.top() >= before.bottom()
    return (higher and not righter) or (lefter and not lower)


def trapped(window: QWidget) -> list[str]:
    """What Tab does not leave, or leaves by another way back."""
    forth = stops(window)
    if len(forth) < 2:
        return []
    back = stops(window, Qt.Key.Key_Backtab)
    return [] if back[1:] == forth[:0:-1] else [named(one) for one in back]


def breaches(qtbot: QtBot, screens: Iterator[Room]) -> list[str]:
    found: list[str] = []
    for name, screen in screens:
        window = shown(qtbot, screen)
        found += [f"{name}: order: {one}" for one in out_of_order(window)]
        found += [f"{name}: back: {one}" for one in trapped(window)]
        window.hide()
    return found


def test_before_the_door(qtbot: QtBot, tmp_path: Path) -> None:
    assert breaches(qtbot, doors(tmp_path, "nl")) == []


def test_behind_it(qtbot: QtBot, practice: Practice) -> None:
    assert breaches(qtbot, rooms(practice)) == []


def test_over_it(qtbot: QtBot, practice: Practice) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    assert breaches(qtbot, cards(practice, owner)) == []


def test_planted_disorder_is_seen(qtbot: QtBot) -> None:
    one, two, three = (button(text, int) for text in ("Een", "Twee", "Drie"))
    planted = QWidget()
    planted.setLayout(column(row(one, two, 1), three))
    window = shown(qtbot, planted)
    assert out_of_order(window) == []  # control: as one reads it
    QWidget.setTabOrder(one, three)
    QWidget.setTabOrder(three, two)
    assert out_of_order(window) == ["_Button 'Drie' -> _Button 'Twee'"]
    turned = QWidget()
    turned.setLayout(row(button("Een", int), button("Twee", int)))
    turned.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert out_of_order(shown(qtbot, turned)) == ["_Button 'Een' -> _Button 'Twee'"]


class Trap(QLineEdit):
    """A field that Tab does not leave."""

    def focusNextPrevChild(self, next: bool) -> bool:
        return True


def test_a_planted_trap_is_seen(qtbot: QtBot) -> None:
    planted = QWidget()
    inside = QVBoxLayout(planted)
    inside.addWidget(QPushButton("Een"))
    inside.addWidget(QPushButton("Twee"))
    window = shown(qtbot, planted)
    assert trapped(window) == []  # control
    inside.addWidget(Trap())
    assert trapped(shown(qtbot, planted))


@pytest.mark.parametrize(("onward", "back"), [("Key_Right", "Key_Left"), ("Key_Down", "Key_Up")])
def test_the_arrow_keys_go_through_the_ways_of_consent(
    qtbot: QtBot, practice: Practice, onward: str, back: str
) -> None:
    window = shown(qtbot, form := RecordForm(practice))
    buttons = list(form.fields.consent.buttons.values())
    buttons[0].setFocus()
    for one in buttons[1:]:
        QTest.keyClick(window.focusWidget(), Qt.Key[onward])
        assert window.focusWidget() is one
    assert form.fields.consent.consent is None  # to go past one is not to press it
    QTest.keyClick(window.focusWidget(), Qt.Key[onward])
    assert window.focusWidget() is buttons[0]
    buttons[-1].setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key[back])
    assert window.focusWidget() is buttons[-2]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert form.fields.consent.consent is not None
