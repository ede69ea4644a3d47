"""The rows of the conversation: gone through by mouse and by key, heard, and set right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from asr.transcript import Transcript, UtteranceId
from desktop.said import HeardAnew, as_first_heard
from desktop.ui.conversation.menu import Asked, TranscriptMenu
from desktop.ui.conversation.model import Index, TranscriptModel
from desktop.ui.conversation.row import TranscriptRow
from desktop.ui.practice import Practice

_SCROLL_BAR = 12  # pixels kept free for it, whether it is there or not
_JUMP = 5.0  # seconds


class TranscriptList(QListView):
    """A row for each utterance; only those in sight are drawn."""

    pointed = Signal(object)  # tuple[UtteranceId, ...]
    play_asked = Signal(float)
    toggle_asked = Signal()
    jump_asked = Signal(float)
    corrected = Signal(object)  # a SaidCorrection

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.rows = TranscriptModel(practice)
        self.row = TranscriptRow(self, self.rows, practice)
        self.playing = False  # whether Space is to stop it
        self.read_only = False
        self._practice = practice
        self.setProperty("look", "plain")
        self.setAccessibleName(practice.say("transcript.name"))
        self.setModel(self.rows)
        self.setItemDelegate(self.row)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalScrollBar().setSingleStep(20)
        self.row.reworded.connect(self._reworded)
        self.rows.dataChanged.connect(self._measure_rows)
        practice.settings_changed.connect(self.viewport().update)

    def show_transcript(self, transcript: Transcript) -> None:
        """Show this conversation from its start, or what changed in the one that is shown."""
        if self.rows.show(transcript):
            self.row.marks.lit = frozenset()
            self.row.marks.playing = self.row.marks.hovered = -1
            self._measure()
            self.setCurrentIndex(self.rows.index(0))
            self.scrollToTop()

    def current(self) -> UtteranceId | None:
        """The utterance the cursor is on."""
        said = self.rows.utterance(self.currentIndex())
        return said.id if said else None

    def light(self, ids: tuple[UtteranceId, ...]) -> None:
        """Light these up, and bring the first to the middle where not all of it is in sight."""
        rows = sorted(row for one in ids if (row := self.rows.row_of(one)) is not None)
        changed = self.row.marks.lit.symmetric_difference(rows)
        self.row.marks.lit = frozenset(rows)
        if rows and not self._whole_in_sight(rows[0]):
            self._bring(rows[0])
        for row in changed:
            self._update_row(row)

    def mark_playing(self, row: int, *, follow: bool) -> None:
        """Mark the row that sounds, and keep it in sight where that is wanted."""
        if row == self.row.marks.playing:
            return
        self._update_row(self.row.marks.playing)
        self.row.marks.playing = row
        self._update_row(row)
        if follow and row >= 0 and not self._in_sight(row):
            self._bring(row)

    def correct_words(self) -> None:
        """Open the field on the current row."""
        if not self.read_only and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
            self.edit(self.currentIndex())

    def keep_typed(self) -> None:
        """Close the field and ask for what was typed in it, as Enter does."""
        if self.row.editor is not None:
            self.row.editor.done.emit(True)

    def put_back(self) -> None:
        """Put back what was heard first; of several words in a row it is asked which."""
        said = self.rows.utterance(self.currentIndex())
        if self.read_only or said is None or not said.changed_words:
            return
        if len(said.changed_words) == 1:
            self.corrected.emit(as_first_heard(said))
        else:
            self._open_menu("heard", self._below_current())

    def listen(self) -> None:
        """Play from the current row, or stop what plays."""
        said = self.rows.utterance(self.currentIndex())
        if self.playing:
            self.toggle_asked.emit()
        elif said is not None:
            self.play_asked.emit(said.start)

    # --- what the user does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a row; the arrows go through the rows."""
        steps: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Space: self.listen,
            Qt.Key.Key_Return: self.correct_words,
            Qt.Key.Key_Enter: self.correct_words,
            Qt.Key.Key_Left: partial(self.jump_asked.emit, -_JUMP),
            Qt.Key.Key_Right: partial(self.jump_asked.emit, _JUMP),
            Qt.Key.Key_S: partial(self._ask_speaker, event.modifiers()),
            Qt.Key.Key_H: self.put_back,
        }
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # a list of Qt puts the row on the clipboard
            return
        step = steps.get(Qt.Key(event.key()))
        shortcut = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if step is None or event.modifiers() & shortcut:
            super().keyPressEvent(event)
        else:
            step()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, and no search."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Everything that can be done with a row, with its key."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.setCurrentIndex(index)
        self._open_menu("all", self._below_current(event.pos(), event.reason()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the mouse is the one pointed at."""
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        self._hover(self.indexAt(place).row())
        left = self.row.on_time(place.x())
        shape = Qt.CursorShape.PointingHandCursor if left else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the time plays from there."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        said = self.rows.utterance(self.indexAt(place))
        left = event.button() == Qt.MouseButton.LeftButton
        if said is not None and left and self.row.on_time(place.x()):
            self.play_asked.emit(said.start)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on the words sets them right."""
        place = event.position().toPoint()
        if self.indexAt(place).isValid() and not self.row.on_time(place.x()):
            self.setCurrentIndex(self.indexAt(place))
            self.correct_words()

    def leaveEvent(self, event: QEvent) -> None:
        """Without the mouse, the cursor points, if it is here."""
        super().leaveEvent(event)
        self._hover(-1)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The cursor went to another row."""
        super().currentChanged(current, previous)
        self._mark_current()
        if self.hasFocus():
            self._tell_pointed()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows where the cursor is."""
        super().focusInEvent(event)
        self._mark_current()
        self._tell_pointed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The cursor is elsewhere."""
        super().focusOutEvent(event)
        self._mark_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other lines."""
        if event.size().width() != event.oldSize().width():
            self._measure()
        super().resizeEvent(event)

    # --- inside

    def _measure(self) -> None:
        self.row.measure(self.width() - _SCROLL_BAR)
        self.scheduleDelayedItemsLayout()

    def _measure_rows(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            self.row.measure_row(row)
        self.scheduleDelayedItemsLayout()

    def _hover(self, row: int) -> None:
        marks = self.row.marks
        if row != marks.hovered:
            self._update_row(marks.hovered)
            marks.hovered = row
            self._update_row(row)
            self._tell_pointed()

    def _tell_pointed(self) -> None:
        hovered = self.row.marks.hovered
        if hovered >= 0:
            self.pointed.emit((self.rows.utterances[hovered].id,))
        else:
            current = self.current() if self.hasFocus() else None
            self.pointed.emit(() if current is None else (current,))

    def _mark_current(self) -> None:
        marks = self.row.marks
        self._update_row(marks.current)
        marks.current = self.currentIndex().row() if self.hasFocus() else -1
        self._update_row(marks.current)

    def _update_row(self, row: int) -> None:
        if row >= 0:
            self.update(self.rows.index(row))

    def _in_sight(self, row: int) -> bool:
        return self.viewport().rect().contains(self.visualRect(self.rows.index(row)).center())

    def _whole_in_sight(self, row: int) -> bool:
        """All of it; of one that is higher than the list, a part."""
        around, place = self.viewport().rect(), self.visualRect(self.rows.index(row))
        if place.height() > around.height():
            return around.intersects(place)
        return around.top() <= place.top() and place.bottom() <= around.bottom()

    def _bring(self, row: int) -> None:
        self.scrollTo(self.rows.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _reworded(self, utterance: UtteranceId, text: str) -> None:
        self.corrected.emit(HeardAnew(utterance, text))

    def _ask_speaker(self, modifiers: Qt.KeyboardModifier) -> None:
        every = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if not self.read_only:
            self._open_menu("every" if every else "line", self._below_current())

    def _open_menu(self, asked: Asked, place: QPoint) -> None:
        said = self.rows.utterance(self.currentIndex())
        if said is not None:
            menu = TranscriptMenu(self._practice, self.rows, said, asked, read_only=self.read_only)
            menu.listen.connect(self.listen)
            menu.correct.connect(self.correct_words)
            menu.corrected.connect(self.corrected)
            menu.setParent(self, menu.windowFlags())
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(place)

    def _below_current(
        self,
        place: QPoint | None = None,
        reason: QContextMenuEvent.Reason = QContextMenuEvent.Reason.Keyboard,
    ) -> QPoint:
        if place is None or reason != QContextMenuEvent.Reason.Mouse:
            place = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(_SCROLL_BAR * 8, 0)
        return self.viewport().mapToGlobal(place)
