"""The record screen: before the first second, while recording, and handing on what was recorded."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.capture import Capture
from desktop.consultation import ConsultationId, Recorded
from desktop.errors import GriffelError
from desktop.recording import (
    Recorder,
    RecordingVisit,
    begin_recording,
    ended_code,
    forget_empty,
    kept_after_all,
)
from desktop.store.entries import Summary
from desktop.store.sealing import Key
from desktop.ui.keys import KEYS
from desktop.ui.look.front import Front
from desktop.ui.practice import Practice
from desktop.ui.record.form import RecordForm
from desktop.ui.record.import_form import ImportForm
from desktop.ui.record.leave import ask_to_leave
from desktop.ui.record.live import RecordLive
from desktop.ui.record.run import RecordRun
from desktop.ui.stage import StageScreen
from desktop.ui.transcribe.working_out import WorkingOut


class RecordScreen(StageScreen):
    """A form, and what takes its place while a recording runs."""

    step = "record"

    def __init__(
        self,
        practice: Practice,
        capture: Callable[[str, Path, Key], Recorder] = Capture,
        ask: Callable[[Practice, RecordRun, QWidget], bool] = ask_to_leave,
    ) -> None:
        super().__init__(practice)
        self._capture, self._ask = capture, ask
        self.visit = ConsultationId("")
        self._leaving = False
        self.form, self.live = RecordForm(practice), RecordLive(practice)
        self.files = ImportForm(practice)
        self.run, self._working_out = RecordRun(practice), WorkingOut.of(practice)
        self._stack = Front()
        for part in (self.form, self.live, self.files):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        keys = QShortcut(QKeySequence(KEYS["record"]), self, self._begin_or_stop)
        keys.setAutoRepeat(False)  # else holding it begins, and ends what it began
        self.form.begin_asked.connect(self.begin)
        self.live.stop_asked.connect(self._stop)
        self.run.changed.connect(self._show_live)
        self.run.ended.connect(self._ended)
        self.files.finished.connect(practice.visit_chosen)
        self._working_out.changed.connect(self._heard)
        practice.files_chosen.connect(self._bring_in)

    def show_visit(self, visit: ConsultationId) -> None:
        """The recording that runs; else a form, with what is known of a visit without sound."""
        if self.run.busy:
            self._show_live()
            return
        if (job := self._working_out.job(visit)) is not None and job.under_way:
            self.practice.step_chosen.emit("transcribe")  # a file that is being brought in
            return
        self.visit = visit
        self._stack.setCurrentWidget(self.form)
        summary = None
        if visit:
            summary = self.practice.attempt(lambda: self.practice.session.library.summary(visit))
        if summary is None:
            self.form.show_new()
        else:
            self._show_again(summary)

    def _show_again(self, visit: Summary) -> None:
        """A visit that was begun: with sound it goes on, and only without can it begin again."""
        said = ""
        if visit.stage == "recorded" and not visit.seconds:
            session = self.practice.session
            try:
                kept = kept_after_all(session, visit.id)
            except GriffelError as problem:
                self.practice.trouble(problem)
            else:
                if kept is not None:
                    self.practice.visit_changed.emit(visit.id)
                    self.practice.visit_chosen.emit(visit.id)
                    return
                said = self.practice.say("record_screen.ended_short")
        self.form.show_intake(visit.intake, visit.language, said)

    @property
    def must_stay(self) -> bool:
        """Whether a recording runs: locking draws a curtain then and ends nothing."""
        return self.run.busy

    def leave(self) -> bool:
        """A recording that runs asks once; what was recorded is kept in every case."""
        if not self.run.busy:
            self.form.let_go()
            return True
        self._leaving = True
        try:
            return self._ask(self.practice, self.run, self)
        finally:
            self._leaving = False

    def begin(self) -> None:
        """Begin a visit with what was filled in, and record it."""
        if self.run.busy or not self.form.begin.isEnabled():
            return
        session, fields = self.practice.session, self.form.fields
        intake, language = fields.intake, fields.language
        visit = self.practice.attempt(lambda: begin_recording(session, intake, language))
        if visit is None:
            return
        empty, device = self.visit, self.form.device
        self.form.let_go()
        fields.remember()
        if empty:
            self.practice.attempt(partial(forget_empty, session, empty))
            self.practice.visit_changed.emit(empty)
        self.practice.visit_changed.emit(visit)
        self.practice.visit_chosen.emit(visit)
        place, key = session.recordings.place(visit), session.recordings.key(visit)
        self.run.begin(RecordingVisit(visit, self._capture(device, place, key)))
        self._working_out.follow(visit)
        self.practice.visit_changed.emit(visit)

    def _bring_in(self, files: Sequence[Path]) -> None:
        if self.run.busy:
            self.practice.notice.emit(self.practice.say("import_screen.busy"), True)
            return
        self.practice.visit_chosen.emit("")
        self.files.show_files(files)
        self._stack.setCurrentWidget(self.files)
        self.files.take_focus()

    def _begin_or_stop(self) -> None:
        if self.run.busy:
            self._stop()
        elif self._stack.currentWidget() is self.form:
            self.begin()

    def _stop(self) -> None:
        """A double click, or a key beside a click, begins a recording and does not end it."""
        if self.run.recording is not None and not self.run.recording.just_begun:
            self.run.stop()

    def _show_live(self) -> None:
        if self.run.recording is not None and self.run.busy:
            self._stack.setCurrentWidget(self.live)
            self.live.show_recording(self.run.recording)
            job = self._working_out.job(self.run.recording.visit)
            self.live.show_job(job)
            deaf = self.run.recording.trouble == "lost"
            if job is not None and job.deaf != deaf:
                job.deaf = deaf
                self._working_out.changed.emit(job.visit)

    def _heard(self, visit: str) -> None:
        if self.run.busy and self.run.recording is not None and visit == self.run.recording.visit:
            self.live.show_job(self._working_out.job(visit))

    def _ended(self, recorded: Recorded | None) -> None:
        """Hand on what was recorded, and go to where it is worked out."""
        recording = self.run.recording
        if recorded is not None and recorded.seconds:
            self._working_out.closed(recorded)
        elif recording is not None:
            self._working_out.drop(recording.visit)
        if recording is None:
            return
        self.practice.visit_changed.emit(recording.visit)
        if not self._leaving:
            self.practice.visit_chosen.emit(recording.visit)
        code = ended_code(recording.ended) if recording.ended else ""
        if code:
            self.practice.notice.emit(self.practice.say(code), True)
