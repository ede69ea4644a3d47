"""What of a note is still to be looked at: one rule for the list, for Review and for approval."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from asr.transcript import Language
from summarize.note import Finding, FindingKind, Note, Omission, Statement, StatementId

# The findings that tell the same as an omission of that kind, of the same drug in the same place.
_SAME: Mapping[str, frozenset[FindingKind]] = MappingProxyType(
    {
        "dose": frozenset({"number", "unit", "dose", "frequency", "old_value"}),
        "drug": frozenset({"drug"}),
    }
)


def shown_findings(line: Statement) -> tuple[Finding, ...]:
    """The findings to show under a statement. That what the clinician typed has no source is said
    beside it, and is nothing to look into."""
    return tuple(
        one
        for one in line.findings
        if one.severity != "hint" and not (one.kind == "no_evidence" and line.origin == "clinician")
    )


def unseen_lines(note: Note, ticked: Collection[StatementId]) -> tuple[Statement, ...]:
    """The statements with findings to look at that were not left as they are."""
    lines = (line for _, line in note.statements())
    return tuple(line for line in lines if line.id not in ticked and shown_findings(line))


def unseen_omissions(
    note: Note, ticked: Collection[StatementId], waived: Collection[str]
) -> tuple[Omission, ...]:
    """What was said, is not in the note, and was not waived; hints aside.

    A wrong dose is told once: while a line has a finding on it that stands in the way, the same
    drug is not told as left out. Once that finding is ticked, it is.
    """
    lines = unseen_lines(note, ticked)
    return tuple(
        one
        for one in note.omissions
        if one.severity != "hint"
        and one.key not in waived
        and not any(_tells(line, one, note.language) for line in lines)
    )


def _tells(line: Statement, omission: Omission, language: Language) -> bool:
    """Whether a finding on this line already tells what is left out."""
    same = _SAME.get(omission.kind, frozenset())
    return any(
        found.kind in same
        and found.severity == "must_see"
        and not set(omission.said_in).isdisjoint(found.said_in or line.evidence)
        and _names_it(omission, found, line, language)
        for found in line.findings
    )


def _names_it(omission: Omission, found: Finding, line: Statement, language: Language) -> bool:
    text = line.text if omission.kind == "dose" else f"{found.said} {found.suggestion}"
    return not _drugs(omission.sentence, language).isdisjoint(_drugs(text, language))


def _drugs(text: str, language: Language) -> frozenset[str]:
    # Not above: it is 80 ms of the start of the processes that record and play, which read no text.
    from summarize.reading import read_text

    mentions = read_text(text, language).mentions
    return frozenset(one.name for one in mentions if one.kind == "drug")
