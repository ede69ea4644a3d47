"""A model hub on this machine, for tests: it gives files as the public one does, or does not."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

REVISION = "0" * 40
PAGE = b"<!DOCTYPE html><title>Log in</title>"


_HOST = "127.0.0.1"
_CONNECT, _LOOK_UP = socket.socket.connect, socket.getaddrinfo


def open_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this test reach this machine, and still nothing else."""

    def connect(one: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] == _HOST
        _CONNECT(one, address)

    def look_up(host: str, *more: Any, **named: Any) -> object:
        assert host == _HOST
        return _LOOK_UP(host, *more, **named)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@dataclass(frozen=True)
class Asked:
    """One request. The names of the headers are in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]

    @property
    def first(self) -> int | None:
        """The first byte that was asked for, where a part was."""
        wanted = self.headers.get("range", "")
        return int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else None


@dataclass
class LoopbackHub:
    """Gives these files, and remembers what it was asked.

    `cuts`: after how many bytes each of the next answers breaks off, or with `holds` waits until
    `held` is set; `down`: every one breaks off at once. `typed`: under which type files are given;
    `sends_on`: where all are, instead of here, and which requests are told so. `silent`: to which
    requests it says nothing.
    """

    files: dict[str, bytes]
    asked: list[Asked] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    down: bool = False
    holds: bool = False
    typed: str = "application/octet-stream"
    sends_on: str = ""
    sends_on_at: tuple[str, ...] = ("HEAD", "GET")
    gives_parts: bool = True
    silent: frozenset[str] = frozenset()  # methods
    held: threading.Event = field(default_factory=threading.Event)
    address: str = ""

    def gets(self, name: str) -> list[Asked]:
        """The requests for the bytes of that file."""
        return [one for one in self.asked if one.method == "GET" and one.path.endswith(name)]


@contextmanager
def served(hub: LoopbackHub) -> Iterator[LoopbackHub]:
    """That hub, served on a port of its own."""
    server = ThreadingHTTPServer((_HOST, 0), lambda *told: _Answer(hub, *told))
    server.daemon_threads = True
    hub.address = f"http://{_HOST}:{server.server_port}"
    work = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    work.start()
    try:
        yield hub
    finally:
        hub.held.set()
        server.shutdown()
        server.server_close()
        work.join()


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, hub: LoopbackHub, *told: Any) -> None:
        self._hub = hub
        super().__init__(*told)

    def do_HEAD(self) -> None:
        self._answer(with_bytes=False)

    def do_GET(self) -> None:
        self._answer(with_bytes=True)

    def log_message(self, format: str, *told: object) -> None:
        """Say nothing."""

    def _answer(self, *, with_bytes: bool) -> None:
        hub, headers = self._hub, {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers)
        hub.asked.append(asked)
        name = self.path.rpartition("/")[2]
        if self.command in hub.silent:
            hub.held.wait()
            self.close_connection = True
        elif hub.sends_on and self.command in hub.sends_on_at and not self._is_there():
            self._send(302, {"Location": hub.sends_on + self.path, "Content-Length": "0"})
        elif name not in hub.files:
            self._send(404, {"X-Error-Code": "EntryNotFound", "Content-Length": "0"})
        elif with_bytes:
            self._give(hub.files[name], asked.first if hub.gives_parts else None)
        else:
            self._send(200, {"Content-Length": str(len(hub.files[name]))})

    def _is_there(self) -> bool:
        """Whether this is the place that all was sent on to, if that is on this hub."""
        return self._hub.sends_on.startswith("/") and self.path.startswith(self._hub.sends_on)

    def _give(self, data: bytes, first: int | None) -> None:
        rest = data[first or 0 :]
        about = {"Content-Length": str(len(rest))}
        if first is not None:
            about["Content-Range"] = f"bytes {first}-{len(data) - 1}/{len(data)}"
        cut = 0 if self._hub.down else self._hub.cuts.pop(0) if self._hub.cuts else len(rest)
        self._send(200 if first is None else 206, about)
        self.wfile.write(rest[:cut])
        if self._hub.holds and cut < len(rest):
            self._hub.held.wait()
        self.close_connection = cut < len(rest)

    def _send(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        about = {"ETag": '"1"', "X-Repo-Commit": REVISION, "Content-Type": self._hub.typed}
        for name, value in {**about, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
