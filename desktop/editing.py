"""One draft while the clinician edits it: what stands there, what is known of it, what is left."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from asr.transcript import Transcript, UtteranceId
from desktop.consultation import Approved, Draft
from desktop.correction import Correction, Reworded, corrected
from desktop.session import Session
from desktop.trail import Step, Trail
from desktop.unseen import shown_findings, unseen_lines, unseen_omissions
from desktop.workflow import keep_corrected
from summarize.note import Finding, Note, Omission, Section, Statement, StatementId

_NUMBERS = count(1)
_BURST = 40  # letters typed on one line without a pause, from which undoing takes them in parts

_Text = tuple[str, tuple[UtteranceId, ...]]
_Seen = dict[StatementId, tuple[Finding, ...]]


@dataclass(frozen=True)
class Asked:
    """A note to be checked; `before` has the findings that are known already."""

    serial: int
    note: Note
    before: Note | None


class Editing:
    """The note as it is being written. Nothing of it is lost once `keep` has returned.

    The findings of a changed statement are unknown until they come back (`found`); until then it
    is among `unchecked`.
    """

    def __init__(self, session: Session, found: Draft | Approved) -> None:
        self._session = session
        self.kept = found
        self._trail = Trail(session.library, found)
        self._known: dict[_Text, tuple[Finding, ...]] = {
            _text(line): line.findings
            for _, line in found.note.statements()
            if line.id not in self._trail.unchecked
        }
        self._earlier: _Seen = {}
        # Numbers that no other opening of a note has: an answer may come after that was closed.
        self._serial = self._heard_anew = next(_NUMBERS)
        self._unsaved = self._stale = False
        self._typed: tuple[StatementId, int] | None = None
        self._step = self._trail.now
        self.saved_at: datetime | None = None

    # --- what stands there

    @property
    def note(self) -> Note:
        """The note as it is now."""
        return self._step.note

    @property
    def transcript(self) -> Transcript:
        """What was said."""
        return self.kept.transcript

    @property
    def approved(self) -> Approved | None:
        """The approval that the first change undoes."""
        return self.kept if isinstance(self.kept, Approved) else None

    @property
    def ticked(self) -> frozenset[StatementId]:
        """The statements whose findings were seen and left."""
        return self._step.ticked

    @property
    def waived(self) -> frozenset[str]:
        """The omissions that need not be in the note, by key."""
        return self._step.waived

    @property
    def unchecked(self) -> frozenset[StatementId]:
        """The statements of which nobody knows yet whether they fit what was said."""
        if self.transcript.erased:
            return frozenset()
        lines = (line for _, line in self.note.statements())
        return frozenset(line.id for line in lines if _text(line) not in self._known)

    @property
    def left(self) -> tuple[Statement | Omission, ...]:
        """What is still to be looked at, the most dangerous first."""
        lines, missing = unseen_lines(self.note, self.ticked), self.missing
        must: list[Statement | Omission] = [line for line in lines if _must(line.findings)]
        must += [one for one in missing if one.severity == "must_see"]
        look: list[Statement | Omission] = [line for line in lines if not _must(line.findings)]
        look += [one for one in missing if one.severity != "must_see"]
        return (*must, *look)

    @property
    def missing(self) -> tuple[Omission, ...]:
        """What was said, is not in the note, and was not waived."""
        return unseen_omissions(self.note, self.ticked, self.waived)

    def to_see(self, line: Statement) -> bool:
        """Whether a statement has findings to look at that were not left as they are."""
        return line.id not in self.ticked and bool(shown_findings(line))

    # --- what the clinician does; nothing is kept before `keep`

    def change(self, correction: Correction) -> StatementId | None:
        """Make one correction; gives the statement that came of it, if one did."""
        before = {line.id for _, line in self.note.statements()}
        note = corrected(self.note, correction)
        if note == self.note:
            return None
        self._take(self._with(note), self._goes_on(correction))
        return next((line.id for _, line in note.statements() if line.id not in before), None)

    def rewrite(self, note: Note, new: Note) -> None:
        """Take a note that was put together from a new, checked draft."""
        for _, line in new.statements():
            self._known.setdefault(_text(line), line.findings)
        self._take(self._with(note), goes_on=False)

    def tick(self, statement: StatementId) -> None:
        """Leave a statement as it is; its findings were seen."""
        self._take(self._step.model_copy(update={"ticked": self.ticked | {statement}}))

    def waive(self, omission: str) -> None:
        """Leave out what was said; it need not be in the note."""
        self._take(self._step.model_copy(update={"waived": self.waived | {omission}}))

    @property
    def may_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._trail.may_go_back

    @property
    def may_redo(self) -> bool:
        """Whether there is a step that was taken back."""
        return self._trail.may_go_on

    def undo(self) -> None:
        """Take the last step back."""
        if self.may_undo:
            self._go_to(self._trail.back())

    def redo(self) -> None:
        """Take a step again that was taken back."""
        if self.may_redo:
            self._go_to(self._trail.on())

    @property
    def unsaved(self) -> bool:
        """Whether there is something to keep, if only findings; those undo no approval."""
        return self._unsaved or (self._stale and self.approved is None)

    @property
    def unsaved_by_hand(self) -> bool:
        """Whether something of the clinician is not kept; findings can be made anew."""
        return self._unsaved

    def keep(self) -> Draft | Approved:
        """Save what was changed; on return the disk has it. An approval is undone by it."""
        if not self.unsaved:
            return self.kept
        desk, step = self._session.desk, self._step
        self.kept = keep_corrected(desk, self.kept, step.note, step.ticked, step.waived)
        self._unsaved = self._stale = False
        self._typed = None
        self.saved_at = desk.now()
        self._trail.keep(self.unchecked)
        return self.kept

    # --- what is known of it

    def ask(self) -> Asked | None:
        """What is to be checked now; nothing where the conversation is gone."""
        if self.transcript.erased:
            return None
        self._serial = next(_NUMBERS)
        unchecked = self.unchecked
        lines = tuple(line for _, line in self.note.statements() if line.id not in unchecked)
        first = self.note.reports[0].model_copy(
            update={"sections": (Section(key="", statements=lines),)}
        )
        before = self.note.model_copy(update={"reports": (first,)}) if lines else None
        return Asked(self._serial, self.note, before)

    def found(self, serial: int, note: Note) -> bool:
        """Take the findings that came back for what is still so; whether anything changed."""
        if serial <= self._heard_anew:
            return False
        for _, line in note.statements():
            self._known[_text(line)] = line.findings
        now = self._with_known(self.note)
        if serial == self._serial:
            now = now.model_copy(update={"omissions": note.omissions})
        still = _nothing_new(now, _findings(self.note) | self._earlier)
        if not self.unchecked:
            self._earlier = {}
        changed = self._step.model_copy(update={"note": now, "ticked": self.ticked & still})
        if changed == self._step:
            return False
        self._step, self._stale = changed, True
        return True

    def hear_anew(self, kept: Draft) -> None:
        """Go on beside a conversation that was set right: what was known of the note is old."""
        self._earlier = _findings(self.note)
        self._known = {}
        self._heard_anew = self._serial
        self.kept, self._stale = kept, True
        self._step = self._step.model_copy(update={"note": self._with_known(self.note)})

    def _take(self, step: Step, goes_on: bool = False) -> None:
        if goes_on:
            self._trail.change(step)
        else:
            self._trail.add(step)
        self._step, self._unsaved = step, True

    def _go_to(self, step: Step) -> None:
        """Stand at another step. A tick of it holds only over what was seen there."""
        note = self._with_known(step.note)
        seen = _findings(step.note)
        self._earlier |= {line: seen[line] for line in step.ticked if line in seen}
        ticked = step.ticked & _nothing_new(note, seen)
        self._step = step.model_copy(update={"note": note, "ticked": ticked})
        self._unsaved, self._typed = True, None

    def _goes_on(self, correction: Correction) -> bool:
        """Whether this is more typing on the same line, and not yet too much to undo at once."""
        if not isinstance(correction, Reworded):
            self._typed = None
            return False
        length = len(correction.text)
        line, began = self._typed or (None, 0)
        if line == correction.statement and abs(length - began) < _BURST:
            return True
        self._typed = (correction.statement, length)
        return False

    def _with(self, note: Note) -> Step:
        """The step to another note: a tick holds for the text it was given to."""
        ticked = self.ticked
        if ticked:
            same = {line.id: _text(line) for _, line in self.note.statements()}
            lines = (line for _, line in note.statements() if line.id in ticked)
            ticked = frozenset(line.id for line in lines if same.get(line.id) == _text(line))
        return Step(note=self._with_known(note), ticked=ticked, waived=self.waived)

    def _with_known(self, note: Note) -> Note:
        """The note with the findings that are known, and none where nothing is."""
        reports = tuple(
            report.model_copy(update={"sections": tuple(map(self._known_of, report.sections))})
            for report in note.reports
        )
        return note.model_copy(update={"reports": reports})

    def _known_of(self, section: Section) -> Section:
        found = [self._known.get(_text(line), ()) for line in section.statements]
        pairs = list(zip(section.statements, found, strict=True))
        if all(line.findings == known for line, known in pairs):
            return section
        lines = tuple(
            line if line.findings == known else line.model_copy(update={"findings": known})
            for line, known in pairs
        )
        return section.model_copy(update={"statements": lines})


def _text(line: Statement) -> _Text:
    return line.text, line.evidence


def _findings(note: Note) -> _Seen:
    return {line.id: line.findings for _, line in note.statements()}


def _nothing_new(note: Note, seen: _Seen) -> frozenset[StatementId]:
    """The statements in which nothing was found but what was seen there."""
    found = _findings(note).items()
    return frozenset(line for line, now in found if set(now) <= set(seen.get(line, ())))


def _must(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity == "must_see" for finding in findings)
