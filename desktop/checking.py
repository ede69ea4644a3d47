"""Read all that a library holds, to know whether it is whole."""

from contextlib import suppress
from dataclasses import dataclass

from desktop.errors import GriffelError
from desktop.session import Session


@dataclass(frozen=True)
class Condition:
    """How many consultations and recordings there are, and how many of them can be read."""

    consultations: int
    read: int
    recordings: int
    heard: int

    @property
    def whole(self) -> bool:
        """Whether all of it can be read."""
        return (self.read, self.heard) == (self.consultations, self.recordings)


def check(session: Session) -> Condition:
    """Read every page, every consultation, every second; LibraryDamaged where a page is broken."""
    session.library.check()
    visits, sounds, read, heard = session.library.ids(), session.recordings.ids(), 0, 0
    for visit in visits:
        with suppress(GriffelError):
            session.library.load(visit)
            read += 1
    for sound in sounds:
        with suppress(GriffelError):
            for _ in session.recordings.open(sound):
                pass
            heard += 1
    return Condition(len(visits), read, len(sounds), heard)
