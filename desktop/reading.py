"""Read what is kept: to see a consultation, a version of its note or what is found is an act."""

from desktop.consultation import Consultation, ConsultationId
from desktop.desk import write_down
from desktop.session import Session
from desktop.store.differences import Difference
from desktop.store.search import Hit
from desktop.store.versions import Version, distinct
from summarize.note import Note


def view(session: Session, consultation: ConsultationId) -> Consultation:
    """The consultation, to be read by whoever sits there; nothing is shown without a line of it."""
    kept = session.library.load(consultation)
    write_down(session.desk, "VIEW", consultation)
    return kept


def view_versions(session: Session, consultation: ConsultationId) -> tuple[Version, ...]:
    """Which versions of its note can be told apart; no text is shown, so this is no act."""
    return distinct(session.library.versions(consultation))


def view_version(session: Session, consultation: ConsultationId, number: int) -> Note:
    """The note as it was in that version."""
    note = session.library.version(consultation, number)
    write_down(session.desk, "VIEW", consultation, detail=f"version-{number}")
    return note


def compare(
    session: Session, consultation: ConsultationId, before: int, after: int
) -> tuple[Difference, ...]:
    """What changed in its note between two versions."""
    found = session.library.differences(consultation, before, after)
    write_down(session.desk, "VIEW", consultation, detail=f"version-{before}-{after}")
    return found


def search(session: Session, text: str) -> tuple[Hit, ...]:
    """Where all of these words are, best first. The audit keeps how many, never which words."""
    hits = session.library.search(text)
    write_down(session.desk, "SEARCH", detail=str(len(hits)))
    return hits
