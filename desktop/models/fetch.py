"""A model on its way here from the hub, as the window sees it: a pipe to the one that fetches."""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import ValidationError

from desktop import outside, paths
from desktop.errors import Unexpected
from desktop.models.catalogue import Model
from desktop.models.errors import ModelFetcherGone
from desktop.models.fetching import (
    Fetching,
    FetchNews,
    NotFetched,
    Wanted,
    read_fetch_news,
    run_fetching,
)
from desktop.models.hub_address import hub_address


class Fetch:
    """One model that is being fetched. It goes on behind a closed sheet, and a locked window."""

    def __init__(self, name: str, connection: Connection) -> None:
        self.name = name
        self._connection: Connection | None = connection

    @classmethod
    def begin(cls, name: str) -> Self:
        """Have a model fetched, which somebody asked for."""
        try:
            connection = outside.ask(name) if sys.platform == "linux" else _process_of_its_own()
            if connection is None:
                raise ModelFetcherGone
            connection.send_bytes(Wanted(name=name).model_dump_json().encode())
        except OSError:  # it has just ended, or there is no room for it to begin
            outside.forget(name)
            raise Unexpected from None
        return cls(name, connection)

    @classmethod
    def going_on(cls) -> Iterator[Self]:
        """Those that were begun before the window locked."""
        for name, connection in outside.going():
            yield cls(name, connection)

    def news(self) -> Iterator[FetchNews]:
        """What happened since. The last of it says how it ended."""
        while self._connection is not None:
            try:
                if not self._connection.poll():
                    return
                news = read_fetch_news(self._connection.recv_bytes())
            except (EOFError, OSError, ValidationError):
                news = NotFetched(code=Unexpected.code)
            if not isinstance(news, Fetching):
                self._connection.close()
                self._connection = None
                outside.forget(self.name)
            yield news

    def stop(self) -> None:
        """Fetch no further; news tells when that is so. What is there is kept for the next time."""
        if self._connection is not None:
            with suppress(OSError):  # it has just ended
                self._connection.send_bytes(b"stop")


def can_fetch(model: Model) -> bool:
    """Whether it can be fetched from the window: asked for at the hub, and put where models lie.

    Who manages the models of a practice closes their folder to its users; then only they bring in.
    """
    asked = outside.is_outside() or sys.platform != "linux"
    return asked and model.revision is not None and _is_open(paths.models())


def hub_name() -> str:
    """The machine that is asked, as it is told to a person."""
    return urlsplit(hub_address()).hostname or hub_address()


def _is_open(place: Path) -> bool:
    while not place.exists() and place != place.parent:
        place = place.parent
    return os.access(place, os.W_OK)


def _process_of_its_own() -> Connection:
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    with theirs:
        spawn.Process(target=run_fetching, args=(theirs,), daemon=True).start()
    return ours
