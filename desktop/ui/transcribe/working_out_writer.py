"""Who writes the drafts: the writer that was chosen, who reads along where it is a model."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from asr.elapsed import elapsed
from asr.transcript import Language, Transcript
from desktop.consultation import Transcribed
from desktop.ui.practice import Practice
from desktop.ui.transcribe.working_out_job import Job
from desktop.ui.transcribe.working_out_template import chosen_template
from desktop.ui.work.chosen_writer import Chosen, choose_writer
from desktop.words import Problem
from desktop.workflow import keep_drafted
from desktop.writers import QUOTED, along, order, wanted_model
from summarize.note import Note


class WorkingOutWriter:
    """What the engine of the notes is told, for one visit after the other."""

    def __init__(
        self, practice: Practice, owner: QObject, cannot: Callable[[Job, Problem], object]
    ) -> None:
        self._practice, self._owner, self._cannot = practice, owner, cannot

    def listen(self, job: Job, language: Language) -> None:
        """A conversation begins to be heard: meanwhile a model is loaded, and reads its task."""
        kind = self._kind(job, language)
        if wanted_model(self._practice.settings, kind):
            began = partial(self._begin, job, job.began, language)
            self._choose(kind, began, lambda _: None)  # what is wrong is told when it should write

    def read(self, job: Job) -> None:
        """More of it is final."""
        if job.along is not None:
            by, language = job.along
            follow = along(job.visit, language, job.said, by)
            if follow is not None:
                self._practice.engines.follow(follow)

    def write(self, job: Job, said: Transcript, *, quoting: bool = False) -> None:
        """Have the draft written; by the writer without a model, if told so."""
        job.begins("writing", elapsed())
        kind = self._kind(job, said.language)
        if quoting:
            self._order(job, job.began, said, kind, (QUOTED, "usual"))
            return
        job.model = wanted_model(self._practice.settings, kind)
        wrong = partial(self._not_chosen, job, job.began)
        self._choose(kind, partial(self._order, job, job.began, said, kind), wrong)

    def keep(self, job: Job, note: Note) -> bool:
        """Keep a first draft; where there is one by now, the clinician's own stays."""
        session = self._practice.session
        kept = session.library.load(job.visit)
        if isinstance(kept, Transcribed):
            keep_drafted(session.desk, kept, note)
        return True

    def _kind(self, job: Job, language: Language) -> str:
        intake = self._practice.session.library.summary(job.visit).intake
        return chosen_template(intake.template, language).kind

    def _choose(
        self, kind: str, done: Callable[[Chosen], object], failed: Callable[[Problem], object]
    ) -> None:
        settings, policy = self._practice.settings, self._practice.session.desk.policy
        choose_writer(self._owner, settings, kind, policy, done, failed)

    def _begin(self, job: Job, began: object, language: Language, chosen: Chosen) -> None:
        if job.doing == "hearing" and job.began is began and chosen[0].model is not None:
            job.along = chosen[0], language
            self.read(job)

    def _order(self, job: Job, began: object, said: Transcript, kind: str, chosen: Chosen) -> None:
        if job.doing != "writing" or job.began is not began:
            return  # it was stopped, or begun anew
        by, length = chosen
        if job.model and by.model is None:
            self._practice.notice.emit(self._practice.say("transcribing.model_gone"), False)
        job.model = by.name
        self._practice.engines.write(order(job.visit, said, kind, by, length))

    def _not_chosen(self, job: Job, began: object, problem: Problem) -> None:
        if job.doing == "writing" and job.began is began:
            self._cannot(job, problem)
