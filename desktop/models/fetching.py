"""Fetching a model from the hub in a process of its own: what that is told, and what it tells.

The network is open to that process alone. All that it gets is the name of a model: it looks up for
itself whether the list has it and the policy allows it.
"""

import signal
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from asr.elapsed import elapsed
from asr.silence import leave_no_dumps, tell_no_more_than_where
from asr.value import Value
from desktop.errors import GriffelError, ModelNotAllowed
from desktop.models import models_folder
from desktop.models.catalogue import Model, catalogue
from desktop.models.errors import ModelUnknown
from desktop.models.folder import Progress
from desktop.models.hub import fetch
from desktop.models.sources import Hub
from desktop.policy import read_policy
from desktop.policy_file import find_policy

_TELL_EVERY = 0.2  # seconds; a screen that is locked reads nothing, and a pipe holds some hundreds


class Wanted(Value):
    """The model to fetch."""

    name: str


class Fetching(Value):
    """How many bytes are there, and of how many; fetching goes on, or reading over when all are."""

    kind: Literal["fetching"] = "fetching"
    done: int
    whole: int


class Fetched(Value):
    """The model is here. `known`: its checksum came with Griffel."""

    kind: Literal["fetched"] = "fetched"
    known: bool


class Stopped(Value):
    """It was stopped, and what was fetched lies ready for the next time."""

    kind: Literal["stopped"] = "stopped"


class NotFetched(Value):
    """It came to nothing, for the reason of that code. `file`: which file it was about."""

    kind: Literal["not_fetched"] = "not_fetched"
    code: str
    file: str = ""


FetchNews = Fetching | Fetched | Stopped | NotFetched
_NEWS: TypeAdapter[FetchNews] = TypeAdapter(Annotated[FetchNews, Field(discriminator="kind")])


def read_fetch_news(data: bytes) -> FetchNews:
    """The news in those bytes."""
    return _NEWS.validate_json(data)


def run_fetching(connection: Connection) -> None:
    """Fetch the one model that is asked for; a word from the other side, or its end, stops it.

    What was fetched by then stays, for the next time.
    """
    leave_no_dumps()
    tell_no_more_than_where()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(EOFError, OSError, ValueError):
        wanted = Wanted.model_validate_json(connection.recv_bytes())
        threading.Thread(target=_stop_when_told, args=(connection,), daemon=True).start()
        _send(connection, _fetched(wanted.name, _teller(connection)))


def _fetched(name: str, progress: Progress) -> FetchNews:
    try:
        model = _allowed(name)
        models_folder().get(name, Hub(model, fetch), progress)
    except KeyboardInterrupt:
        return Stopped()
    except GriffelError as problem:
        return NotFetched(code=problem.code, file=str(vars(problem).get("file", "")))
    return Fetched(known=model.main.sha256 is not None)


def _allowed(name: str) -> Model:
    """The model of that name; what may not be used need not come in."""
    model = catalogue().find(name)
    if model is None:
        raise ModelUnknown
    listed, sha256 = model.main.sha256 is not None, models_folder().weights(name)
    if not read_policy(find_policy()).allows_model(sha256, listed=listed):
        raise ModelNotAllowed
    return model


def _teller(connection: Connection) -> Progress:
    told = -_TELL_EVERY

    def tell(done: int, whole: int) -> None:
        nonlocal told
        if done == whole or elapsed() - told >= _TELL_EVERY:
            told = elapsed()
            _send(connection, Fetching(done=done, whole=whole))

    return tell


def _send(connection: Connection, news: FetchNews) -> None:
    connection.send_bytes(news.model_dump_json().encode())


def _stop_when_told(connection: Connection) -> None:
    """Whatever comes, or nothing that ever will: it means that nobody wants the model now."""
    with suppress(EOFError, OSError):
        connection.recv_bytes()
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:  # also where it waits for the network
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
