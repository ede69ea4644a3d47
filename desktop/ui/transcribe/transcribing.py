"""The screen between Stop and the draft: what is heard and written, and what to do if it is not."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from asr.elapsed import elapsed
from asr.transcript import Language, Transcript
from desktop.clock import clock
from desktop.consultation import ConsultationId, Transcribed
from desktop.ui.look.column import centred
from desktop.ui.look.pieces import button, card, column, label, row
from desktop.ui.look.tokens import PANE, STEP
from desktop.ui.practice import Practice
from desktop.ui.record.transcript import RecordTranscript
from desktop.ui.stage import StageScreen
from desktop.ui.transcribe.draft_so_far import DraftSoFar
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.ui.transcribe.working_out_job import Job
from desktop.unheard import known_language, other_language

_WIDE = 760
_MINUTE = 60
# What can be done next, the first of it as the button that stands out.
_NEXT = {
    "failed": ("again",),
    "model_failed": ("quote", "again_model"),
    "stopped": ("start",),
    "model_stopped": ("start", "quote_now"),
    "nothing_said": ("listen_again", "record_again"),
    "other_language": ("listen_other", "record_again"),
    "no_model": ("models", "retry"),
}


class TranscribingScreen(StageScreen):
    """Goes on to the review by itself when the draft is there."""

    step = "transcribe"

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self.visit = ConsultationId("")
        self._other: Language | None = None  # what it sounds like, and can be heard in
        self._working_out = WorkingOut.of(practice)
        self._title, self._more = label("", "title", wrap=True), label("", "muted", wrap=True)
        self._restarted = label(practice.say("transcribing.restarted"), "hint", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName(practice.say("transcribing.progress"))
        self.talk, self.draft = RecordTranscript(practice), DraftSoFar(practice)
        self._make_buttons()
        self._arrange()
        self._working_out.changed.connect(self._changed)
        self._working_out.drafted.connect(self._drafted)
        practice.settings_changed.connect(self._try_with_other_settings)

    @property
    def must_stay(self) -> bool:
        """Whether something is brought in, heard or written: it would begin anew, or stay half."""
        return any(job.under_way for job in self._working_out.jobs.values())

    def show_visit(self, visit: ConsultationId) -> None:
        """Show how far this visit is; one that nobody works on is begun with."""
        self.visit = visit
        job = self._working_out.job(visit)
        waits = job is None or job.doing == "no_model"
        if waits and self._heard_before() is None:
            self._working_out.start(visit)
            job = self._working_out.job(visit)
        self._show(job or Job(visit, doing="nothing_said", seconds=self._seconds()))
        shown = [made for made in self.buttons.values() if not made.isHidden()]
        if shown:
            shown[0].setFocus()

    def _heard_before(self) -> Transcript | None:
        """What was heard of it, if that gave no text."""
        library = self.practice.session.library
        kept = self.practice.attempt(lambda: library.load(self.visit))
        if isinstance(kept, Transcribed) and kept.transcript.is_empty:
            return kept.transcript
        return None

    def _seconds(self) -> float:
        library = self.practice.session.library
        summary = self.practice.attempt(lambda: library.summary(self.visit))
        return summary.seconds if summary else 0.0

    def _changed(self, visit: str) -> None:
        job = self._working_out.job(visit)
        if visit == self.visit and job is not None and self.isVisible():
            self._show(job)

    def _drafted(self, visit: str) -> None:
        if visit == self.visit and self.isVisible():
            self.practice.visit_chosen.emit(visit)

    def _try_with_other_settings(self) -> None:
        """A model that was chosen now is what it waited for."""
        job = self._working_out.job(self.visit)
        if self.isVisible() and job is not None and job.doing == "no_model":
            self._working_out.start(self.visit)

    def _show(self, job: Job) -> None:
        heard = self._heard_before() if job.doing == "nothing_said" else None
        other = other_language(heard, self.practice.language) if heard else ""
        self._other = known_language(heard) if heard else None
        doing = f"{_of_model(job)}{job.doing}"
        title = "other_language" if other else doing
        self._title.setText(self.practice.say(f"transcribing.{title}"))
        self._more.setText(other or self._sentence(job))
        again = "writing_again" if job.doing == "writing" else "restarted"
        self._restarted.setText(self.practice.say(f"transcribing.{again}"))
        self._restarted.setVisible(job.restarted and job.under_way)
        self._bar.setVisible(job.under_way and job.doing != "waiting")
        reads = bool(_of_model(job)) and not job.done  # nobody knows how long that takes
        self._bar.setRange(0, 0 if reads else 100)
        self._bar.setValue(round(100 * job.done))
        self.talk.show_talk(job.said, job.guess)
        draft = job.draft if job.doing == "writing" else None
        self.draft.show_note(draft)
        self.draft.setVisible(draft is not None)
        talking = bool(job.said or job.guess) or job.doing == "hearing"
        self._paper.setVisible(talking and draft is None)
        waits = ("cancel", "quote_now") if _of_model(job) else ("cancel",)
        self._show_buttons(_NEXT.get("other_language" if self._other else doing, waits))

    def _sentence(self, job: Job) -> str:
        say = self.practice.say
        if job.doing == "failed":
            offer = (say("transcribing.model_failed_more"),) if _of_model(job) else ()
            return " ".join((say(job.code, **job.fields), *offer))
        if job.doing == "writing" and job.model:
            return say(f"transcribing.model_{'writes' if job.draft else 'reads'}", model=job.model)
        seconds = clock(job.seconds or self._seconds())
        if job.doing == "hearing" and not job.until:
            return say("transcribing.hearing_start")
        told = say(f"transcribing.{job.doing}_more", until=clock(job.until), seconds=seconds)
        left = job.time_left(elapsed())
        if left is None:
            return told
        if left < _MINUTE:
            return f"{told} · {say('transcribing.time_left_short')}"
        return f"{told} · {say('transcribing.time_left', minutes=round(left / _MINUTE))}"

    def _show_buttons(self, names: tuple[str, ...]) -> None:
        focused = any(made.hasFocus() for made in self.buttons.values())
        for name, made in self.buttons.items():
            made.setVisible(name in names)
        if focused and not any(self.buttons[name].hasFocus() for name in names):
            self.buttons[names[0]].setFocus()

    def _make_buttons(self) -> None:
        practice, start, quote = self.practice, self._start, self._quote
        pressed: dict[str, Callable[[], object]] = {
            "cancel": lambda: self._working_out.stop(self.visit),
            "start": start,
            "again": start,
            "quote": quote,
            "again_model": start,
            "quote_now": quote,
            "listen_again": start,
            "listen_other": lambda: self._working_out.start(self.visit, self._other),
            "record_again": partial(practice.step_chosen.emit, "record"),
            "models": partial(practice.sheet_asked.emit, "models"),
            "retry": start,
        }
        first = {names[0] for names in _NEXT.values()}
        self.buttons: dict[str, QPushButton] = {
            name: button(
                practice.say(f"transcribing.{name}"), what, "primary" if name in first else ""
            )
            for name, what in pressed.items()
        }
        for made in self.buttons.values():
            made.setProperty("high", True)
            made.hide()

    def _start(self) -> None:
        self._working_out.start(self.visit)

    def _quote(self) -> None:
        self._working_out.quote(self.visit)

    def _arrange(self) -> None:
        self._paper = card()
        self._paper.setLayout(column(self.talk, margin=4))
        inside = QWidget()
        told = (self._title, self._more, self._bar, self._restarted)
        lines = column(*told, self._paper, self.draft, 1, space=3)
        lines.setStretch(len(told), 100)
        lines.setStretch(len(told) + 1, 100)
        inside.setLayout(lines)
        across = centred(inside, _WIDE)
        across.setContentsMargins(PANE + STEP, PANE + STEP, PANE + STEP, PANE)
        bar = card("bar")
        line = row(1, *reversed(self.buttons.values()), space=3)  # the first of them last
        line.setContentsMargins(PANE, 3 * STEP, PANE, 3 * STEP)
        bar.setLayout(line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(bar)


def _of_model(job: Job) -> str:
    """Before the word for what is done: whether a language model does it, or was to."""
    return "model_" if job.model and job.doing in ("writing", "stopped", "failed") else ""
