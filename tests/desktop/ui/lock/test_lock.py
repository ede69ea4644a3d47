"""It locks when nobody touched it for so long, by either clock, and not before."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.lock.lock import Idleness


class Hands:
    """Two clocks that are set by hand."""

    def __init__(self) -> None:
        self.steady = self.wall = 1_000.0

    def pass_by(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds


def watch(hands: Hands, owner: QObject, told: list[bool]) -> Idleness:
    made = Idleness(lambda: 10, owner, (lambda: hands.steady, lambda: hands.wall))
    made.due.connect(lambda: told.append(True))
    return made


def test_it_is_due_after_so_many_minutes(qtbot: QtBot) -> None:
    hands, owner, told = Hands(), QObject(), list[bool]()
    idle = watch(hands, owner, told)
    hands.pass_by(599)
    idle.look()
    assert told == []
    hands.pass_by(1)
    idle.look()
    assert told == [True]


def test_sleep_counts_and_a_clock_that_is_set_back_hides_nothing(qtbot: QtBot) -> None:
    hands, owner, told = Hands(), QObject(), list[bool]()
    idle = watch(hands, owner, told)
    hands.wall += 600  # asleep: the steady clock stood still
    idle.look()
    assert told == [True]
    hands.wall -= 86_400
    hands.steady += 600
    idle.look()
    assert told == [True, True]


def test_typing_and_the_mouse_in_a_window_put_it_off(qtbot: QtBot) -> None:
    hands, owner, told = Hands(), QObject(), list[bool]()
    idle = watch(hands, owner, told)
    line = QLineEdit()
    qtbot.addWidget(line)
    with qtbot.waitExposed(line):
        line.show()
    window = line.windowHandle()
    idle.watch(window)
    touches: tuple[Callable[[], object], ...] = (
        lambda: QTest.keyClick(window, Qt.Key.Key_A),
        lambda: QTest.mouseMove(window, QPoint(5, 5)),
        lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(3, 3)),
    )
    for touch in touches:
        hands.pass_by(599)
        touch()
        qtbot.wait(0)
        hands.pass_by(599)
        idle.look()
    assert told == []
    hands.pass_by(1)
    idle.look()
    assert told == [True], "the control: without a touch it is due"


def test_typing_and_the_mouse_in_a_dialog_above_it_count_as_well(qtbot: QtBot) -> None:
    hands, owner, told = Hands(), QObject(), list[bool]()
    idle = watch(hands, owner, told)
    below, other = QLineEdit(), QLineEdit()
    above = QDialog(below)
    for line in (below, other):
        qtbot.addWidget(line)
    shown: tuple[QWidget, ...] = (below, above, other)
    for widget in shown:
        with qtbot.waitExposed(widget):
            widget.show()
    idle.watch(below.windowHandle())
    assert above.windowHandle().transientParent() == below.windowHandle()
    idle.look()
    hands.pass_by(599)
    QTest.keyClick(above.windowHandle(), Qt.Key.Key_A)
    hands.pass_by(599)
    idle.look()
    QTest.mouseClick(above.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    hands.pass_by(599)
    idle.look()
    assert told == []
    QTest.keyClick(other.windowHandle(), Qt.Key.Key_A)
    hands.pass_by(1)
    idle.look()
    assert told == [True], "the control: another window is another's"
    idle.watch(None)
