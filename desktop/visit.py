"""A visit in the library, from its first second: begun with consent, ended, and found again."""

from asr.transcript import Language
from desktop.consultation import ConsultationId, Recorded
from desktop.desk import refused, write_down
from desktop.errors import ConsentMissing, WouldOverwrite
from desktop.intake import Intake
from desktop.rules import may_record
from desktop.session import Session
from desktop.workflow import keep_recorded


def begin_visit(
    session: Session, intake: Intake, language: Language, channels: int = 1
) -> ConsultationId:
    """Make a place for a recording, with what was said of it; no consent, no recording.

    It is in the list from now on, so that after a crash there is something to go on with.
    """
    desk = session.desk
    may_record(desk, intake.data)
    if intake.consent is None:
        raise refused(desk, ConsentMissing())
    consultation = desk.new_id()
    session.recordings.begin(consultation, channels).leave()
    begun = Recorded(id=consultation, language=language, channels=channels, seconds=0)
    desk.consultations.save(begun)
    session.library.put_intake(consultation, intake)
    write_down(desk, "CONSENT", consultation, detail=intake.consent.how)
    return consultation


def end_visit(session: Session, consultation: ConsultationId) -> Recorded:
    """Keep how long the recording became, once nothing is added to it any more."""
    sound = session.recordings.open(consultation)
    before = session.library.load(consultation)
    if not isinstance(before, Recorded):
        raise refused(session.desk, WouldOverwrite(), consultation)
    return keep_recorded(session.desk, before.model_copy(update={"seconds": sound.seconds}))
