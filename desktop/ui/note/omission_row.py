"""What was said and is not in the note, in the section where it would go."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.clock import clock
from desktop.ui.conversation.said_times import SaidTimes
from desktop.ui.look.pieces import button, hint, label
from desktop.ui.note.remark import Remark
from desktop.ui.note.statement_text import typed_by
from desktop.ui.practice import Practice
from summarize.note import Omission


class OmissionRow(QFrame):
    """One omission with the line that would add it. Space on it plays what was said."""

    play_asked = Signal(float)
    supplied = Signal(object)  # the Omission
    waived = Signal(str)  # its key
    pointed = Signal(object)  # the utterances it was said in
    typed = Signal(str)  # letters, for a line of one's own

    def __init__(self, practice: Practice, times: SaidTimes, omission: Omission) -> None:
        super().__init__()
        self.omission = omission
        self._start = times.start(omission.said_in)
        self.setProperty("look", "omission")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        say = practice.say
        told = (
            say("review.missing_untimed", sentence=omission.sentence)
            if self._start is None
            else say("review.missing_said", sentence=omission.sentence, time=clock(self._start))
        )
        self.setAccessibleName(f"{say('review.missing')}. {told}")
        kind = label(say("review.missing"), "omission")
        words = label(told, wrap=True)
        hint(words, omission.said)
        add = button(say("review.add"), partial(self.supplied.emit, omission), "small")
        waive = button(say("review.waive"), partial(self.waived.emit, omission.key), "small")
        self.stops: list[QWidget] = [self, add, waive]  # where the tab key stops, in order
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 6, 10, 6)
        lines.addLayout(Remark(kind, words, (add, waive)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays, once the row itself has the focus."""
        if event.key() == Qt.Key.Key_Space and self._start is not None:
            self.play_asked.emit(self._start)
        elif letters := typed_by(event):
            self.typed.emit(letters)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light what was said."""
        super().focusInEvent(event)
        self.pointed.emit(self.omission.said_in)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light what was said."""
        super().enterEvent(event)
        self.pointed.emit(self.omission.said_in)
