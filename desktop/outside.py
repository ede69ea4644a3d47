"""A process that is begun before the network closes, so that a model can be fetched when asked for.

It saw nothing of a visit, opens no library, and knows one thing to do: begin the work it was given,
in a process of that work's own. All that reaches that work is a pipe. On Linux only: elsewhere the
kernel closes nothing, and a process of the window is begun in the ordinary way.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it takes longer to load than all of this does, and mostly nobody asks
    from multiprocessing.connection import Connection

Work = Callable[["Connection"], None]

_HANDED_ON = "GRIFFEL_OUTSIDE"  # from a window that locked to the one it became
_NOBODY = "nobody"  # it had none, and what is begun from now on is inside
_waiting: list[socket.socket] = []  # the way to that process, where there is one
_going: "dict[str, Connection]" = {}  # the ways to what it began, by name


def stay_outside(work: Work) -> None:
    """Begin the process that stays outside; to be called before the network is closed.

    A window that was locked has its own from before, and no way to begin another.
    """
    if sys.platform != "linux" or _waiting:
        return
    handed_on = os.environ.pop(_HANDED_ON, "")
    if handed_on:
        _take_over(handed_on)
        return
    with suppress(OSError):  # too much runs here: Griffel starts all the same, with nobody outside
        _begin(work)


def leave_nobody() -> None:
    """Have nobody outside: what a window that locked handed on ends, and so does its work."""
    _take_over(os.environ.pop(_HANDED_ON, ""))
    for waiting in _waiting:
        waiting.close()
    for begun in _going.values():
        begun.close()
    _waiting.clear()
    _going.clear()


def is_outside() -> bool:
    """Whether there is a process that can be asked."""
    return bool(_waiting)


def ask(name: str) -> "Connection | None":
    """The pipe to work that has begun now, kept under that name; None: nobody is outside."""
    from multiprocessing.connection import Connection

    if not _waiting:
        return None
    ours, theirs = socket.socketpair()
    with ours, theirs:
        try:
            socket.send_fds(_waiting[0], [b"1"], [theirs.fileno()])
        except ConnectionError:  # it was ended from without, and from in here none can be begun
            _waiting.pop().close()
            return None
        _going[name] = connection = Connection(ours.detach())
    return connection


def going() -> "Iterator[tuple[str, Connection]]":
    """What was begun before the window locked, and is still waited for."""
    yield from _going.items()


def forget(name: str) -> None:
    """The work of that name has ended."""
    begun = _going.pop(name, None)
    if begun is not None:
        begun.close()


def hand_on() -> None:
    """Let the program that this process becomes go on with the same process, and the same work."""
    kept = [("", one.fileno()) for one in _waiting]
    kept += [(name, one.fileno()) for name, one in _going.items()]
    for _, handle in kept:
        os.set_inheritable(handle, True)
    told = " ".join(f"{name}={handle}" for name, handle in kept)
    os.environ[_HANDED_ON] = told or _NOBODY


def take_back() -> None:
    """This process stays what it is after all, and what it begins gets none of that."""
    os.environ.pop(_HANDED_ON, None)
    handles = [one.fileno() for one in _waiting] + [one.fileno() for one in _going.values()]
    for handle in handles:
        os.set_inheritable(handle, False)


def _begin(work: Work) -> None:
    ours, theirs = socket.socketpair()
    begun = _fork()
    if begun == 0:
        try:
            ours.close()
            _serve(theirs, work)
        finally:
            os._exit(0)  # never on into the window
    theirs.close()
    if begun is None:
        ours.close()
    else:
        _waiting.append(ours)


def _take_over(handed_on: str) -> None:
    from multiprocessing.connection import Connection

    for one in handed_on.split():
        name, _, handle = one.partition("=")
        with suppress(OSError, ValueError):  # somebody else wrote it
            os.set_inheritable(int(handle), False)
            if name:
                _going[name] = Connection(int(handle))
            else:
                _waiting.append(socket.socket(fileno=int(handle)))


def _serve(orders: socket.socket, work: Work) -> None:
    """Begin the work each time a pipe comes in, until the window is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # what has ended is not waited for
    while True:
        _, handles, _, _ = socket.recv_fds(orders, 1, 1)
        if not handles:
            return
        if _fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            orders.close()
            from multiprocessing.connection import Connection

            work(Connection(handles[0]))
            return
        os.close(handles[0])


def _fork() -> int | None:
    """As os.fork; None: there is no room for one more, and whoever asked sees its pipe end."""
    try:
        return os.fork()
    except OSError:
        return None
