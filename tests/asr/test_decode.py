"""Channels stay what they are, whatever speakers the file means them for."""

import io
import struct

import numpy as np
import pytest

from asr.decode import decode
from asr.wire import SAMPLE_RATE, Began, Message, Piece
from tests.asr.media import FORMATS, Rows, encoded, tones

EXTENSIBLE = 0xFFFE
PCM = b"\x01\0\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71"
PLACES = {
    "none": 0,
    "left and right": 0b11,
    "centre and subwoofer": 0b1100,
    "back": 0b11_0000,
    "one of two": 0b1,
    "three of two": 0b111,
    "all": 2**32 - 1,
}


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("places", PLACES.values(), ids=PLACES)
def test_the_places_of_speakers_mix_nothing(places: int, channels: int) -> None:
    rows = tones(1.5, SAMPLE_RATE, channels)
    assert np.array_equal(_decoded(_wav(rows, places)), rows)


def test_a_file_that_turns_from_mono_to_stereo_keeps_its_first_form() -> None:
    form, bare = FORMATS["mp3"], {"write_xing": "0", "id3v2_version": "0"}
    mono, stereo = (encoded(form, tones(2, form.rate, n), bare) for n in (1, 2))
    for data, channels in ((mono + stereo, 1), (stereo + mono, 2)):
        heard = _decoded(data)
        assert len(heard) == channels
        assert heard.shape[1] / SAMPLE_RATE == pytest.approx(4, abs=0.2)


def _decoded(data: bytes) -> Rows:
    messages: list[Message] = []
    decode(io.BytesIO(data), messages.append)
    began = messages[0]
    assert isinstance(began, Began)
    sound = b"".join(message.sound for message in messages if isinstance(message, Piece))
    return np.frombuffer(sound, "<i2").reshape(-1, began.channels).T


def _wav(rows: Rows, places: int) -> bytes:
    channels, sound = len(rows), rows.T.tobytes()
    form = struct.pack("<HHII", EXTENSIBLE, channels, SAMPLE_RATE, SAMPLE_RATE * 2 * channels)
    form += struct.pack("<HHHHI", 2 * channels, 16, 22, 16, places) + PCM
    chunks = b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks
