"""What stands between a draft and its approval: the points to look at, and whether any must be."""

from dataclasses import dataclass, field
from typing import Literal

from asr.transcript import Seconds, Transcript, UtteranceId
from desktop.consultation import Consultation, Draft, seal
from desktop.export.page import AI_MARK, one_line
from desktop.unseen import shown_findings
from desktop.words import words
from summarize.note import Finding, Note, Omission, Statement
from summarize.summarize import recheck

Hindrance = Literal["", "open", "name"]


@dataclass(frozen=True)
class Remark:
    """One thing about a line: of which kind, what stands there, what was said, and when."""

    kind: str
    written: str
    said: str
    at: Seconds | None


@dataclass(frozen=True)
class Point:
    """A line with findings, or something said that the note does not hold.

    `key` is the statement, or the key of the omission; `text` the line as it stands, or the one
    that would add it. `must`: it stands in the way until it was seen.
    """

    about: Literal["line", "omission"]
    key: str
    section: str
    text: str
    remarks: tuple[Remark, ...]
    must: bool
    seen: bool


@dataclass(frozen=True)
class Compared:
    """A draft held against its conversation: whoever has one of these has had that done.

    It takes 1.7 s for 5,000 utterances, so a window does it beside the screen.
    """

    draft: Draft = field(repr=False)
    note: Note = field(init=False, repr=False)

    def __post_init__(self) -> None:
        draft = self.draft
        found = draft.note if draft.transcript.erased else recheck(draft.note, draft.transcript)
        object.__setattr__(self, "note", found)

    def is_of(self, draft: Draft) -> bool:
        """Whether these very lines were held against this very conversation."""
        before = self.draft
        same = before.note.without_quotes() == draft.note.without_quotes()
        return same and before.transcript == draft.transcript


def points(draft: Draft) -> tuple[Point, ...]:
    """All that is to be looked at, what must be first; hints aside. What was seen stays in it."""
    lines = (
        _line(draft, section, statement)
        for section, statement in draft.note.statements()
        if shown_findings(statement)
    )
    unseen = draft.open_omissions
    left_out = (
        _omission(draft, one)
        for one in draft.note.omissions
        if one in unseen or (one.severity != "hint" and one.key in draft.waived)
    )
    return tuple(sorted((*lines, *left_out), key=lambda point: not point.must))


def hindrance(draft: Draft, by: str) -> Hindrance:
    """Why this draft cannot be approved under that name; nothing if it can."""
    if draft.open_findings or draft.blocking_omissions:
        return "open"
    return "" if by.strip() else "name"


def is_still(shown: Draft, kept: Consultation) -> bool:
    """Whether what is kept is a draft with the very text that was shown."""
    return isinstance(kept, Draft) and seal(kept.id, kept.note) == seal(shown.id, shown.note)


def checked_anew(draft: Draft, compared: Compared | None = None) -> Draft:
    """The draft with its findings made anew. A tick goes where something new must be seen.

    What was `compared` before is taken only where it is of this very draft. Of an erased
    conversation nothing can be compared, and the draft stays as it is.
    """
    if draft.transcript.erased:
        return draft
    held = compared if compared is not None and compared.is_of(draft) else Compared(draft)
    note = held.note
    known = {line.id: frozenset(_must(line)) for _, line in draft.note.statements()}
    still = frozenset(
        line.id for _, line in note.statements() if known[line.id].issuperset(_must(line))
    )
    return draft.model_copy(update={"note": note, "ticked": draft.ticked & still})


def coming_mark(note: Note, by: str) -> str:
    """The sentence under the note as it will be, with the time still to come."""
    name = one_line(by) or "…"
    return f"{AI_MARK} {words('export.mark', note.language, name=name, at='…')}"


def _line(draft: Draft, section: str, statement: Statement) -> Point:
    telling = shown_findings(statement)
    return Point(
        about="line",
        key=statement.id,
        section=section,
        text=statement.text,
        remarks=tuple(
            Remark(one.kind, one.written, one.said, _when(draft.transcript, one.said_in))
            for one in telling
        ),
        must=any(finding.severity == "must_see" for finding in telling),
        seen=statement.id in draft.ticked,
    )


def _omission(draft: Draft, omission: Omission) -> Point:
    at = _when(draft.transcript, omission.said_in)
    return Point(
        about="omission",
        key=omission.key,
        section=omission.section,
        text=omission.sentence,
        remarks=(Remark(omission.kind, "", omission.said, at),),
        must=omission.severity == "must_see",
        seen=omission.key in draft.waived,
    )


def _when(transcript: Transcript, said_in: tuple[UtteranceId, ...]) -> Seconds | None:
    said = transcript.utterance(said_in[0]) if said_in else None
    return said.start if said else None


def _must(statement: Statement) -> tuple[Finding, ...]:
    return tuple(finding for finding in statement.findings if finding.severity == "must_see")
