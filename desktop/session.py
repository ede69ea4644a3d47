"""A library that is open: what a window holds from unlocking to locking."""

from dataclasses import dataclass
from pathlib import Path

from desktop.desk import Desk
from desktop.store.chain import Breach
from desktop.store.library import Library
from desktop.store.sealed_recording import SealedRecordings


@dataclass(frozen=True)
class Session:
    """The desk, and the sealed library and recordings behind it by their own names.

    `audit_damage`: what somebody did to the audit since it was last seen, found at opening; the
    library works on, and the screen says so.
    """

    folder: Path
    desk: Desk
    library: Library
    recordings: SealedRecordings
    audit_damage: Breach | None = None
