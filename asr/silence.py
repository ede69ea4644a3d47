"""A process that can reach no network and leaves nothing of its memory on the disk.

To be called before anything heavy is loaded. On Linux the kernel then refuses every socket but the
local ones, to this process, to all its threads and to every process it starts, and nothing can take
that back. What stays possible: asking another program of this user over a local socket, as sound
needs, and a connection that another program hands over.
"""

import ctypes
import errno
import faulthandler
import os
import stat
import struct
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple

if sys.platform != "win32":
    import resource

# Libraries that ask the network for models, versions or statistics are told not to, as well.
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}

# Names and numbers of the kernel's own headers.
_AF_UNIX = 1
_SOL_SOCKET, _SO_DOMAIN = 1, 39
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38
_SET_FILTER, _ALL_THREADS = 1, 1
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_CALL, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # places in what the filter is shown
_ALLOWED = (_RETURN, 0, 0, 0x7FFF0000)
_REFUSED = (_RETURN, 0, 0, 0x00050000 | errno.EACCES)
_X32 = 0x40000000  # calls of the half-size binary interface of x86-64 have this bit
_IO_URING_SETUP, _PIDFD_GETFD = 425, 438  # both make sockets without the call of that name


class _Processor(NamedTuple):
    architecture: int
    socket: int
    socketpair: int
    seccomp: int


_PROCESSORS = {
    "x86_64": _Processor(0xC000003E, socket=41, socketpair=53, seccomp=317),
    "aarch64": _Processor(0xC00000B7, socket=198, socketpair=199, seccomp=277),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def refuse_network() -> Literal["refused", "unsupported"]:
    """Close the network to this process and all it starts, for good; twice is no failure.

    "refused": the kernel was tried and does refuse. "unsupported": macOS, Windows and kernels
    without filters, where only the libraries have been told and a firewall has to do the rest.
    """
    os.environ.update(OFFLINE)
    if sys.platform != "linux":
        return "unsupported"
    processor = _PROCESSORS.get(os.uname().machine)
    if processor is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return "unsupported"
    libc = ctypes.CDLL(None, use_errno=True)
    if not _is_refused(libc):
        _put_away_open_ones(libc)
        _install(libc, processor)
    return "refused" if _is_refused(libc) else "unsupported"


def leave_no_dumps() -> None:
    """Let no crash write this process's memory anywhere, and no other program of the user read it.

    A program that is started afterwards has to call this for itself. On Windows the error reports
    are a setting of the system.
    """
    faulthandler.disable()
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # A dump handed to a program, as most distributions do, knows no limit; this ends it too.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def tell_no_more_than_where() -> None:
    """Have a failure that nobody foresaw, in a thread too, told without what it was about.

    The text of an error may hold a name, a path or a sentence.
    """
    sys.excepthook = lambda kind, _, trace: _tell(kind, trace)
    threading.excepthook = lambda failure: _tell(failure.exc_type, failure.exc_traceback)
    sys.unraisablehook = lambda failure: _tell(failure.exc_type, failure.exc_traceback)


def _tell(kind: type[BaseException], trace: TracebackType | None) -> None:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace is not None else ""
    if sys.stderr is not None:  # a window has none
        sys.stderr.write(f"{kind.__name__}{where}\n")


def _is_refused(libc: ctypes.CDLL) -> bool:
    """Try a kind of socket that does not exist: only a filter answers that access is denied."""
    libc.socket(0, 0, 0)
    return ctypes.get_errno() == errno.EACCES


def _put_away_open_ones(libc: ctypes.CDLL) -> None:
    """Put nothing in the place of each network socket that whoever started us left open."""
    for entry in Path("/proc/self/fd").iterdir():
        descriptor = int(entry.name)
        try:
            is_socket = stat.S_ISSOCK(os.fstat(descriptor).st_mode)
        except OSError:  # the list itself, closed by now
            continue
        if is_socket and _family(libc, descriptor) != _AF_UNIX:
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, descriptor)
            os.close(nowhere)


def _family(libc: ctypes.CDLL, descriptor: int) -> int:
    family, size = ctypes.c_int(), ctypes.c_uint(4)
    libc.getsockopt(descriptor, _SOL_SOCKET, _SO_DOMAIN, ctypes.byref(family), ctypes.byref(size))
    return family.value


def _install(libc: ctypes.CDLL, processor: _Processor) -> None:
    steps = _steps(processor)
    held = ctypes.create_string_buffer(steps, len(steps))
    program = _Program(len(steps) // 8, ctypes.addressof(held))
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)  # without it only root may install a filter
    libc.syscall(processor.seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program))


def _steps(processor: _Processor) -> bytes:
    """What the kernel goes through at each call: a code, steps to skip if so or if not, a number.

    It is a list of what may be: of the calls that make a socket, only those for a local one. A call
    through another binary interface has other numbers and is refused whatever it asks for.
    """
    program = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, processor.architecture),
        _REFUSED,
        (_LOAD, 0, 0, _CALL),
        (_AT_LEAST, 2, 0, _X32),
        (_EQUAL, 1, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 1, _PIDFD_GETFD),
        _REFUSED,
        (_EQUAL, 2, 0, processor.socket),
        (_EQUAL, 1, 0, processor.socketpair),
        _ALLOWED,
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, _AF_UNIX),
        _REFUSED,
        _ALLOWED,
    )
    return b"".join(struct.pack("=HBBI", *step) for step in program)
