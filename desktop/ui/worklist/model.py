"""The rows of the worklist for Qt: a heading for each group, and its lines below it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.consultation import ConsultationId
from desktop.ui.look.pieces import plain

NO_VISIT = ConsultationId("")
Tone = Literal["danger", "finding", "omission", "done", "muted"]
SHOWN_AT_ONCE = 200  # rows; more come when somebody scrolls to the last of them

RowRole = Qt.ItemDataRole.UserRole + 1
_ROLES = (
    RowRole,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)
_AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a heading where there is no visit."""

    text: str
    visit: ConsultationId = NO_VISIT
    time: str = ""
    sign: str = ""
    state: str = ""
    tone: Tone = "muted"

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader and for a tooltip."""
        return ", ".join(part for part in (self.text, self.time, self.state) if part)


class WorklistModel(QAbstractListModel):
    """The rows, of which the first are shown at once. A row is made when it is asked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: Sequence[str] = ()
        self._make: Callable[[int], Row] = _no_row
        self._made: dict[int, Row] = {}
        self._shown = 0

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() else self._shown

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row shows and says."""
        if role not in _ROLES:
            return None
        row = self.row(index.row())
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(row.spoken) if row.visit else None
        return row.spoken

    def row(self, number: int) -> Row:
        """The row of that number."""
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if not self.row(index.row()).visit:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def canFetchMore(self, parent: _AnyIndex) -> bool:
        """Whether there are rows that are not shown yet."""
        return not parent.isValid() and self._shown < len(self._keys)

    def fetchMore(self, parent: _AnyIndex) -> None:
        """Show some more."""
        self._show_until(min(len(self._keys), self._shown + SHOWN_AT_ONCE))

    def show_rows(self, keys: Sequence[str], make: Callable[[int], Row]) -> None:
        """Show these rows from now on, each known by a key; what did not change is left alone."""
        if keys == self._keys:
            self._renew(make)
            return
        self.beginResetModel()
        self._shown = min(len(keys), max(SHOWN_AT_ONCE, self._shown))
        self._keys, self._make, self._made = keys, make, {}
        self.endResetModel()

    def place(self, visit: ConsultationId) -> QModelIndex:
        """Where this visit is; it is brought among the rows that are shown."""
        if not visit or visit not in self._keys:
            return QModelIndex()
        number = self._keys.index(visit)
        self._show_until(number + 1)
        return self.index(number)

    def _renew(self, make: Callable[[int], Row]) -> None:
        before, self._make, self._made = self._made, make, {}
        for number, row in before.items():
            if self.row(number) != row:
                self.dataChanged.emit(self.index(number), self.index(number))

    def _show_until(self, count: int) -> None:
        if count > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown, count - 1)
            self._shown = count
            self.endInsertRows()


def _no_row(number: int) -> Row:
    raise IndexError(number)
