"""How much memory this machine has, and how much of it is free."""

from pathlib import Path

_MEMORY = Path("/proc/meminfo")


def free_memory() -> int | None:
    """The bytes that a program may take without any being put aside; None: nobody tells."""
    return _told("MemAvailable")


def all_memory() -> int | None:
    """The bytes of this machine; None: nobody tells."""
    return _told("MemTotal")


def _told(name: str) -> int | None:
    try:
        lines = _MEMORY.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    told = fields.get(name, "").split()
    return int(told[0]) * 1024 if told else None
