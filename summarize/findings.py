"""Findings: where a statement, whoever wrote it, parts from what was said."""

from collections.abc import Sequence

from asr.transcript import Transcript, UtteranceId
from summarize.amount_findings import amount_findings
from summarize.checking import Check
from summarize.conversation import Conversation, read
from summarize.denial_findings import denial_findings
from summarize.drug_findings import drug_findings
from summarize.heard_findings import heard_findings, respelled_findings
from summarize.invention import invention_findings
from summarize.note import Finding
from summarize.opposite_findings import opposite_findings
from summarize.polarity_findings import polarity_findings
from summarize.reading import read_text
from summarize.swap_findings import order_findings, side_swap_findings, swap_findings


def findings(
    text: str, evidence: Sequence[UtteranceId], said: Conversation | Transcript
) -> tuple[Finding, ...]:
    """What does not fit between a statement and the utterances it cites.

    An empty result means that no check objected, nothing more. Pass a Conversation made once by
    `read` when statements are checked one after the other.
    """
    conversation = read(said) if isinstance(said, Transcript) else said
    statement = read_text(text, conversation.language)
    cited = tuple(one for one in evidence if one in conversation.by_id)
    everything = tuple(range(len(conversation.turns)))
    check = Check(
        statement=statement,
        said=conversation,
        places=conversation.region(cited) if cited else everything,
        cited=bool(cited),
    )
    found: list[Finding] = []
    if not cited and statement.words:
        found.append(Finding(kind="no_evidence", severity="look", written=text))
    for look in (
        drug_findings,
        heard_findings,
        respelled_findings,
        amount_findings,
        swap_findings,
        order_findings,
        side_swap_findings,
        opposite_findings,
        polarity_findings,
        denial_findings,
        invention_findings,
    ):
        found += look(check)
    return _once(found)


def _once(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """No words twice for the same reason, and none as invented that are half heard."""
    kept: dict[tuple[str, str], Finding] = {}
    half_heard = {one.written for one in found if one.kind == "unsure" and one.said}
    for one in found:
        if one.kind == "invention" and one.written in half_heard:
            continue
        if one.kind == "negation" and any(
            kind == "negation" and written in one.written for kind, written in kept
        ):
            continue
        kept.setdefault((one.kind, one.written), one)
    return tuple(kept.values())
