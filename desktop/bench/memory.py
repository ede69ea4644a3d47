"""The most memory that a process has held, as the machine counts it."""

import re
import sys
from pathlib import Path

_MEGABYTE = 1024 * 1024
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


def most_memory(process: int | None = None) -> float | None:
    """Megabytes at the highest point until now; nothing where the machine does not tell.

    Of this process, or of another while it runs.
    """
    # Not getrusage on Linux: there the figure of whoever started this process counts too.
    status = Path(f"/proc/{process or 'self'}/status")
    if status.is_file():
        found = _PEAK.search(status.read_text(encoding="utf-8"))
        return int(found[1]) / 1024 if found else None
    if process or sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (_MEGABYTE if sys.platform == "darwin" else 1024)
