"""Work with a language model, in a thread of its own: nothing else in the engine waits for it."""

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from asr.transcript import Transcript
from desktop.consultation import ConsultationId
from desktop.engine.following import Followed
from desktop.engine.messages import (
    Drafted,
    Drafting,
    Failed,
    Follow,
    News,
    Progress,
    Unfollowed,
    Write,
)
from desktop.engine.trial_messages import Tried, Try, Trying
from desktop.errors import GriffelError
from desktop.models.fitness import remember_fitness
from desktop.models.pace import remember_pace
from desktop.models.writer_trial import try_writer
from desktop.models.writing_model import WritingModel
from desktop.sample import NOT_HEARD
from summarize.errors import WritingError
from summarize.generate import Generate
from summarize.runtime import Left
from summarize.summarize import lines_of, note_of, recheck
from summarize.template import find_template
from summarize.writer import Line

Wanted = Callable[[], bool]
LoadWriter = Callable[[WritingModel, Wanted], Generate]

# Below everything else: while a conversation goes on, hearing it comes first.
NICE = 10


@dataclass(eq=False)
class _Job:
    number: int
    order: Follow | Write | Try
    model: WritingModel
    left: threading.Event = field(default_factory=threading.Event)

    @property
    def consultation(self) -> ConsultationId:
        """For whom it is; a model is tried out for nobody."""
        return ConsultationId("") if isinstance(self.order, Try) else self.order.consultation


class Scribe:
    """Reads along with conversations, and drafts their notes; one thing at a time.

    One model is kept, loaded. What the last conversation read is known to it, so the draft of that
    one comes soon.
    """

    def __init__(self, load: LoadWriter, tell: Callable[[int, News], None]) -> None:
        self._load = load
        self._tell = tell
        self._changed = threading.Condition()
        self._waiting: list[_Job] = []
        self._now: _Job | None = None
        self._writer: tuple[WritingModel, Generate] | None = None
        self._followed = Followed()
        self._begun = False

    def follow(self, number: int, order: Follow) -> None:
        """Read along, as soon as no draft is waited for."""
        job = _Job(number, self._followed.whole(order), order.model)
        with self._changed:
            self._waiting = [
                one
                for one in self._waiting
                if one.consultation != order.consultation or isinstance(one.order, Write)
            ]
            self._waiting.append(job)
        self._go_on()

    def write(self, number: int, order: Write, model: WritingModel) -> None:
        """Draft a note, before anything is read along any further."""
        self.leave(order.consultation)
        with self._changed:
            if self._now is not None and not isinstance(self._now.order, Write):
                self._now.left.set()
            drafts = sum(isinstance(one.order, Write) for one in self._waiting)
            self._waiting.insert(drafts, _Job(number, order, model))
        self._go_on()

    def try_out(self, number: int, order: Try) -> None:
        """Try a model out, when there is nothing else to do."""
        with self._changed:
            self._waiting.append(_Job(number, order, order.model))
        self._go_on()

    def leave(self, consultation: ConsultationId) -> None:
        """Do nothing more for this consultation."""
        with self._changed:
            self._waiting = [one for one in self._waiting if one.consultation != consultation]
            if self._now is not None and self._now.consultation == consultation:
                self._now.left.set()

    def _go_on(self) -> None:
        with self._changed:
            if not self._begun:
                threading.Thread(target=self._run, daemon=True).start()
                self._begun = True
            self._changed.notify()

    def _run(self) -> None:
        try:
            self._work()
        finally:  # only after what nobody foresaw: another engine takes over
            os._exit(1)

    def _work(self) -> None:
        if sys.platform == "linux":  # elsewhere a thread has no niceness of its own
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        while True:
            with self._changed:
                while not self._waiting:
                    self._changed.wait()
                self._now = job = self._waiting.pop(0)
            try:
                self._do(job)
            except Left:
                if isinstance(job.order, Try):  # a draft came first
                    self.try_out(job.number, job.order)
            except (WritingError, GriffelError) as error:
                self._fail(job, error.code)
            with self._changed:
                self._now = None

    def _fail(self, job: _Job, code: str) -> None:
        """Reading along that fails will be told of when the draft is asked for."""
        if isinstance(job.order, Try):
            self._tell(job.number, Tried(model=job.model, code=code))
        elif isinstance(job.order, Follow):
            self._tell(job.number, Unfollowed(consultation=job.consultation))
        elif isinstance(job.order, Write) and not job.left.is_set():
            self._tell(job.number, Failed(consultation=job.consultation, code=code))

    def _do(self, job: _Job) -> None:
        if isinstance(job.order, Try):
            self._try_out(job)
            return
        writer = self._writer_of(job.model)
        match job.order:
            case Follow() as order:
                writer.follow(
                    Transcript(
                        language=order.language,
                        utterances=order.utterances,
                        coverage=NOT_HEARD,
                    )
                )
            case Write() as order:
                writer.length = order.length
                self._draft(job, order, writer)

    def _try_out(self, job: _Job) -> None:
        """How the model writes and how fast, with each number of threads that is worth trying."""

        def load(threads: int) -> Generate:
            return self._writer_of(job.model.model_copy(update={"threads": threads}))

        def told(done: float) -> None:
            self._tell(job.number, Trying(name=job.model.name, done=done))

        told(0.0)
        fitness, pace = try_writer(job.model.sha256, load, told)
        remember_fitness(job.model.sha256, fitness)
        if pace is not None:
            remember_pace(pace)
        self._tell(job.number, Tried(model=job.model, fitness=fitness))

    def _draft(self, job: _Job, order: Write, writer: Generate) -> None:
        template = find_template(order.template, order.language)
        lines: list[Line] = []
        for line in lines_of(order.transcript, template, writer):
            lines.append(line)
            so_far = note_of(lines, template, writer)
            self._tell(job.number, Drafting(consultation=job.consultation, note=so_far))
            self._tell(job.number, Progress(consultation=job.consultation, done=writer.done))
        note = recheck(note_of(lines, template, writer), order.transcript)
        if not job.left.is_set():
            self._tell(job.number, Drafted(consultation=job.consultation, note=note))

    def _writer_of(self, model: WritingModel) -> Generate:
        """The writer with that model; another one makes room first."""
        if self._writer is None or self._writer[0] != model:
            self._writer = None
            self._writer = model, self._load(model, self._wanted)
        return self._writer[1]

    def _wanted(self) -> bool:
        return self._now is not None and not self._now.left.is_set()
