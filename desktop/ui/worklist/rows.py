"""The lines of the worklist in the words of the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.store.search import Hit
from desktop.ui.say import Say
from desktop.ui.transcribe.working_out_job import Job
from desktop.ui.worklist.lines import GROUPS, Group, Line, group_of, states, when
from desktop.ui.worklist.model import Row, Tone

# What a group is besides its words: a sign, and the colour of its state.
_SIGNS: Mapping[Group, tuple[str, Tone]] = {
    "now": ("●", "danger"),
    "review": ("○", "finding"),
    "open": ("↻", "omission"),
    "export": ("→", "muted"),
    "today": ("✓", "done"),
    "earlier": ("✓", "muted"),
}
_TROUBLE = ("failed", "no_model", "nothing_said")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row is made of: a heading, or a line and perhaps where words were found in it."""

    heading: str = ""
    line: Line | None = None
    hit: Hit | None = None

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.line.visit if self.line else self.heading


class WorklistRows:
    """Makes rows of lines, one at a time: of 10,000 a dozen are seen."""

    def __init__(self, say: Say, today: date, jobs: Mapping[str, Job]) -> None:
        self._say, self._today, self._jobs = say, today, jobs

    def grouped(self, groups: Mapping[Group, Sequence[Line]]) -> list[Entry]:
        """A heading for each group that is not empty, and its lines."""
        found: list[Entry] = []
        for group in GROUPS:
            if groups[group]:
                found.append(Entry(heading=self._say(f"worklist.group.{group}")))
                found += [Entry(line=line) for line in groups[group]]
        return found

    def found(self, named: Sequence[Line], hits: Sequence[tuple[Line, Hit]]) -> list[Entry]:
        """What a search found: by name first, then where the words are."""
        known = {line.visit for line in named}
        found = [Entry(line=line) for line in named]
        found += [Entry(line=line, hit=hit) for line, hit in hits if line.visit not in known]
        return [Entry(heading=self._say("worklist.group.found")), *found] if found else []

    def row(self, entry: Entry) -> Row:
        """One row."""
        if entry.line is None:
            return Row(entry.heading)
        line, job = entry.line, self._jobs.get(entry.line.visit)
        sign, tone = _SIGNS[group_of(line, job, self._today)]
        if job is not None and job.live and job.deaf:
            sign = "○"
        elif job is not None and job.doing in _TROUBLE:
            sign, tone = "⚠", "finding"
        return Row(
            text=line.who or line.context or self._say("window.nameless"),
            visit=line.visit,
            time=when(line.made, self._today),
            sign=sign,
            state=self._where(entry.hit) if entry.hit else self._state(line, job),
            tone=tone,
        )

    def _state(self, line: Line, job: Job | None) -> str:
        said = [self._say(f"worklist.state.{code}", **fields) for code, fields in states(line, job)]
        return " · ".join(said)

    def _where(self, hit: Hit) -> str:
        return self._say("worklist.state." + ("in_note" if hit.section else "in_talk"))
