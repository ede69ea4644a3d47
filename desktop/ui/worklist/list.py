"""The list in the worklist: arrow keys move, Enter or a click shows the visit."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView

from desktop.consultation import ConsultationId
from desktop.ui.practice import Practice
from desktop.ui.worklist.model import Row, RowRole, WorklistModel
from desktop.ui.worklist.row import WorklistRow

_STEPS = {
    QAbstractItemView.CursorAction.MoveUp: -1,
    QAbstractItemView.CursorAction.MoveDown: 1,
}


class WorklistList(QListView):
    """Moving along it shows nothing by itself: another visit comes when it is asked for."""

    chosen = Signal(str)

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.rows = WorklistModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(WorklistRow(practice.tokens, self))
        self.setAccessibleName(practice.say("worklist.title"))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("look", "worklist")
        self.clicked.connect(self._choose)

    def mark(self, visit: ConsultationId) -> None:
        """Have the cursor on this visit, wherever it went."""
        place = self.rows.place(visit)
        if place.isValid():
            self.setCurrentIndex(place)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the visit the cursor is on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # a list of Qt puts the row on the clipboard, with the name in it
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Up and down pass the headings by."""
        step = _STEPS.get(action)
        if step is None:
            return super().moveCursor(action, modifiers)
        number = self.currentIndex().row() + step
        while 0 <= number < self.rows.rowCount():
            if self.rows.row(number).visit:
                return self.rows.index(number)
            number += step
        return self.currentIndex()

    def first(self) -> None:
        """Have the cursor on the first visit, where it is on none."""
        if not self.currentIndex().isValid():
            for number in range(self.rows.rowCount()):
                if self.rows.row(number).visit:
                    self.setCurrentIndex(self.rows.index(number))
                    return

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(RowRole) if index.isValid() else None
        if isinstance(row, Row) and row.visit:
            self.chosen.emit(row.visit)
