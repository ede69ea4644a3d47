"""What was being worked out when the window went, to go on with when it is there again."""

from collections.abc import Collection

from desktop.consultation import ConsultationId
from desktop.errors import GriffelError
from desktop.session import Session
from desktop.visit import AwaitedFile, awaited_file

_NAME = "worked out"


def remember_work(session: Session, visits: Collection[ConsultationId]) -> None:
    """Keep that these are being worked out, or wait for it; on return the disk has it."""
    session.library.remember(_NAME, " ".join(sorted(visits)))


def work_left(session: Session) -> tuple[ConsultationId, ...]:
    """Those that were not worked out to their end, and still can be, in the order they came in."""
    remembered = (session.library.recall(_NAME) or "").split()
    return tuple(visit for visit in map(ConsultationId, remembered) if _may_go_on(session, visit))


def files_left(session: Session) -> tuple[tuple[ConsultationId, AwaitedFile], ...]:
    """The files among them of which not all came in yet."""
    found = ((visit, awaited_file(session, visit)) for visit in work_left(session))
    return tuple(
        (visit, file)
        for visit, file in found
        if file is not None and not session.recordings.open(visit).complete
    )


def _may_go_on(session: Session, visit: ConsultationId) -> bool:
    """A file that is gone, or is another by now, would put half of one thing before another."""
    try:
        file = awaited_file(session, visit)
        if file and not file.is_the_same and not session.recordings.open(visit).complete:
            return False
        return session.library.summary(visit).stage in ("recorded", "transcribed")
    except GriffelError:
        return False
