"""A column stands in the middle, no wider than reads well, and scrolls where it is long."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.look.column import FootedColumn, ScrollingColumn


def shown(qtbot: QtBot, width: int, *, steady: bool = False) -> tuple[ScrollingColumn, QWidget]:
    column, inside = ScrollingColumn(steady=steady), QWidget()
    inside.setMinimumHeight(2_000)
    column.hold(inside, 400)
    qtbot.addWidget(column)
    column.resize(width, 300)
    with qtbot.waitExposed(column):
        column.show()
    return column, inside


def test_in_a_wide_window_it_stands_in_the_middle(qtbot: QtBot) -> None:
    _column, inside = shown(qtbot, 1_000)
    around = inside.parentWidget()
    assert around is not None
    left = inside.x()
    right = around.width() - left - inside.width()
    assert inside.width() == 400
    assert abs(left - right) <= 1


def test_in_a_narrow_one_it_gives_way_and_never_scrolls_sideways(qtbot: QtBot) -> None:
    column, inside = shown(qtbot, 300)
    assert inside.width() < 300
    assert column.verticalScrollBar().maximum() > 0
    assert column.horizontalScrollBar().maximum() == 0
    assert column.focusPolicy() == Qt.FocusPolicy.NoFocus


def footed(qtbot: QtBot, height: int) -> tuple[FootedColumn, QWidget, QWidget]:
    column, inside, foot = FootedColumn(), QWidget(), QWidget()
    inside.setMinimumHeight(300)
    foot.setFixedHeight(40)
    column.hold(inside, foot, 400)
    qtbot.addWidget(column)
    column.resize(600, height)
    with qtbot.waitExposed(column):
        column.show()
    return column, inside, foot


def across(column: QWidget, made: QWidget) -> tuple[int, int]:
    """Where it begins and ends, from the left."""
    left = made.mapTo(column, QPoint()).x()
    return left, left + made.width()


def test_a_foot_stands_right_below_what_fits(qtbot: QtBot) -> None:
    column, inside, foot = footed(qtbot, 700)
    below = inside.mapTo(column, QPoint(0, inside.height())).y()
    qtbot.waitUntil(lambda: 0 < foot.mapTo(column, QPoint()).y() - below <= 20)
    assert foot.visibleRegion().boundingRect() == foot.rect()
    assert across(column, foot) == across(column, inside)


def test_a_foot_stays_in_sight_below_what_scrolls(qtbot: QtBot) -> None:
    column, inside, foot = footed(qtbot, 200)
    qtbot.waitUntil(lambda: foot.visibleRegion().boundingRect() == foot.rect())
    assert inside.visibleRegion().boundingRect() != inside.rect()  # control: that does not fit
    qtbot.waitUntil(lambda: across(column, foot) == across(column, inside))
    column.resize(600, 700)
    qtbot.waitUntil(lambda: inside.visibleRegion().boundingRect() == inside.rect())
    qtbot.waitUntil(lambda: across(column, foot) == across(column, inside))


def test_a_foot_goes_along_with_what_grows_and_shrinks(qtbot: QtBot) -> None:
    column, inside, foot = footed(qtbot, 700)
    qtbot.waitUntil(lambda: inside.height() == 300)
    before = foot.mapTo(column, QPoint()).y()
    inside.setMinimumHeight(420)
    qtbot.waitUntil(lambda: foot.mapTo(column, QPoint()).y() == before + 120)
    inside.setMinimumHeight(200)
    qtbot.waitUntil(lambda: foot.mapTo(column, QPoint()).y() == before - 100)
