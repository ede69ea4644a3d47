"""What the process that listens to the microphone may say: five messages of fixed form."""

import struct
from dataclasses import dataclass

from asr.microphone import SNIPPET_SAMPLES, Snippet


@dataclass(frozen=True)
class Opening:
    """The device is being opened, which may take long."""


@dataclass(frozen=True)
class Opened:
    """The device is open; sound may come."""


@dataclass(frozen=True)
class Closed:
    """The device could not be opened, or has ended. It will be tried again."""


@dataclass(frozen=True)
class Behind:
    """The device the sound comes from, by its name for programs and for people.

    `asked_is_here`: the device that was asked for is there (it need not be the one that is heard).
    """

    name: str
    description: str
    asked_is_here: bool


EarMessage = Opening | Opened | Closed | Behind | Snippet


class EarGarbled(Exception):
    """Bytes that are none of the five messages."""


_HEADER = struct.Struct("<BBId")
_OPENING, _OPENED, _CLOSED, _BEHIND, _SNIPPET = range(5)
_SNIPPET_BYTES = SNIPPET_SAMPLES * 2
LONGEST_EAR_MESSAGE = _HEADER.size + _SNIPPET_BYTES


def pack_heard(message: EarMessage) -> bytes:
    """The message as bytes."""
    match message:
        case Opening():
            return _HEADER.pack(_OPENING, 0, 0, 0.0)
        case Opened():
            return _HEADER.pack(_OPENED, 0, 0, 0.0)
        case Closed():
            return _HEADER.pack(_CLOSED, 0, 0, 0.0)
        case Behind(name, description, asked_is_here):
            names = f"{name}\0{description}".encode()[:_SNIPPET_BYTES]
            return _HEADER.pack(_BEHIND, int(asked_is_here), 0, 0.0) + names
        case Snippet(number, at, overflow, sound):
            return _HEADER.pack(_SNIPPET, int(overflow), number, at) + sound


def unpack_heard(data: bytes) -> EarMessage:
    """The message in these bytes, or EarGarbled."""
    if len(data) < _HEADER.size:
        raise EarGarbled
    kind, flag, number, at = _HEADER.unpack_from(data)
    rest = data[_HEADER.size :]
    if kind == _SNIPPET and 0 < len(rest) <= _SNIPPET_BYTES and len(rest) % 2 == 0:
        return Snippet(number, at, bool(flag), rest)
    if kind == _BEHIND:
        name, _, description = rest.decode(errors="replace").partition("\0")
        return Behind(name, description, bool(flag))
    plain: dict[int, EarMessage] = {_OPENING: Opening(), _OPENED: Opened(), _CLOSED: Closed()}
    if kind not in plain or rest:
        raise EarGarbled
    return plain[kind]
