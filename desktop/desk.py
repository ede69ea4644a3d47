"""The desk: everything a visit needs around it, and how what is done there is written down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from asr.errors import HearingError
from desktop.consultation import Approved, ConsultationId, Draft, Recorded, Transcribed
from desktop.errors import GriffelError
from desktop.policy import Policy
from desktop.store.acknowledged import AcknowledgedTerms
from desktop.store.acts import Act
from desktop.store.audit import Audit, AuditRecord
from desktop.store.consultations import Consultations
from desktop.store.recording import Recordings
from summarize.errors import WritingError

NO_CONSULTATION = ConsultationId("")  # of an act on none

_Stage = TypeVar("_Stage", Recorded, Transcribed, Draft, Approved)


@dataclass(frozen=True)
class Desk:
    """Everything a visit needs around it, built once in app.py."""

    consultations: Consultations
    recordings: Recordings
    audit: Audit
    policy: Policy
    acknowledged: AcknowledgedTerms
    user: str
    now: Callable[[], datetime]
    new_id: Callable[[], ConsultationId]


def write_down(
    desk: Desk,
    act: Act,
    consultation: ConsultationId = NO_CONSULTATION,
    *,
    detail: str = "",
    sha256: str = "",
) -> None:
    """Have the audit keep that this user did this now."""
    desk.audit.write(
        AuditRecord(
            act=act,
            at=desk.now(),
            user=desk.user,
            policy=desk.policy.digest,
            consultation=consultation,
            detail=detail,
            note_sha256=sha256,
        )
    )


def refused(
    desk: Desk, error: GriffelError, consultation: ConsultationId = NO_CONSULTATION
) -> GriffelError:
    """The same error, after the audit was told of it."""
    write_down(desk, "REFUSED", consultation, detail=error.code)
    return error


@contextmanager
def written_down_if_it_fails(desk: Desk, consultation: ConsultationId) -> Iterator[None]:
    """A step of which the audit is told if it fails; until it is done again, nothing is erased."""
    try:
        yield
    except (HearingError, WritingError, GriffelError) as error:
        write_down(desk, "FAILED", consultation, detail=error.code)
        raise


def kept(
    desk: Desk, consultation: _Stage, act: Act, *, detail: str = "", sha256: str = ""
) -> _Stage:
    """Save first, then write it down: the audit never tells of an act that was lost."""
    desk.consultations.save(consultation)
    write_down(desk, act, consultation.id, detail=detail, sha256=sha256)
    return consultation
