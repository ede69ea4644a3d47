"""Messages from the decoder: what is sent arrives, and nothing else is taken for a message."""

import struct

import pytest

from asr.errors import AudioTooLong
from asr.wire import (
    BLOCK_SAMPLES,
    CODECS,
    CONTAINERS,
    LONGEST_MESSAGE,
    Began,
    Ended,
    Garbled,
    Message,
    Piece,
    Ready,
    Refused,
    pack,
    unpack,
)

MESSAGES: tuple[Message, ...] = (
    Ready(),
    Began(channels=2, rate=8_000, container="wav", codec="pcm_mulaw"),
    Piece(channels=2, sound=bytes(range(64)), read=1000),
    Ended(lost_packets=3, damaged=True),
    Refused(AudioTooLong),
)


@pytest.mark.parametrize("message", MESSAGES)
def test_what_is_sent_arrives(message: Message) -> None:
    assert unpack(pack(message)) == message


def test_the_longest_second_fits() -> None:
    assert len(pack(Piece(channels=2, sound=bytes(BLOCK_SAMPLES * 4)))) == LONGEST_MESSAGE


@pytest.mark.parametrize(
    ("fields", "sound"),
    [
        ((0, 1, 0, 0, 0), b""),
        ((0, 0, 0, 0, 0), b"more"),
        ((1, 0, 8_000, 0, 0), b""),
        ((1, 3, 8_000, 0, 0), b""),
        ((1, 1, 0, 0, 0), b""),
        ((1, 1, 1_000_000, 0, 0), b""),
        ((1, 1, 8_000, len(CONTAINERS), 0), b""),
        ((1, 1, 8_000, 0, len(CODECS)), b""),
        ((1, 1, 8_000, 0, 0), b"more"),
        ((2, 0, 0, 0, 0), b"ab"),
        ((2, 3, 0, 0, 0), b"abcdef"),
        ((2, 1, 0, 0, 0), b""),
        ((2, 1, 0, 0, 0), b"abc"),
        ((2, 2, 0, 0, 0), b"ab"),
        ((2, 1, 0, 0, 1), b"ab"),
        ((2, 1, 1001, 0, 0), b"ab"),
        ((2, 1, 0, 0, 0), bytes(BLOCK_SAMPLES * 2 + 2)),
        ((3, 2**31, 0, 0, 0), b""),
        ((3, 0, 2, 0, 0), b""),
        ((3, 0, 0, 0, 1), b""),
        ((3, 0, 0, 0, 0), b"more"),
        ((4, 4, 0, 0, 0), b""),
        ((4, 0, 1, 0, 0), b""),
        ((5, 0, 0, 0, 0), b""),
    ],
)
def test_anything_else_is_garbled(fields: tuple[int, ...], sound: bytes) -> None:
    with pytest.raises(Garbled):
        unpack(struct.pack("<BIIII", *fields) + sound)


def test_a_part_of_a_message_is_garbled() -> None:
    for length in range(len(pack(Ready()))):
        with pytest.raises(Garbled):
            unpack(pack(Ready())[:length])
