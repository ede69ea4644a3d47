"""Keep the machine from going to sleep while it records.

A consultation is listened to in silence and without a touch of the keys, which is what a machine
falls asleep of. The way is that of each system: a lock of logind, `caffeinate`, a state of the
thread. Each ends with the process that asked for it, also when that is killed.
"""

import ctypes
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

# It holds the lock for as long as `cat` reads; `cat` ends when our end of its input is gone.
_LINUX = (
    "systemd-inhibit",
    "--what=sleep:idle",
    "--mode=block",
    "--who=Griffel",
    "--why=recording",
    "cat",
)
# Of SetThreadExecutionState: until the next call, and the system stays awake.
_CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001


class Awake:
    """Awake from here until `release`, where the system can be asked for it."""

    def __init__(self, order: Sequence[str] | None = None) -> None:
        self._held = False
        self._keeper: subprocess.Popen[bytes] | None = None
        if order is None and sys.platform == "win32":
            self._held = _state(_CONTINUOUS | _SYSTEM_REQUIRED)
            return
        with suppress(OSError):  # no such program here
            self._keeper = subprocess.Popen(  # noqa: S603 - words of our own
                order or _order(),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C in a terminal is not for it
            )

    @property
    def holds(self) -> bool:
        """Whether the machine is kept awake; a refusal shows after a moment."""
        return self._held or (self._keeper is not None and self._keeper.poll() is None)

    def release(self) -> None:
        """Let it sleep again. Twice is no failure."""
        if self._held:
            _state(_CONTINUOUS)
            self._held = False
        if self._keeper is not None:
            keeper, self._keeper = self._keeper, None
            if keeper.stdin is not None:
                keeper.stdin.close()
            keeper.kill()
            keeper.wait()


def _order() -> Sequence[str]:
    if sys.platform == "darwin":
        return ("caffeinate", "-i", "-w", str(os.getpid()))
    return _LINUX


def _state(wanted: int) -> bool:
    """Set the state of this thread; False where that is refused."""
    if sys.platform == "win32":
        return ctypes.windll.kernel32.SetThreadExecutionState(wanted) != 0
    return False
