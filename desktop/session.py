"""A library that is open: what a window holds from unlocking to locking."""

from dataclasses import dataclass
from pathlib import Path

from desktop.desk import Desk
from desktop.store.library import Library
from desktop.store.sealed_recording import SealedRecordings


@dataclass(frozen=True)
class Session:
    """The desk, and the sealed library and recordings behind it by their own names."""

    folder: Path
    desk: Desk
    library: Library
    recordings: SealedRecordings
