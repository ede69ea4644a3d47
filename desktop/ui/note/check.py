"""What the engine is asked about the note that is being edited, and what it answers."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.consultation import ConsultationId
from desktop.editing import Editing
from desktop.ui.practice import Practice
from summarize.note import Note

_SETTLED = 300  # milliseconds after the note was shown; to hand 5,000 utterances over takes 0.1 s


class NoteCheck(QObject):
    """Has one note checked after each change, and written anew when that is asked."""

    found = Signal()  # the findings became others
    written = Signal(object)  # the Note that was written anew
    failed = Signal(str)  # writing it did not work out; the code of the words

    def __init__(self, practice: Practice, parent: QObject) -> None:
        super().__init__(parent)
        self._practice = practice
        self._editing: Editing | None = None
        self._writing = False
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(_SETTLED)
        self._reading.timeout.connect(self._read)
        engines = practice.engines
        engines.checked.connect(self._checked)
        engines.drafted.connect(self._drafted)
        engines.failed.connect(self._failed)

    def begin(self, editing: Editing) -> None:
        """Take up a note with its conversation; what is not known of it is checked."""
        self._editing, self._writing = editing, False
        if not editing.transcript.erased:
            self._reading.start()

    def ask(self) -> None:
        """Have the note checked as it is now."""
        if self._reading.isActive():
            self._read()
        asked = self._editing.ask() if self._editing else None
        if asked is not None and self._editing is not None:
            visit = self._editing.kept.id
            self._practice.engines.check(visit, asked.serial, asked.note, asked.before)

    def _read(self) -> None:
        self._reading.stop()
        if self._editing is not None:
            self._practice.engines.read(self._editing.kept.id, self._editing.transcript)
            if self._editing.unchecked:
                self.ask()

    def write(self) -> None:
        """Have a new draft written beside the note."""
        if self._editing is not None:
            self._writing = True
            note = self._editing.note
            self._practice.engines.write(
                self._editing.kept.id,
                self._editing.transcript,
                note.template,
                note.language,
                note.writer,
            )

    def stop_writing(self) -> None:
        """Want no new draft any more; one that still comes is not looked at."""
        self._writing = False

    def end(self) -> None:
        """Want nothing any more: another note comes, or none."""
        self._reading.stop()
        self._editing, self._writing = None, False

    def _is_shown(self, visit: str) -> bool:
        return self._editing is not None and self._editing.kept.id == ConsultationId(visit)

    def _checked(self, visit: str, serial: int, note: Note) -> None:
        if self._is_shown(visit) and self._editing and self._editing.found(serial, note):
            self.found.emit()

    def _drafted(self, visit: str, note: Note) -> None:
        if self._is_shown(visit) and self._writing:
            self._writing = False
            self.written.emit(note)

    def _failed(self, visit: str, code: str) -> None:
        if self._is_shown(visit) and self._writing:
            self._writing = False
            self.failed.emit(code)
