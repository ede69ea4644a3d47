"""When sound and transcript must go, and what keeps them: pure rules over what is kept.

Only an approved note that is kept lets go of what it came from. A failed step or a correction
that was begun and not kept holds on to it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pydantic import AwareDatetime

from asr.value import Value
from desktop.consultation import Approved, Consultation, ConsultationId, Recorded
from desktop.policy import Policy
from desktop.store.acts import Act
from desktop.store.audit import AuditRecord

# Acts that are a step on the road; the last of them says whether a consultation is at rest.
_STEPS: frozenset[Act] = frozenset(
    {
        "RECORD",
        "TRANSCRIBE",
        "DRAFT",
        "EDIT",
        "FLAG_RESOLVE",
        "APPROVE",
        "REVOKE_APPROVAL",
        "EXPORT",
        "ACCESS_EXPORT",
        "FAILED",
    }
)
_HOLDING: frozenset[Act] = frozenset({"FAILED", "REVOKE_APPROVAL"})
_PROOF: frozenset[Act] = frozenset({"DELETE_AUDIO", "DELETE_TRANSCRIPT"})


class Due(Value):
    """Sound and transcript of one consultation, when they must go, and by which rule.

    `begun`: a crash came between; there is nothing left to keep, only an erasure to finish.
    """

    consultation: ConsultationId
    at: AwareDatetime
    rule: str
    begun: bool = False


def schedule(consultations: Iterable[Consultation], policy: Policy) -> tuple[Due, ...]:
    """What will go and when: of every approved note, as it is kept, that still has its sources."""
    days = policy.retention.days
    rule = f"after-{days}-days" if days else "at-approval"
    return tuple(
        Due(consultation=kept.id, at=kept.approval.at + timedelta(days=days), rule=rule)
        for kept in consultations
        if isinstance(kept, Approved) and not kept.transcript.erased
    )


def due(consultations: Iterable[Consultation], policy: Policy, now: datetime) -> tuple[Due, ...]:
    """What must go now."""
    return tuple(one for one in schedule(consultations, policy) if one.at <= now)


def unfinished(
    consultations: Iterable[Consultation], records: Iterable[AuditRecord], now: datetime
) -> tuple[Due, ...]:
    """What was being erased when a crash came between: erased, and the proof of it is missing."""
    proven: dict[ConsultationId, set[Act]] = {}
    for record in records:
        if record.act in _PROOF:
            proven.setdefault(record.consultation, set()).add(record.act)
    return tuple(
        Due(consultation=kept.id, at=now, rule="finished-later", begun=True)
        for kept in consultations
        if not isinstance(kept, Recorded)
        and kept.transcript.erased
        and proven.get(kept.id, set()) < _PROOF
    )


def held(records: Iterable[AuditRecord]) -> frozenset[ConsultationId]:
    """The consultations whose last step failed, or began to undo an approval."""
    last = {r.consultation: r.act for r in records if r.act in _STEPS}
    return frozenset(consultation for consultation, act in last.items() if act in _HOLDING)
