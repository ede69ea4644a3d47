"""What is still to be looked at before approving, one card each, with a tick of its own."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.approval import Point, Remark
from desktop.clock import clock
from desktop.ui.approve.text import empty, reading, scrolled
from desktop.ui.look.pieces import button, card, column, label, row, tab_through
from desktop.ui.look.tokens import STEP
from desktop.ui.practice import Practice


class Points(QWidget):
    """The points in order; those that were seen stay, so that a tick can be taken back."""

    ticked = Signal(object, bool)  # a Point, and whether it was seen
    listen_asked = Signal(float)
    line_asked = Signal(str)

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 2 * STEP, 0)
        self._column.setSpacing(0)
        self._shown = column()
        self._column.addLayout(self._shown)
        self.area = scrolled(self, practice.say("approve.points"))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each card has something to go to
        self.ticks: dict[str, QCheckBox] = {}

    def show_points(self, points: tuple[Point, ...], *, audible: bool) -> None:
        """Show these; the focus stays with the tick it was on, and goes nowhere in between."""
        focused = next((key for key, tick in self.ticks.items() if tick.hasFocus()), "")
        before, self.ticks = self._shown, {}
        cards = [self._card(point, audible) for point in points]
        self._shown = column(*cards, space=3)
        if not points:
            self._shown.addWidget(reading(self._practice.say("approve.nothing"), "muted"))
        self._shown.addStretch(1)
        self._column.addLayout(self._shown)
        for made in cards:
            made.show()  # only what is visible takes the focus
        if focused in self.ticks:
            self.ticks[focused].setFocus()
        empty(before)
        before.deleteLater()
        self._order(cards)

    def go_to(self, tick: QCheckBox) -> None:
        """Give a tick the focus, with all of its card in sight where that fits."""
        tick.setFocus()
        QTimer.singleShot(0, tick, partial(self._bring_up, tick))  # once the cards have a height

    def _bring_up(self, tick: QCheckBox) -> None:
        around = tick.parentWidget()
        if around is not None:
            self.area.ensureWidgetVisible(around)
        self.area.ensureWidgetVisible(tick)

    def _order(self, cards: list[QFrame]) -> None:
        """Have the tabulator go through the cards from where it comes into them."""
        stops: list[QWidget] = []
        for made in cards:
            stops += (*made.findChildren(QPushButton), *made.findChildren(QCheckBox))
        tab_through(self.area, stops)

    def _card(self, point: Point, audible: bool) -> QFrame:
        made = card("card" if point.seen else "finding" if point.about == "line" else "omission")
        lines = column(margin=3, space=1)
        say = self._practice.say
        urgency = "seen" if point.seen else "must" if point.must else "may"
        lines.addWidget(label(say(f"approve.{urgency}"), "hint"))
        for remark in point.remarks:
            lines.addWidget(self._what(point, remark))
            lines.addWidget(reading(self._said(remark)))
        stands = "approve.stands" if point.about == "line" else "approve.would_add"
        lines.addWidget(reading(say(stands, text=point.text)))
        lines.addLayout(self._actions(point, audible))
        lines.addLayout(row(self._tick(point), 1))
        made.setLayout(lines)
        return made

    def _what(self, point: Point, remark: Remark) -> QLabel:
        look = "muted" if point.seen else "finding" if point.about == "line" else "omission"
        table = "finding" if point.about == "line" else "approve.omission"
        return reading(self._practice.say(f"{table}.{remark.kind}"), look)

    def _said(self, remark: Remark) -> str:
        if not remark.said:
            return self._practice.say("approve.unsaid")
        if remark.at is None:
            return self._practice.say("approve.said", said=remark.said)
        return self._practice.say("approve.said_at", clock=clock(remark.at), said=remark.said)

    def _actions(self, point: Point, audible: bool) -> QHBoxLayout:
        say = self._practice.say
        line = row(space=2)
        at = next((remark.at for remark in point.remarks if remark.at is not None), None)
        if audible and at is not None:
            name = say("approve.listen_name", clock=clock(at))
            ask = partial(self.listen_asked.emit, at)
            line.addWidget(button(say("approve.listen"), ask, "small", name=name))
        name = say("approve.to_line_name", text=point.text)
        ask_line = partial(self.line_asked.emit, point.key)
        line.addWidget(button(say("approve.to_line"), ask_line, "small", name=name))
        line.addStretch(1)
        return line

    def _tick(self, point: Point) -> QCheckBox:
        code = "approve.leave_line" if point.about == "line" else "approve.leave_out"
        made = QCheckBox(self._practice.say(code))
        made.setChecked(point.seen)
        made.setAccessibleName(f"{made.text()}: {point.text}")
        made.toggled.connect(partial(self.ticked.emit, point))
        self.ticks[point.key] = made
        return made
