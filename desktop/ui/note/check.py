"""What the engine is asked about the note that is being edited, and what it answers."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.consultation import ConsultationId
from desktop.editing import Editing
from desktop.ui.practice import Practice
from desktop.ui.work.chosen_writer import Chosen, choose_writer
from desktop.words import Problem
from desktop.writers import QUOTED, order, wanted_model
from summarize.note import Note

_SETTLED = 300  # milliseconds after the note was shown; to hand 5,000 utterances over takes 0.1 s


@dataclass(eq=False)
class _Asked:
    """A new draft that is being written; `model` is the name of the one that does."""

    editing: Editing
    model: str


class NoteCheck(QObject):
    """Has one note checked after each change, and written anew when that is asked."""

    found = Signal()  # the findings became others
    written = Signal(object)  # the Note that was written anew
    failed = Signal(str, bool)  # writing it did not work out; the code, and whether a model did
    progressed = Signal(float)  # how much of it a model has written

    def __init__(self, practice: Practice, parent: QObject) -> None:
        super().__init__(parent)
        self._practice = practice
        self._editing: Editing | None = None
        self._writing: _Asked | None = None
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(_SETTLED)
        self._reading.timeout.connect(self._read)
        engines = practice.engines
        engines.checked.connect(self._checked)
        engines.drafted.connect(self._drafted)
        engines.failed.connect(self._failed)
        engines.progress.connect(self._progressed)

    def begin(self, editing: Editing) -> None:
        """Take up a note with its conversation; what is not known of it is checked."""
        self.end()
        self._editing = editing
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

    def write(self, *, quoting: bool = False) -> None:
        """Have a new draft written beside the note; without a language model, if told so."""
        editing, practice = self._editing, self._practice
        if editing is None:
            return
        self._leave()
        settings, kind = practice.settings, editing.note.template
        model = "" if quoting else wanted_model(settings, kind)
        self._writing = asked = _Asked(editing, model)
        if quoting:
            self._order(asked, (QUOTED, "usual"))
            return
        wrong = partial(self._not_chosen, asked)
        policy = practice.session.desk.policy
        choose_writer(self, settings, kind, policy, partial(self._order, asked), wrong)

    def stop_writing(self) -> None:
        """Want no new draft any more; one that still comes is not looked at."""
        self._leave()

    def end(self) -> None:
        """Want nothing any more: another note comes, or none."""
        self._leave()
        self._reading.stop()
        self._editing = None

    def _order(self, asked: _Asked, chosen: Chosen) -> None:
        if self._writing is asked:
            (by, length), editing = chosen, asked.editing
            asked.model = by.name
            said, kind = editing.transcript, editing.note.template
            self._practice.engines.write(order(editing.kept.id, said, kind, by, length))

    def _not_chosen(self, asked: _Asked, problem: Problem) -> None:
        if self._writing is asked:
            self._failed(asked.editing.kept.id, problem.code)

    def _leave(self) -> None:
        """Want no draft. A model that could go on for minutes is stopped, and with it all that was
        asked about this visit."""
        asked, self._writing = self._writing, None
        if asked is not None and asked.model:
            self._practice.engines.cancel(asked.editing.kept.id)
            self._reading.start()

    def _is_shown(self, visit: str) -> bool:
        return self._editing is not None and self._editing.kept.id == ConsultationId(visit)

    def _checked(self, visit: str, serial: int, note: Note) -> None:
        if self._is_shown(visit) and self._editing and self._editing.found(serial, note):
            self.found.emit()

    def _drafted(self, visit: str, note: Note) -> None:
        if self._is_shown(visit) and self._writing:
            self._writing = None
            self.written.emit(note)

    def _failed(self, visit: str, code: str) -> None:
        if self._is_shown(visit) and self._writing:
            model, self._writing = self._writing.model, None
            self.failed.emit(code, bool(model))

    def _progressed(self, visit: str, share: float) -> None:
        if self._is_shown(visit) and self._writing and self._writing.model:
            self.progressed.emit(share)
