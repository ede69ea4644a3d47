"""Locking for real: the process becomes a fresh one at its lock screen.

Clearing widgets and collecting garbage leaves pieces of text and sound all over the memory of a Qt
program; a new address space holds none of it.
"""

import os
import sys
from pathlib import Path

from desktop.outside import hand_on, take_back
from desktop.ui.export.clipboard import clear_ours


def lock_order(folder: Path) -> list[str]:
    """The command that opens the lock screen of the library in that folder."""
    program = [sys.executable]
    if not getattr(sys, "frozen", False):
        program += ["-m", "desktop"]
    return [*program, "open", "--library", str(folder.absolute())]


def become_lock_screen(folder: Path) -> None:
    """Start again at the lock screen; where that is done, nothing after it is ever run."""
    clear_ours()
    sys.stdout.flush()
    sys.stderr.flush()
    hand_on()
    order = lock_order(folder)
    try:
        os.execv(order[0], order)  # noqa: S606 - our own program, without a shell
    except OSError:  # it was moved, or there is no memory for it
        take_back()
        raise
