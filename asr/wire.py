"""What the decoder process may say: five messages of fixed form, so that none has to be trusted."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from asr.errors import (
    AudioTooLong,
    AudioTooManyChannels,
    AudioUnreadable,
    DecoderStopped,
    HearingError,
)

SAMPLE_RATE = 16_000
BLOCK_SAMPLES = SAMPLE_RATE  # one second; only the last block may be shorter
MAX_SECONDS = 4 * 3600
ALL = 1000  # thousandths
SOURCE_RATES = range(4_000, 384_001)  # telephone is 8 kHz; studio formats end at 384 kHz

CONTAINERS = ("wav", "flac", "mp3", "mp4", "ogg", "webm")
CODECS = (
    "pcm_u8",
    "pcm_s16le",
    "pcm_s24le",
    "pcm_s32le",
    "pcm_f32le",
    "pcm_f64le",
    "pcm_mulaw",
    "pcm_alaw",
    "flac",
    "mp3",
    "aac",
    "opus",
    "vorbis",
)
REFUSALS: tuple[type[HearingError], ...] = (
    AudioUnreadable,
    AudioTooLong,
    AudioTooManyChannels,
    DecoderStopped,
)


@dataclass(frozen=True)
class Ready:
    """The decoder has started; the file has not been touched."""


@dataclass(frozen=True)
class Began:
    """The first sound came out of the file."""

    channels: int
    rate: int
    container: str
    codec: str


@dataclass(frozen=True)
class Piece:
    """Up to one second of sound: 16-bit little-endian samples, channels in turn.

    `read`: how much of the file was looked at for it, in thousandths.
    """

    channels: int
    sound: bytes
    read: int = 0


@dataclass(frozen=True)
class Ended:
    """The file is at its end. `damaged`: less came out than should have."""

    lost_packets: int
    damaged: bool


@dataclass(frozen=True)
class Refused:
    """The decoder gave up on the file."""

    error: type[HearingError]


Message = Ready | Began | Piece | Ended | Refused


class Garbled(Exception):
    """Bytes that are none of the five messages."""


_HEADER = struct.Struct("<BIIII")
_KINDS: Mapping[type[Message], int] = {Ready: 0, Began: 1, Piece: 2, Ended: 3, Refused: 4}
_BYTES_PER_SAMPLE = 2
_MOST_PACKETS = 2**31
LONGEST_MESSAGE = _HEADER.size + BLOCK_SAMPLES * 2 * _BYTES_PER_SAMPLE


def pack(message: Message) -> bytes:
    """The message as bytes."""
    fields, sound = _fields(message)
    padded = (*fields, 0, 0, 0, 0)[:4]
    return _HEADER.pack(_KINDS[type(message)], *padded) + sound


def unpack(untrusted: bytes) -> Message:
    """The message in these bytes. Every field is checked: a hostile file may have written them."""
    if len(untrusted) < _HEADER.size:
        raise Garbled
    kind, a, b, c, d = _HEADER.unpack_from(untrusted)
    sound = untrusted[_HEADER.size :]
    if kind == _KINDS[Piece]:
        return _piece(a, b, (c, d), sound)
    if sound:
        raise Garbled
    if kind == _KINDS[Ready] and (a, b, c, d) == (0, 0, 0, 0):
        return Ready()
    if kind == _KINDS[Began]:
        return _began(a, b, c, d)
    if kind == _KINDS[Ended] and a < _MOST_PACKETS and b in (0, 1) and (c, d) == (0, 0):
        return Ended(lost_packets=a, damaged=bool(b))
    if kind == _KINDS[Refused] and a < len(REFUSALS) and (b, c, d) == (0, 0, 0):
        return Refused(REFUSALS[a])
    raise Garbled


def _fields(message: Message) -> tuple[tuple[int, ...], bytes]:
    match message:
        case Ready():
            return (), b""
        case Began(channels, rate, container, codec):
            return (channels, rate, CONTAINERS.index(container), CODECS.index(codec)), b""
        case Piece(channels, sound, read):
            return (channels, read), sound
        case Ended(lost_packets, damaged):
            return (min(lost_packets, _MOST_PACKETS - 1), int(damaged)), b""
        case Refused(error):
            return (REFUSALS.index(error),), b""


def _piece(channels: int, read: int, rest: tuple[int, int], sound: bytes) -> Piece:
    if channels not in (1, 2) or read > ALL or rest != (0, 0):
        raise Garbled
    samples, odd = divmod(len(sound), channels * _BYTES_PER_SAMPLE)
    if odd or not 0 < samples <= BLOCK_SAMPLES:
        raise Garbled
    return Piece(channels, sound, read)


def _began(channels: int, rate: int, container: int, codec: int) -> Began:
    if channels not in (1, 2) or rate not in SOURCE_RATES:
        raise Garbled
    if container >= len(CONTAINERS) or codec >= len(CODECS):
        raise Garbled
    return Began(channels, rate, CONTAINERS[container], CODECS[codec])
