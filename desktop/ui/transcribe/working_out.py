"""From sound to draft, for every visit: what is heard and written is kept, whatever is in front.

    listen -> keep_transcribed -> write -> keep_drafted

One visit is heard at a time, the one that is being recorded first; the others wait in their order.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from asr.elapsed import elapsed
from asr.errors import HearingError
from asr.transcript import Language, Transcript, Utterance
from desktop.consultation import ConsultationId, Recorded, Transcribed
from desktop.desk import write_down
from desktop.errors import GriffelError
from desktop.models.errors import ModelMissing
from desktop.ui.practice import Practice
from desktop.ui.transcribe.working_out_job import Doing, Job
from desktop.ui.transcribe.working_out_listening import listen
from desktop.ui.transcribe.working_out_model import falls_behind, speech_model
from desktop.ui.transcribe.working_out_writer import WorkingOutWriter
from desktop.ui.work.beside import beside
from desktop.visit import Line, came_in_as, end_visit
from desktop.words import Problem
from desktop.workflow import keep_transcribed
from summarize.errors import WritingError
from summarize.note import Note

_Kept = TypeVar("_Kept")


class WorkingOut(QObject):
    """The visits that are being worked out. `WorkingOut.of(practice)` is the one of a practice."""

    changed = Signal(str)  # something is further, or went wrong, for this visit
    drafted = Signal(str)  # its draft is kept

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self._practice = practice
        self._jobs: dict[str, Job] = {}
        self._waiting: list[ConsultationId] = []
        self._writer = WorkingOutWriter(practice, self, self._cannot_write)
        self._connect()

    @classmethod
    def of(cls, practice: Practice) -> "WorkingOut":
        """The one of this practice; made when it is first asked for."""
        return practice.findChild(cls) or cls(practice)

    @property
    def jobs(self) -> Mapping[str, Job]:
        """Every visit that something was asked for, by its id."""
        return self._jobs

    def job(self, visit: str) -> Job | None:
        """How far this visit is; None: nothing was asked for it, or its draft is kept."""
        return self._jobs.get(visit)

    def follow(self, visit: ConsultationId) -> None:
        """Hear a recording that has just begun; whatever else is heard waits."""
        for other in self._doing("hearing"):
            self._practice.engines.cancel(other.visit)
            self._wait(other, first=True)
        self._jobs[visit] = Job(visit, live=True)
        self._hear(self._jobs[visit])

    def closed(self, recorded: Recorded) -> None:
        """The recording that was followed is complete: after the last word comes the draft."""
        job = self._jobs.setdefault(recorded.id, Job(recorded.id))
        job.live, job.seconds = False, recorded.seconds
        if job.transcript is not None:
            self._keep_said(job, job.transcript)
        elif not job.under_way:
            self.start(recorded.id)
        else:
            self.changed.emit(recorded.id)

    def start(self, visit: ConsultationId, language: Language | None = None) -> None:
        """Work out a visit from where it is: hear it, in another language if told so, or write."""
        job, session = self.job(visit), self._practice.session
        twice = job is not None and job.under_way
        kept = self._practice.attempt(lambda: session.library.load(visit))
        line = self._practice.attempt(lambda: came_in_as(session, visit)) or Line()
        if twice or not isinstance(kept, Recorded | Transcribed):
            return
        job = self._jobs.setdefault(visit, Job(visit, line=line))
        job.restarted, job.language = False, language or job.language
        if isinstance(kept, Transcribed) and not kept.transcript.is_empty:
            self._write(job, kept)
        else:
            job.seconds = kept.seconds if isinstance(kept, Recorded) else job.seconds
            self._wait(job)
            self._next()

    def import_file(self, visit: ConsultationId, file: Path, line: Line) -> None:
        """Bring a sound file in for a visit that was begun for it, and work it out."""
        self._jobs[visit] = Job(visit, file=file, line=line)
        self._wait(self._jobs[visit])
        self._next()

    def stop(self, visit: ConsultationId) -> None:
        """Do no more for it now. Nothing that is kept is lost; `start` goes on."""
        job = self._jobs.get(visit)
        if job is not None and job.under_way:
            self._practice.engines.cancel(visit)
            self._end(job, "stopped")

    def quote(self, visit: ConsultationId) -> None:
        """Have the draft written without a language model, whatever one was doing with it."""
        self.stop(visit)
        job, library = self.job(visit), self._practice.session.library
        kept = self._practice.attempt(lambda: library.load(visit))
        if job is not None and isinstance(kept, Transcribed):
            job.restarted = False
            self._write(job, kept, quoting=True)

    def drop(self, visit: ConsultationId) -> None:
        """There is nothing to work out for it."""
        self.stop(visit)
        self._jobs.pop(visit, None)
        self.changed.emit(visit)

    # --- what the engines tell

    def _heard(self, visit: str, until: float, utterances: tuple[Utterance, ...]) -> None:
        if (job := self._hearing(visit)) is not None:
            job.until, job.said = until, utterances
            job.guess = tuple(one for one in job.guess if one.end > until)
            self._writer.read(job)
            self.changed.emit(visit)

    def _guessed(self, visit: str, until: float, utterances: tuple[Utterance, ...]) -> None:
        if (job := self._hearing(visit)) is not None:
            job.until, job.guess = max(job.until, until), utterances
            self.changed.emit(visit)

    def _progressed(self, visit: str, share: float) -> None:
        if (job := self.job(visit)) is not None and job.under_way:
            job.share = share
            self.changed.emit(visit)

    def _imported(self, visit: str, seconds: float) -> None:
        job = self.job(visit)
        if job is None or job.doing != "importing":
            return
        recorded = self._kept(job, lambda: end_visit(self._practice.session, job.visit))
        if recorded is not None:
            job.file, job.seconds = None, seconds
            self._wait(job, first=True)
            self._practice.visit_changed.emit(visit)
        self._next()

    def _transcribed(self, visit: str, transcript: Transcript) -> None:
        job = self._hearing(visit)
        if job is None:
            return
        job.said, job.guess, job.until = transcript.utterances, (), transcript.coverage.recorded
        if job.live:  # its length is not kept yet, and comes first
            job.transcript = transcript
        else:
            self._keep_said(job, transcript)

    def _drafting(self, visit: str, note: Note) -> None:
        job = self.job(visit)
        if job is not None and job.doing == "writing":
            job.draft = note
            self.changed.emit(visit)

    def _drafted(self, visit: str, note: Note) -> None:
        job = self.job(visit)
        if job is None or job.doing != "writing":
            return
        if self._kept(job, lambda: self._writer.keep(job, note)):
            del self._jobs[job.visit]
            self._practice.visit_changed.emit(visit)
            self.drafted.emit(visit)
        self._next()

    def _went_wrong(self, visit: str, code: str) -> None:
        if (job := self.job(visit)) is not None and job.under_way:
            self._end(job, "failed", code)
            desk = self._practice.session.desk
            self._practice.attempt(lambda: write_down(desk, "FAILED", job.visit, detail=code))

    def _began_anew(self, visit: str) -> None:
        if (job := self.job(visit)) is not None and job.under_way:
            job.begins_anew()
            self.changed.emit(visit)

    # --- the steps

    def _hear(self, job: Job) -> None:
        """Choose a model and listen. A new one is read through first, which takes seconds."""
        job.begins("hearing", elapsed())
        began = job.began
        desk, chosen = self._practice.session.desk, self._practice.settings.speech_model
        beside(
            self,
            lambda: speech_model(desk, chosen),
            lambda folder: self._kept(job, lambda: self._listen(job, folder, began)),
            lambda problem: self._no_model(job, problem),
        )
        self.changed.emit(job.visit)

    def _listen(self, job: Job, folder: Path, began: object) -> None:
        if self._hearing(job.visit) is job and job.began is began:
            job.slow = falls_behind(folder)
            self._writer.listen(job, listen(self._practice, job, folder))
        # else it was stopped, or begun anew, which listens by itself

    def _no_model(self, job: Job, problem: Problem) -> None:
        if job.doing == "hearing":
            missing = isinstance(problem, ModelMissing)
            self._end(job, "no_model" if missing else "failed", problem.code, vars(problem))

    def _keep_said(self, job: Job, transcript: Transcript) -> None:
        desk = self._practice.session.desk
        job.transcript = None
        kept = self._kept(job, lambda: keep_transcribed(desk, job.visit, transcript))
        if kept is not None and transcript.is_empty:
            self._end(job, "nothing_said")
        elif kept is not None:
            self._write(job, kept)
        self._practice.visit_changed.emit(job.visit)
        self._next()

    def _write(self, job: Job, transcribed: Transcribed, *, quoting: bool = False) -> None:
        self._writer.write(job, transcribed.transcript, quoting=quoting)
        self.changed.emit(job.visit)

    def _cannot_write(self, job: Job, problem: Problem) -> None:
        self._end(job, "failed", problem.code, vars(problem))

    # --- the order of the visits

    def _doing(self, *doing: Doing) -> list[Job]:
        return [job for job in self._jobs.values() if job.doing in doing]

    def _hearing(self, visit: str) -> Job | None:
        job = self.job(visit)
        return job if job is not None and job.doing == "hearing" else None

    def _wait(self, job: Job, *, first: bool = False) -> None:
        job.begins("waiting", elapsed())
        if job.visit in self._waiting:
            self._waiting.remove(job.visit)
        self._waiting.insert(0 if first else len(self._waiting), job.visit)
        self.changed.emit(job.visit)

    def _next(self) -> None:
        """Begin with the first that waits, if nothing is heard now."""
        if not self._waiting or self._doing("importing", "hearing"):
            return
        job = self._jobs[self._waiting.pop(0)]
        if job.file is None:
            self._hear(job)
            return
        job.begins("importing", elapsed())
        recordings = self._practice.session.recordings
        place, key = recordings.place(job.visit), recordings.key(job.visit)
        self._practice.engines.import_file(job.visit, place, key, job.file)
        self.changed.emit(job.visit)

    def _end(
        self, job: Job, doing: Doing, code: str = "", fields: Mapping[str, object] | None = None
    ) -> None:
        if job.visit in self._waiting:
            self._waiting.remove(job.visit)
        job.doing, job.code, job.fields, job.guess = doing, code, dict(fields or {}), ()
        self.changed.emit(job.visit)
        self._next()

    def _kept(self, job: Job, step: Callable[[], _Kept]) -> _Kept | None:
        """Keep something; where that fails the visit waits for the clinician with the reason."""
        try:
            return step()
        except (GriffelError, HearingError, WritingError) as problem:
            self._end(job, "failed", problem.code, vars(problem))
            return None

    def _connect(self) -> None:
        engines = self._practice.engines
        engines.heard.connect(self._heard)
        engines.guessed.connect(self._guessed)
        engines.progress.connect(self._progressed)
        engines.imported.connect(self._imported)
        engines.transcribed.connect(self._transcribed)
        engines.drafting.connect(self._drafting)
        engines.drafted.connect(self._drafted)
        engines.failed.connect(self._went_wrong)
        engines.restarted.connect(self._began_anew)
