"""Build every part once and join them: the only place that knows which store is behind a Desk."""

import getpass
import secrets
from datetime import UTC, datetime
from pathlib import Path

from desktop import paths
from desktop.consultation import ConsultationId
from desktop.store.audit import PlainAudit
from desktop.store.consultations import Consultations, PlainConsultations
from desktop.store.recording import PlainRecordings
from desktop.workflow import Desk


def open_desk(library: Path) -> Desk:
    """A desk whose consultations, recordings and audit lie in one folder."""
    return _desk(PlainConsultations(library / "consultations"), library)


def open_file_desk(consultation: Consultations) -> Desk:
    """A desk for one consultation in a file of the user; the audit is the user's own."""
    return _desk(consultation, paths.home())


def _desk(consultations: Consultations, folder: Path) -> Desk:
    return Desk(
        consultations=consultations,
        recordings=PlainRecordings(folder / "recordings"),
        audit=PlainAudit(folder / "audit.jsonl"),
        user=getpass.getuser(),
        now=lambda: datetime.now(UTC),
        new_id=new_id,
    )


def new_id() -> ConsultationId:
    """A name for a consultation: when it was made, and chance; nothing about anybody."""
    return ConsultationId(f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}")
