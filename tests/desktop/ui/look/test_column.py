"""A column stands in the middle, no wider than reads well, and scrolls where it is long."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.look.column import ScrollingColumn


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
