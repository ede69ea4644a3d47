"""What the listening process says comes over whole; anything else is refused."""

import pytest

from asr.ear_wire import (
    LONGEST_EAR_MESSAGE,
    Behind,
    Closed,
    EarGarbled,
    EarMessage,
    Opened,
    Opening,
    pack_heard,
    unpack_heard,
)
from asr.microphone import Snippet

MESSAGES: tuple[EarMessage, ...] = (
    Opening(),
    Opened(),
    Closed(),
    Behind("alsa_input.usb", "Tafelmicrofoon é", True),
    Behind("", "", False),
    Snippet(0, 12.5, False, b"\x01\x02" * 1600),
    Snippet(2**32 - 1, 1e9, True, b"\x00\x80"),
)


@pytest.mark.parametrize("message", MESSAGES, ids=repr)
def test_a_message_comes_over_whole(message: EarMessage) -> None:
    data = pack_heard(message)
    assert unpack_heard(data) == message
    assert len(data) <= LONGEST_EAR_MESSAGE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        pack_heard(Opening())[:-1],
        pack_heard(Opening()) + b"x",
        pack_heard(MESSAGES[-1])[:-1],
        pack_heard(MESSAGES[-1])[:-2],
        pack_heard(MESSAGES[-2]) + b"\0\0",
        b"\x09" + pack_heard(Opened())[1:],
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(EarGarbled):
        unpack_heard(data)
