"""An approved note on its way out: copied, printed or saved, each act written down first.

What is kept, not what a screen holds, says whether the note is still the approved one.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime

from desktop.consultation import Approved, Consultation, ConsultationId
from desktop.desk import refused, write_down
from desktop.erasure import erase, erase_due
from desktop.errors import NotApproved, SectionUnknown
from desktop.export import FORMATS, Form, section_text
from desktop.export.page import Page, mark, page
from desktop.export.text import NEWLINE
from desktop.policy import Policy
from desktop.session import Session
from desktop.store.acts import as_name
from desktop.store.retention import held, schedule
from desktop.workflow import export


@dataclass(frozen=True)
class Part:
    """The lines of one section of one problem, as they are copied; no text: nothing to copy.

    `label` is S, O, E or P, or the whole heading; `shown` the lines without the mark.
    """

    report: int
    problem: str
    key: str
    label: str
    title: str
    shown: str
    text: str

    @property
    def characters(self) -> int:
        """How long the copied text is; a line break counts for two, as it is written."""
        return len(self.text)


@dataclass(frozen=True)
class Sources:
    """What became of the sound and the words behind an approved note.

    `at` is when they go; `held`: a step failed, so they stay until it is done again.
    """

    state: Literal["gone", "held", "now", "later"]
    at: AwareDatetime | None = None
    days: int = 0


class Handover:
    """One approved note, and what of it already went out."""

    def __init__(self, session: Session, approved: Approved) -> None:
        self._session = session
        self._approved = approved
        self._copied: set[tuple[int, str]] = set()

    @property
    def approved(self) -> Approved:
        """The note."""
        return self._approved

    @property
    def parts(self) -> tuple[Part, ...]:
        """What can be copied by itself, in the order of the note."""
        return parts(self._approved, self._session.desk.policy)

    @property
    def whole(self) -> str:
        """All of it as plain text."""
        marked = self._session.desk.policy.export.ai_mark
        return FORMATS[Form.txt](self._approved, marked=marked).decode()

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms of file it may be saved in."""
        return tuple(form for form in FORMATS if form in self._session.desk.policy.export.forms)

    def part(self, key: str, report: int = 0) -> Part:
        """The part of that section of that problem."""
        for one in self.parts:
            if (one.key, one.report) == (key, report):
                return one
        raise SectionUnknown

    def copy(self, part: Part) -> str:
        """The text of one part, to be put on the clipboard. With the last one all went out."""
        name = part.key if not part.report else f"{part.report + 1}.{part.key}"
        self._write_down("COPY", name)
        self._copied.add((part.report, part.key))
        if all((one.report, one.key) in self._copied for one in self.parts if one.text):
            self._gone_out()
        return part.text

    def copy_all(self) -> str:
        """The whole text, to be put on the clipboard."""
        self._write_down("COPY", "all")
        self._gone_out()
        return self.whole

    def to_print(self) -> Page:
        """The page that is printed now."""
        self._write_down("PRINT", "")
        self._gone_out()
        return page(self._approved, marked=self._session.desk.policy.export.ai_mark)

    def save(self, form: str, folder: Path) -> Path:
        """Write it to a file in that folder, in a form that the policy allows."""
        still_approved(self._session, self._approved)
        written = export(self._session.desk, self._approved, form, folder)
        self._gone_out()
        return written

    def _write_down(self, act: Literal["COPY", "PRINT"], detail: str) -> None:
        still_approved(self._session, self._approved)
        sha256 = self._approved.approval.text_sha256
        desk = self._session.desk
        write_down(desk, act, self._approved.id, detail=as_name(detail), sha256=sha256)

    def _gone_out(self) -> None:
        self._session.library.put_exported(self._approved.id)


def hand_over(session: Session, consultation: Consultation) -> Handover:
    """Begin to hand over a note. Only an approved one gets past the first line."""
    if not isinstance(consultation, Approved):
        raise refused(session.desk, NotApproved(), consultation.id)
    still_approved(session, consultation)
    return Handover(session, consultation)


def still_approved(session: Session, approved: Approved) -> None:
    """Refuse a note that was corrected since, or approved anew."""
    kept = session.library.load(approved.id)
    if not isinstance(kept, Approved) or kept.approval != approved.approval:
        raise refused(session.desk, NotApproved(), approved.id)


def parts(approved: Approved, policy: Policy) -> tuple[Part, ...]:
    """The sections of an approved note, each with the mark where the policy wants one."""
    made = mark(approved.approval, approved.note.language) if policy.export.ai_mark else ""
    return tuple(
        _part(approved, report, problem.heading, block.key, (block.label, block.title), made)
        for report, problem in enumerate(page(approved).problems)
        for block in problem.blocks
    )


def sources(session: Session, consultation: ConsultationId) -> Sources:
    """What became of the sound and the words, or will."""
    kept = session.library.load(consultation)
    if not isinstance(kept, Approved):
        raise refused(session.desk, NotApproved(), consultation)
    if kept.transcript.erased:
        return Sources("gone")
    (due,) = schedule((kept,), session.desk.policy)
    left = due.at - session.desk.now()
    if consultation in held(session.desk.audit.of(consultation)):
        return Sources("held", due.at)
    return Sources("later" if left.total_seconds() > 0 else "now", due.at, max(1, left.days + 1))


def let_go(session: Session, consultation: ConsultationId) -> Sources:
    """Erase of this one what must be gone by now, as after its approval, and say what stays."""
    erase_due(session.desk, consultation)
    return sources(session, consultation)


def let_go_now(session: Session, approved: Approved) -> Sources:
    """Erase the sound and the words before their day."""
    still_approved(session, approved)
    erase(session.desk, approved)
    return sources(session, approved.id)


def _part(
    approved: Approved, report: int, problem: str, key: str, names: tuple[str, str], made: str
) -> Part:
    label, title = names
    shown = section_text(approved, key, report)
    text = NEWLINE.join((shown, made)) if shown and made else shown
    return Part(report, problem, key, label, title, shown, text)
