"""While recording: the clock, how loud it is, what is kept, what is wrong, and what is said."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.clock import clock
from desktop.recording import RecordingVisit
from desktop.ui.keys import KEYS
from desktop.ui.look.column import centred
from desktop.ui.look.pieces import Shortened, button, card, column, label, row
from desktop.ui.look.style import look
from desktop.ui.look.tokens import PANE, STEP
from desktop.ui.practice import Practice
from desktop.ui.record.bars import RecordBars
from desktop.ui.record.level_meter import LevelMeter
from desktop.ui.record.transcript import RecordTranscript
from desktop.ui.transcribe.working_out_job import Job, backlog

_METER = 420
_TALK = 760
_LOW = 420  # pixels; in less, what is around the words gives way to them


class RecordLive(QWidget):
    """Shows a RecordingVisit, and what was heard of it so far."""

    stop_asked = Signal()

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self._recording: RecordingVisit | None = None
        self._marked_at: float | None = None
        say = practice.say
        self._dot, self._clock = label("●", "dot"), label("00:00", "clock")
        self._state = label("", "muted")
        self._meter = LevelMeter(say("record_screen.level"))
        self._kept = Shortened("muted")
        self.pause = button(say("record_screen.pause"), self._pause_or_go_on)
        self.stop = button(say("record_screen.stop"), self.stop_asked.emit, "danger")
        self.mark = button(say("record_screen.mark"), self._mark_now)
        self.bars = RecordBars()
        self.talk = RecordTranscript(practice)
        self._heard = label("", "muted", wrap=True)
        QShortcut(QKeySequence(KEYS["bookmark"]), self, self._mark_now).setAutoRepeat(False)
        self._low = False
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the clock is smaller and all of it stands closer."""
        super().resizeEvent(event)
        low = self.height() < _LOW
        if low != self._low:
            self._low = low
            look(self._clock, "clock-low" if low else "clock")
            self._give_room()

    def show_recording(self, recording: RecordingVisit) -> None:
        """Show this recording from now on."""
        if recording is not self._recording:
            self._recording, self._marked_at = recording, None
            self.talk.show_talk((), ())
            self.talk.setFocus()  # a space or Enter that slips out does nothing there
        self.refresh()

    def show_job(self, job: Job | None) -> None:
        """Show what was heard so far."""
        if job is not None:
            self.talk.show_talk(job.said, job.guess)
        self._show_backlog(job)

    def refresh(self) -> None:
        """Show what is so now."""
        now = self._recording
        if now is None:
            return
        say, running = self._practice.say, now.phase == "recording"
        sign = "●" if now.hears else "○" if running else "■"
        self._dot.setText("❚❚" if now.phase == "paused" else sign)
        look(self._dot, "dot" if now.hears else "dot-hollow")
        self._clock.setText(clock(now.clock, whole=True))
        state = now.phase if now.phase != "ended" else "ending"
        self._clock.setAccessibleName(f"{say(f'record_screen.{state}')} {clock(now.kept)}")
        self._state.setText("" if running else say(f"record_screen.{state}"))
        self._state.setVisible(not running)
        self._show_sound(now)
        self.pause.setText(say(f"record_screen.{'resume' if now.phase == 'paused' else 'pause'}"))
        for made in (self.pause, self.stop):
            made.setEnabled(now.running)
        self.mark.setEnabled(running)

    def _show_sound(self, now: RecordingVisit) -> None:
        say = self._practice.say
        if now.peak is None or now.phase != "recording":
            self._meter.clear()
        else:
            self._meter.say(now.peak)
        name = now.microphone or say("record_screen.some_microphone")
        code = "record_screen.kept" if now.kept else "record_screen.kept_nothing"
        parts = [say(code, microphone=name, clock=clock(now.kept, whole=True))]
        if self._marked_at is not None:
            parts.append(say("record_screen.marked_at", clock=clock(self._marked_at)))
        self._kept.say(" · ".join(parts))
        fields = {"clock": clock(now.kept, whole=True), "seconds": int(now.quiet_for)}
        self.bars.say([(w, say(f"record_screen.{w}", **fields)) for w in now.warnings])

    def _show_backlog(self, job: Job | None) -> None:
        say, kept = self._practice.say, self._recording.kept if self._recording else 0.0
        code, behind = backlog(job, kept)
        until = clock(job.until if job else 0.0)
        heard = say(f"record_screen.{code}", clock=until, seconds=int(behind))
        self._heard.setText(f"{heard}    ·    {say('record_screen.stays_here')}")

    def _pause_or_go_on(self) -> None:
        if self._recording is not None:
            if self._recording.phase == "paused":
                self._recording.resume()
            else:
                self._recording.pause()
            self.refresh()

    def _mark_now(self) -> None:
        if self._recording is not None and self._recording.phase == "recording":
            self._recording.mark()
            self._marked_at = self._recording.clock
            self.refresh()

    def _arrange(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        for made in (self.pause, self.stop, self.mark):
            made.setProperty("tall", True)  # one hand is free, the eyes are on the patient
        self.stop.setMinimumWidth(144)
        self._kept.setAlignment(middle)
        self._state.setAlignment(middle)
        self._meter.setFixedWidth(_METER)
        paper, self._inside = card(), column(self.talk)
        paper.setLayout(self._inside)
        paper.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        wide = QWidget()
        lines = column(self.bars, paper, space=3)
        lines.setStretch(1, 1)
        wide.setLayout(lines)
        self._lines = all_of_it = QVBoxLayout(self)
        self._give_room()
        all_of_it.addLayout(row(1, self._dot, self._clock, 1, space=3))
        all_of_it.addWidget(self._state)
        all_of_it.addLayout(row(1, self._meter, 1))
        all_of_it.addWidget(self._kept)
        all_of_it.addLayout(row(1, self.pause, self.stop, self.mark, 1, space=3))
        all_of_it.addLayout(centred(wide, _TALK), 1)
        all_of_it.addWidget(self._heard)

    def _give_room(self) -> None:
        beyond, between, within = (2, 2, 1) if self._low else (PANE // STEP, 3, 4)
        self._lines.setContentsMargins(PANE + STEP, beyond * STEP, PANE + STEP, beyond * STEP)
        self._lines.setSpacing(between * STEP)
        self._inside.setContentsMargins(*(within * STEP,) * 4)
