"""A clock for how long something takes, which also counts the time a machine was asleep."""

import time


def elapsed() -> float:
    """Seconds since some moment: never back, not moved by setting the time, the same everywhere.

    Python's monotonic clock stands still on Linux and macOS while a laptop lid is closed.
    """
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):  # Linux; macOS
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()
