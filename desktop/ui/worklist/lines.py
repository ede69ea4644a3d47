"""The lines of the worklist: which consultations there are, and in which group each belongs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Literal, Protocol, get_args

from desktop.clock import clock
from desktop.consultation import ConsultationId
from desktop.errors import ConsultationUnknown
from desktop.store.entries import Page, Stage, Summary
from desktop.store.search import Hit
from desktop.ui.left_told import left_counts
from desktop.ui.transcribe.working_out_job import Job

Group = Literal["now", "review", "open", "export", "today", "earlier"]
GROUPS: tuple[Group, ...] = get_args(Group)
PAGE = 250  # lines read at a time: 10 ms

State = tuple[str, Mapping[str, object]]  # the last part of a code, and the fields of its sentence


class Listed(Protocol):
    """The library, as far as a list needs it."""

    def page(self, offset: int = 0, size: int = 50) -> Page: ...

    def summary(self, consultation: ConsultationId) -> Summary: ...


@dataclass(frozen=True, slots=True)
class Line:
    """What the list keeps of one consultation: 10,000 of them fit in 6 MB."""

    visit: ConsultationId
    stage: Stage
    at: float  # when it was made, to sort by: moments with a time zone compare ten times slower
    made: datetime  # in the time of this machine, as the others
    changed: datetime
    exported: datetime | None
    who: str
    context: str
    seconds: float
    to_see: int
    missing: int

    @property
    def folded(self) -> str:
        """What a name is looked for in."""
        return f"{self.who} {self.context}".casefold()


class WorklistLines:
    """Every line that was read so far; the rest is read a page at a time."""

    def __init__(self, library: Listed) -> None:
        self._library = library
        self._lines: dict[ConsultationId, Line] = {}
        self._sorted: list[Line] = []  # while it is as it was; empty when something changed
        self._read = 0
        self.complete = False

    def read_more(self) -> bool:
        """Read a page; whether there is more."""
        if not self.complete:
            self._sorted = []
            page = self._library.page(self._read, PAGE)
            self._read += len(page.summaries)
            for summary in page.summaries:
                self._lines[summary.id] = _line(summary)
            self.complete = not page.summaries or self._read >= page.total
        return not self.complete

    def changed(self, visit: ConsultationId) -> None:
        """Read this one anew; one that is gone goes."""
        self._sorted = []
        try:
            self._lines[visit] = _line(self._library.summary(visit))
        except ConsultationUnknown:
            self._lines.pop(visit, None)
            self._read = max(0, self._read - 1)  # else the page that follows would skip one

    def line(self, visit: ConsultationId) -> Line | None:
        """The line of this consultation."""
        return self._lines.get(visit)

    def groups(
        self, job: Callable[[ConsultationId], Job | None], today: date
    ) -> dict[Group, list[Line]]:
        """The lines by group, the latest first."""
        found: dict[Group, list[Line]] = {group: [] for group in GROUPS}
        for line in self._latest_first():
            found[group_of(line, job(line.visit), today)].append(line)
        return found

    def named(self, text: str) -> list[Line]:
        """The lines with all of these words in the name or in what it is about."""
        wanted = text.casefold().split()
        return [
            line for line in self._latest_first() if all(word in line.folded for word in wanted)
        ]

    def hits(self, hits: Iterable[Hit]) -> list[tuple[Line, Hit]]:
        """The line of each hit, the best first, and each consultation once."""
        found: dict[ConsultationId, tuple[Line, Hit]] = {}
        for hit in hits:
            if hit.consultation not in self._lines:
                self.changed(hit.consultation)
            if (line := self._lines.get(hit.consultation)) is not None:
                found.setdefault(hit.consultation, (line, hit))
        return list(found.values())

    def _latest_first(self) -> Sequence[Line]:
        if not self._sorted:
            latest = attrgetter("at", "visit")
            self._sorted = sorted(self._lines.values(), key=latest, reverse=True)
        return self._sorted


def group_of(line: Line, job: Job | None, today: date) -> Group:
    """Where a consultation belongs."""
    if job is not None and job.live:
        return "now"
    if line.stage == "draft":
        return "review"
    if line.stage != "approved":
        return "open"
    if line.exported is None:
        return "export"
    return "today" if line.exported.date() == today else "earlier"


def states(line: Line, job: Job | None) -> tuple[State, ...]:
    """How far a consultation is, in one or two words each."""
    if job is not None and job.live:
        return (("microphone_gone" if job.deaf else "recording", {}),)
    if line.stage == "draft":
        counts = left_counts(line.to_see, line.missing)
        left: tuple[State, ...] = tuple((code, {"count": n}) for code, n in counts)
        return left or (("nothing_open", {}),)
    if line.stage == "approved":
        if line.exported is None:
            return (("approved", {"time": f"{line.changed:%H:%M}"}),)
        return (("exported", {"time": f"{line.exported:%H:%M}"}),)
    if job is not None:
        return ((job.doing, {"percent": int(100 * job.done)} if job.doing == "hearing" else {}),)
    if line.stage == "transcribed":
        return (("heard", {}),)
    return (("recorded", {"clock": clock(line.seconds)}) if line.seconds else ("not_begun", {}),)


def when(moment: datetime, today: date) -> str:
    """The time of today, and of another day its date."""
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%d-%m}"


def _line(summary: Summary) -> Line:
    return Line(
        visit=summary.id,
        stage=summary.stage,
        at=summary.made.timestamp(),
        made=summary.made.astimezone(),
        changed=summary.changed.astimezone(),
        exported=summary.exported.astimezone() if summary.exported else None,
        who=summary.intake.patient,
        context=summary.intake.context,
        seconds=summary.seconds,
        to_see=summary.to_see,
        missing=summary.missing,
    )
