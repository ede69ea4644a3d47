"""How much memory this machine has, and how much of it is free."""

import ctypes
import os
import sys
from pathlib import Path

_MEMORY = Path("/proc/meminfo")


class WindowsMemory(ctypes.Structure):
    """What Windows tells of it: https://learn.microsoft.com/windows/win32/api/sysinfoapi/."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("all", ctypes.c_uint64),
        ("free", ctypes.c_uint64),
        ("others", ctypes.c_uint64 * 5),
    )


def free_memory() -> int | None:
    """The bytes that a program may take without any being put aside; None: nobody tells."""
    if sys.platform == "win32":
        told = _windows()
        return int(told.free) if told is not None else None
    return _told("MemAvailable")


def all_memory() -> int | None:
    """The bytes of this machine; None: nobody tells."""
    if sys.platform == "win32":
        told = _windows()
        return int(told.all) if told is not None else None
    return _told("MemTotal") or _counted()


def _told(name: str) -> int | None:
    try:
        lines = _MEMORY.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    told = fields.get(name, "").split()
    return int(told[0]) * 1024 if told else None


def _counted() -> int | None:
    """As macOS counts it, which has no such file."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


if sys.platform == "win32":

    def _windows() -> WindowsMemory | None:
        told = WindowsMemory(length=ctypes.sizeof(WindowsMemory))
        answered = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(told))
        return told if answered else None
