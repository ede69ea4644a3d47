"""What a sound file says of itself before it is decoded: its kind, and whether its end is there.

A decoder takes what it gets and stops at the end of the file without a word, so a recording that
was cut short would pass for a whole one.
"""

import io
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from asr.errors import AudioUnreadable


@dataclass(frozen=True)
class Outside:
    """`cut`: the file ends inside something. `states_length`: its duration can be believed."""

    container: str
    cut: bool = False
    states_length: bool = True


def looked_at(file: BinaryIO) -> Outside:
    """Judge by content, not by name; raise AudioUnreadable for anything but the six kinds."""
    size = file.seek(0, io.SEEK_END)
    kind, start = _kind(file)
    outside = _LOOKS[kind](file, start, size)
    file.seek(0)
    return outside


_MOST_PARTS = 200_000  # a four-hour fragmented MP4 has about 30 000
_TAIL_BYTES = 4 * 1024 * 1024
# What programs write as the size when they cannot go back to fill it in: 0, or about 2 or 4 GiB.
_UNKNOWN_SIZES = (range(1), range(0x7FFF_0000, 0x8000_0001), range(0xFFFF_0000, 0x1_0000_0000))
_MP3_COUNTS = (b"Xing", b"Info", b"VBRI")
_MP3_LAYER_3 = 0b01
_CLUSTER = b"\x1f\x43\xb6\x75"


def _kind(file: BinaryIO) -> tuple[str, int]:
    """Which container, and where it starts behind any ID3 tags."""
    start = 0
    for _ in range(4):
        head = _read(file, start, 12)
        if head[:3] != b"ID3" or len(head) < 10:
            break
        start += 10 + sum(
            (byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True)
        )
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav", start
    if head[4:8] == b"ftyp":
        return "mp4", start
    for magic, kind in ((b"fLaC", "flac"), (b"OggS", "ogg"), (b"\x1a\x45\xdf\xa3", "webm")):
        if head.startswith(magic):
            return kind, start
    if _is_mp3_frame(head):
        return "mp3", start
    raise AudioUnreadable


def _is_mp3_frame(head: bytes) -> bool:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bit_rate, rate = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == _MP3_LAYER_3 and bit_rate not in (0, 15) and rate != 3


def _look_at_flac(_file: BinaryIO, _start: int, _size: int) -> Outside:
    return Outside("flac")  # the decoder notices: its frames are checksummed and numbered


def _look_at_mp3(file: BinaryIO, start: int, _size: int) -> Outside:
    """Without a count of its frames, ffmpeg's duration is a guess, and a cut cannot be seen."""
    first_frame = _read(file, start, 256)
    return Outside("mp3", states_length=any(count in first_frame for count in _MP3_COUNTS))


def _look_at_wav(file: BinaryIO, _start: int, size: int) -> Outside:
    """Follow the chunks: behind the sound there must be further chunks or nothing.

    More sound than the header says is as bad as less: the reader stops where the header says.
    """
    at, big = 12, 0
    for _ in range(_MOST_PARTS):
        if size - at < 8:
            break
        name, length = struct.unpack("<4sI", _read(file, at, 8))
        if name == bytes(4):  # padding
            break
        if name == b"RIFF" or not re.fullmatch(rb"[ -~]{4}", name):
            return Outside("wav", cut=True)
        if name == b"ds64":
            big = struct.unpack("<Q", _read(file, at + 16, 8).ljust(8, b"\0"))[0]
        if name == b"data" and big:
            length = big
        elif name == b"data" and any(length in unknown for unknown in _UNKNOWN_SIZES):
            return Outside("wav", states_length=False)
        if at + 8 + length > size:
            return Outside("wav", cut=True, states_length=False)
        at += 8 + length + length % 2
    return Outside("wav")


def _look_at_mp4(file: BinaryIO, start: int, size: int) -> Outside:
    at = start
    for _ in range(_MOST_PARTS):
        if size - at < 8:
            break
        length = int.from_bytes(_read(file, at, 4))
        if length == 1:
            length = int.from_bytes(_read(file, at + 8, 8))
        if length < 8:  # 0: up to the end of the file
            break
        at += length
    return Outside("mp4", cut=at > size)


def _look_at_ogg(file: BinaryIO, _start: int, size: int) -> Outside:
    """The last page must be whole. The end mark is not asked for: not every recorder writes it."""
    tail = _read(file, max(0, size - 2 * 65_536), 2 * 65_536)  # a page is at most 65 307 bytes
    page = tail[tail.rfind(b"OggS") :]
    if len(page) < 27 or len(page) < 27 + page[26]:
        return Outside("ogg", cut=True)
    length = 27 + page[26] + sum(page[27 : 27 + page[26]])
    return Outside("ogg", cut=len(page) < length)


def _look_at_webm(file: BinaryIO, _start: int, size: int) -> Outside:
    """Follow the elements of the last cluster; browsers write no length anywhere above it."""
    tail = _read(file, max(0, size - _TAIL_BYTES), _TAIL_BYTES)
    at = tail.rfind(_CLUSTER)
    while 0 <= at < len(tail):
        width = 9 - tail[at].bit_length()
        name, at = tail[at : at + width], at + width
        if at >= len(tail):
            return Outside("webm", cut=True)
        width = 9 - tail[at].bit_length()
        length = int.from_bytes(tail[at : at + width]) & ((1 << 7 * width) - 1)
        at += width
        if name != _CLUSTER:
            at += length
    return Outside("webm", cut=at > len(tail))


def _read(file: BinaryIO, at: int, length: int) -> bytes:
    file.seek(at)
    return file.read(length)


_LOOKS: Mapping[str, Callable[[BinaryIO, int, int], Outside]] = {
    "wav": _look_at_wav,
    "flac": _look_at_flac,
    "mp3": _look_at_mp3,
    "mp4": _look_at_mp4,
    "ogg": _look_at_ogg,
    "webm": _look_at_webm,
}
