"""A recording is never shortened in silence: what is cut or spoilt is said so, or refused."""

import io
import struct
from collections.abc import Callable

import pytest

from asr import decode as decoding
from asr.containers import looked_at
from asr.errors import AudioTooLong, AudioTooManyChannels, AudioUnreadable
from asr.wire import SAMPLE_RATE, Ended, Message, Piece
from tests.asr.media import FORMATS, VORBIS, Format, encoded, tones

SECONDS = 4.0
FRAGMENTS = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "500000"}
KINDS: dict[str, tuple[Format, dict[str, str]]] = {
    **{name: (form, {}) for name, form in FORMATS.items()},
    "ogg-vorbis": (VORBIS, {}),
    "wav-rf64": (FORMATS["wav-16-bit"], {"rf64": "always"}),
    "m4a-moov-first": (FORMATS["m4a"], {"movflags": "faststart"}),
    "m4a-fragments": (FORMATS["m4a"], FRAGMENTS),
    "webm-live": (FORMATS["webm"], {"live": "1"}),  # what browsers record: no length anywhere
}
CUTS: dict[str, Callable[[int], int]] = {
    "one byte": lambda size: size - 1,
    "100 bytes": lambda size: size - 100,
    "a tenth": lambda size: size * 9 // 10,
    "half": lambda size: size // 2,
}
# The last frame of an MP3 is mended by the decoder; less than 0.03 s is lost.
UNSEEN = {("mp3", "one byte"), ("mp3", "100 bytes")} | {
    ("mp3-telephone", "one byte"),
    ("mp3-telephone", "100 bytes"),
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Four seconds of tones of every kind."""
    return {
        name: encoded(form, tones(SECONDS, form.rate), options)
        for name, (form, options) in KINDS.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_file_is_whole(files: dict[str, bytes], kind: str) -> None:
    seconds, ended = _decoded(files[kind])
    assert seconds == pytest.approx(SECONDS, abs=0.1)
    assert ended == Ended(lost_packets=0, damaged=False)


@pytest.mark.parametrize(
    ("kind", "cut"), [(kind, cut) for kind in KINDS for cut in CUTS if (kind, cut) not in UNSEEN]
)
def test_a_cut_is_seen(files: dict[str, bytes], kind: str, cut: str) -> None:
    whole = files[kind]
    assert _damaged_or_refused(whole[: CUTS[cut](len(whole))])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("wav")])
def test_a_hole_is_seen(files: dict[str, bytes], kind: str) -> None:
    """Not in a WAV file: it has nothing that could tell samples from zeros."""
    middle = len(files[kind]) // 2
    hole = bytearray(files[kind])
    hole[middle : middle + 2_000] = bytes(2_000)
    assert _damaged_or_refused(bytes(hole))


def test_sound_in_front_of_the_hole_and_behind_it_is_kept(files: dict[str, bytes]) -> None:
    hole = bytearray(files["m4a"])
    hole[len(hole) // 2 : len(hole) // 2 + 2_000] = bytes(2_000)
    seconds, ended = _decoded(bytes(hole))
    assert 0.8 * SECONDS < seconds < SECONDS
    assert ended.damaged
    assert ended.lost_packets > 0


@pytest.mark.parametrize("size", [0, 0x7FFF_F000, 0x7FFF_FFFF, 0xFFFF_FFFF])
def test_a_wav_written_to_a_pipe_is_whole(files: dict[str, bytes], size: int) -> None:
    """Programs that cannot go back to fill in the size leave one of these."""
    seconds, ended = _decoded(_with_data_size(files["wav-16-bit"], size))
    assert seconds == pytest.approx(SECONDS, abs=0.001)
    assert not ended.damaged


@pytest.mark.parametrize("size", [100_000, 3_000_000_000])
def test_a_wav_with_another_size_than_it_says_is_damaged(
    files: dict[str, bytes], size: int
) -> None:
    _, ended = _decoded(_with_data_size(files["wav-16-bit"], size))
    assert ended.damaged


def test_a_wav_behind_a_wav_is_damage(files: dict[str, bytes]) -> None:
    """Only the first is read."""
    assert _decoded(files["wav-16-bit"] * 2)[1].damaged


def test_chunks_behind_the_sound_of_a_wav_are_no_damage(files: dict[str, bytes]) -> None:
    for more in (b"LIST" + struct.pack("<I", 4) + b"INFO", bytes(512), b"\0"):
        assert not _decoded(files["wav-16-bit"] + more)[1].damaged


def test_the_length_of_an_mp3_without_a_count_of_frames_is_not_believed(
    files: dict[str, bytes],
) -> None:
    """It is a guess from the first bit rate, and may be far off."""
    uncounted = encoded(FORMATS["mp3"], tones(SECONDS, 44_100), {"write_xing": "0"})
    assert looked_at(io.BytesIO(files["mp3"])).states_length
    assert not looked_at(io.BytesIO(uncounted)).states_length
    assert not _decoded(uncounted)[1].damaged


def test_too_long_by_its_header_is_refused_before_any_sound(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "MAX_SECONDS", 3)
    for kind in ("flac", "webm", "m4a", "ogg-opus", "wav-float", "mp3"):
        messages: list[Message] = []
        with pytest.raises(AudioTooLong):
            decoding.decode(io.BytesIO(files[kind]), messages.append)
        assert messages == []


def test_too_long_without_saying_so_is_refused_on_the_way(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "MAX_SECONDS", 3)
    for data in (files["webm-live"], _with_data_size(files["wav-16-bit"], 0xFFFF_FFFF)):
        messages: list[Message] = []
        with pytest.raises(AudioTooLong):
            decoding.decode(io.BytesIO(data), messages.append)
        assert len(messages) > 1


def test_as_long_as_allowed_is_read(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "MAX_SECONDS", int(SECONDS))
    assert _decoded(files["flac"])[0] == pytest.approx(SECONDS, abs=0.001)


def test_more_than_two_channels_are_refused() -> None:
    for name in ("flac", "m4a"):
        with pytest.raises(AudioTooManyChannels):
            _decoded(encoded(FORMATS[name], tones(1, FORMATS[name].rate, 6)))


def test_a_file_without_any_sound_in_it_is_refused(files: dict[str, bytes]) -> None:
    header = _with_data_size(files["wav-16-bit"], 0)[:78]
    assert header[-8:-4] == b"data"
    with pytest.raises(AudioUnreadable):
        _decoded(header)


def _decoded(data: bytes) -> tuple[float, Ended]:
    """Seconds of sound, and the last message."""
    messages: list[Message] = []
    decoding.decode(io.BytesIO(data), messages.append)
    last = messages[-1]
    assert isinstance(last, Ended)
    pieces = [message for message in messages if isinstance(message, Piece)]
    return sum(len(p.sound) / 2 / p.channels for p in pieces) / SAMPLE_RATE, last


def _damaged_or_refused(data: bytes) -> bool:
    try:
        return _decoded(data)[1].damaged
    except AudioUnreadable:
        return True


def _with_data_size(wav: bytes, size: int) -> bytes:
    at = wav.index(b"data") + 4
    return wav[:at] + struct.pack("<I", size) + wav[at + 4 :]
