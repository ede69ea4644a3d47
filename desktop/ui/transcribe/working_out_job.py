"""How far one visit is on its way from sound to draft."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from asr.transcript import Language, Transcript, Utterance
from desktop.consultation import ConsultationId
from desktop.visit import Line
from desktop.writers import Offer
from summarize.note import Note

# waiting: another visit is first. stopped: by the clinician; it goes on when asked to.
Doing = Literal[
    "waiting", "importing", "hearing", "writing", "stopped", "failed", "nothing_said", "no_model"
]
UNDER_WAY: tuple[Doing, ...] = ("waiting", "importing", "hearing", "writing")

_TELLING = 5.0  # seconds of work before it says something of the rest
_FAR_BEHIND = 15.0  # seconds; less is how long an utterance takes


@dataclass
class Job:
    """One visit being worked out. What was heard so far stays, whatever happens next."""

    visit: ConsultationId
    doing: Doing = "waiting"
    live: bool = False  # it is still being recorded
    deaf: bool = False  # and its microphone is gone
    slow: bool = False  # the model that hears it is slower here than people speak
    seconds: float = 0.0  # of the recording; nought while it grows
    until: float = 0.0  # heard up to here
    share: float = 0.0  # of the step that is being done, from 0 to 1
    said: tuple[Utterance, ...] = ()
    guess: tuple[Utterance, ...] = ()
    transcript: Transcript | None = None  # heard before its recording was closed
    file: Path | None = field(default=None, repr=False)
    line: Line = field(default_factory=Line)
    along: tuple[Offer, Language] | None = None  # a model that reads along, and in which language
    model: str = ""  # the name of the one that writes the draft, or was to
    draft: Note | None = None  # what is written of it, unchecked
    language: Language | None = None  # to hear it in, where that is not the one of the visit
    code: str = ""  # of what went wrong, with the fields of its sentence
    fields: dict[str, object] = field(default_factory=dict)
    restarted: bool = False  # the engine was begun anew while it worked on this
    began: tuple[float, float] | None = None  # when hearing began, and from where

    @property
    def under_way(self) -> bool:
        """Whether something is done for it, or will be by itself."""
        return self.doing in UNDER_WAY

    def begins(self, doing: Doing, now: float) -> None:
        """The next step of it."""
        self.doing, self.code, self.fields, self.share = doing, "", {}, 0.0
        self.along, self.model, self.draft = None, "", None
        self.began = (now, self.until)

    def begins_anew(self) -> None:
        """The engine died; another one goes on, and writes from the start."""
        self.restarted = True
        if self.doing == "writing":
            self.share, self.draft = 0.0, None

    @property
    def done(self) -> float:
        """Which part of the step is done, from 0 to 1."""
        if self.doing == "hearing" and self.seconds:
            return min(1.0, self.until / self.seconds)
        return 1.0 if self.doing == "writing" and not self.model else self.share

    def time_left(self, now: float) -> float | None:
        """Seconds of hearing that are left, once that can be told."""
        if self.doing != "hearing" or self.began is None or not self.seconds:
            return None
        began, from_where = self.began
        done, took = self.until - from_where, now - began
        if took < _TELLING or done <= 0:
            return None
        return max(0.0, self.seconds - self.until) * took / done


def going_on(jobs: Iterable[Job]) -> frozenset[str]:
    """The visits that are being recorded or worked on, or will be by themselves."""
    return frozenset(job.visit for job in jobs if job.live or job.under_way)


def backlog(job: Job | None, kept: float) -> tuple[str, float]:
    """What to say of the words beside a recording, by the last part of its code, and how far
    they are behind it in seconds."""
    if job is None or job.doing == "failed":
        return "hearing_stopped", 0.0
    if job.doing == "no_model":
        return "no_model", 0.0
    behind = max(0.0, kept - job.until)
    if behind > _FAR_BEHIND:
        return ("hearing_again" if job.restarted else "behind"), behind
    if job.until:
        return "heard", behind
    return ("hearing_slow" if job.slow else "hearing_starts"), behind
