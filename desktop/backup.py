"""The copy of the day: made once, told when it fails, and in nobody's way."""

from dataclasses import dataclass
from datetime import datetime

from desktop.desk import NO_CONSULTATION, write_down
from desktop.errors import DiskFull, GriffelError, PlaceUnwritable
from desktop.session import Session
from desktop.store.errors import GaveWay

_REASONS = {DiskFull.code: "full", PlaceUnwritable.code: "place"}


@dataclass(frozen=True)
class BackupState:
    """When the last copy was made, and why there is none after it, by the code of its words."""

    last: datetime | None = None
    failed: str = ""

    @property
    def why(self) -> str:
        """What stood in the way, as far as somebody can do something about it."""
        return _REASONS.get(self.failed, "other")


def back_up(session: Session) -> bool:
    """Make the copy of today where there is none; whether one was made.

    Its failure is written down. GaveWay is none: others wanted the library, and it is made later.
    """
    desk, library = session.desk, session.library
    if not library.backup_is_due():
        return False
    try:
        library.backup()
    except GaveWay:
        raise
    except GriffelError as error:
        write_down(desk, "FAILED", detail=error.code)
        raise
    write_down(desk, "BACKUP")
    return True


def backup_state(session: Session) -> BackupState:
    """What there is to tell of the copies of this library."""
    made = session.library.backups()
    last = made[-1].at if made else None
    failed = ""
    for act in session.desk.audit.of(NO_CONSULTATION):
        if act.act == "BACKUP":
            failed = ""
        elif act.act == "FAILED":
            failed = act.detail
    return BackupState(last, failed)
