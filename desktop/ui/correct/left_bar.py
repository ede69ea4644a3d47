"""The bar below: how much is left to look at, the keys, and on to the next step."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu

from desktop.editing import Editing
from desktop.ui.left_told import left_told
from desktop.ui.look.pieces import button, label, literal, row
from desktop.ui.look.tokens import PANE
from desktop.ui.practice import Practice
from desktop.unseen import shown_findings
from summarize.note import Omission, Statement

_HEIGHT = 64
_ROOMY = 800  # pixels, from which there is room for the keys on two lines


class LeftBar(QFrame):
    """Counts what is left; the count opens a list of it, the most important first."""

    chosen = Signal(object)  # a Statement or an Omission, to go to
    onwards = Signal()

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self.setProperty("look", "bar")
        self.setMinimumHeight(_HEIGHT)
        self.count = button("", self._list, "pill", name=practice.say("review.left_name"))
        self._unchecked = label("", "hint")
        self.told = label(practice.say("review.keys"), "muted", wrap=True)
        self.next = button(practice.say("review.onwards"), self.onwards.emit, "primary")
        line = row(self.count, self._unchecked, self.told, 1, self.next, space=4)
        line.setContentsMargins(PANE, 6, PANE, 6)
        line.setStretch(2, 100)
        self.setLayout(line)
        self._quiet = self._waits = False
        self._left: tuple[Statement | Omission, ...] = ()

    def show_left(self, editing: Editing) -> None:
        """Show how much is left of this note."""
        say = self._practice.say
        self._left = editing.left if editing.approved is None else ()
        count, unchecked = len(self._left), len(editing.unchecked)
        self.count.setVisible(bool(count))
        missing = sum(isinstance(one, Omission) for one in self._left)
        self.count.setText(left_told(say, count - missing, missing))
        self._unchecked.setVisible(bool(unchecked))
        self._unchecked.setText(say("review.left_unchecked", count=unchecked))
        self._quiet = not count and not unchecked and editing.approved is None
        self._tell()
        text = say("review.onwards_left", count=count) if count else say("review.onwards")
        if editing.approved is not None:
            text = say("review.onwards_approved")
        self.next.setText(text)

    def wait(self, waits: bool) -> None:
        """A new draft is shown: what is taken of it comes before the next step."""
        self._waits = waits
        self.next.setDisabled(waits)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the keys make room; F1 has them too."""
        super().resizeEvent(event)
        self._fit()

    @property
    def shown(self) -> int:
        """How much is left, as it says now."""
        return len(self._left)

    def _tell(self) -> None:
        quiet = "review.nothing_left" if self._quiet else "review.keys"
        told = self._practice.say("review.onwards_waits" if self._waits else quiet)
        self.told.setText(told)
        self.next.setAccessibleDescription(told if self._waits else "")
        self._fit()

    def _fit(self) -> None:
        said = self._quiet or self._waits
        self.told.setVisible(said or self.width() >= _ROOMY)

    def _list(self) -> None:
        menu = QMenu(self)
        for one in self._left:
            menu.addAction(literal(self._name(one)), partial(self.chosen.emit, one))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        above = self.count.mapToGlobal(QPoint(0, -menu.sizeHint().height()))
        menu.popup(above)

    def _name(self, one: Statement | Omission) -> str:
        say = self._practice.say
        if isinstance(one, Omission):
            return f"{say('review.missing')}: {one.sentence}"
        kinds = dict.fromkeys(say(f"review.kind.{f.kind}") for f in shown_findings(one))
        return f"{', '.join(kinds)}: {one.text}"
