"""The sound of a file: what comes out, how it ends, and what a decoder that does wrong can do."""

import multiprocessing
import subprocess
import sys
from functools import partial
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import numpy as np
import pytest

from asr import audio
from asr.audio import BLOCK_SAMPLES, SAMPLE_RATE, Sound, open_sound, open_sound_with, sound_of
from asr.errors import AudioMissing, AudioUnreadable, DecoderStopped
from asr.wire import Piece, pack
from tests.asr import children
from tests.asr.children import GOOD, decoders
from tests.asr.media import FORMATS, LEFT_HZ, LEVEL, RIGHT_HZ, VORBIS, Rows, encoded, tones

GOOD_BYTES = tuple(map(pack, GOOD))


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """A call of 2.5 s with agent and customer on their own channels."""
    return _file(tmp_path, encoded(FORMATS["wav-16-bit"], tones(2.5, 44_100)))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_keeps_channels_length_and_level(tmp_path: Path, name: str) -> None:
    form = FORMATS[name]
    path = _file(tmp_path, encoded(form, tones(2.5, form.rate)))

    with open_sound(path, "split") as reader:
        heard = sound_of(reader)

    assert not reader.damaged
    assert reader.sound.channels == reader.sound.source_channels == 2
    assert reader.sound.source_rate == form.rate
    assert heard.shape[1] / SAMPLE_RATE == pytest.approx(2.5, abs=0.1)
    for row, own, other in ((0, LEFT_HZ, RIGHT_HZ), (1, RIGHT_HZ, LEFT_HZ)):
        assert _level(heard[row], own) == pytest.approx(LEVEL, rel=0.06)  # LAME takes 5 % off
        assert _level(heard[row], other) < LEVEL / 50


def test_vorbis_is_read_too(tmp_path: Path) -> None:
    path = _file(tmp_path, encoded(VORBIS, tones(2.5, VORBIS.rate)))
    with open_sound(path, "split") as reader:
        heard = sound_of(reader)
    assert not reader.damaged
    assert heard.shape[1] / SAMPLE_RATE == pytest.approx(2.5, abs=0.1)
    assert _level(heard[0], LEFT_HZ) == pytest.approx(LEVEL, rel=0.02)


def test_mono_is_the_mean_of_the_channels(call: Path) -> None:
    with open_sound(call) as reader:
        heard = sound_of(reader)

    assert reader.sound == Sound(1, 2, 44_100, "wav", "pcm_s16le")
    assert heard.shape == (1, round(2.5 * SAMPLE_RATE))
    for hertz in (LEFT_HZ, RIGHT_HZ):
        assert _level(heard[0], hertz) == pytest.approx(LEVEL / 2, rel=0.02)


def test_channels_of_opposite_sign_cancel_out(tmp_path: Path) -> None:
    one = tones(1, 16_000, 1)
    path = _file(tmp_path, encoded(FORMATS["flac"], np.vstack([one, -one])))
    with open_sound(path) as reader:
        assert np.abs(sound_of(reader)).max() <= 1


def test_a_mono_file_has_one_row_even_when_split(tmp_path: Path) -> None:
    path = _file(tmp_path, encoded(FORMATS["wav-mu-law"], tones(1, 8_000, 1)))
    with open_sound(path, "split") as reader:
        assert reader.sound.channels == 1
        assert sound_of(reader).shape == (1, SAMPLE_RATE)


def test_the_sound_comes_in_seconds(call: Path) -> None:
    with open_sound(call, "split") as reader:
        blocks = [block.samples for block in reader]
    assert [block.shape for block in blocks] == [(2, BLOCK_SAMPLES)] * 2 + [(2, BLOCK_SAMPLES // 2)]
    assert all(block.dtype == np.int16 and block.flags.c_contiguous for block in blocks)


def test_leaving_early_ends_the_decoder(call: Path) -> None:
    with open_sound(call) as reader:
        next(iter(reader))
        assert len(decoders()) == 1
    assert decoders() == []
    with pytest.raises(DecoderStopped):
        next(iter(reader))


def test_an_error_of_the_caller_ends_the_decoder(call: Path) -> None:
    with pytest.raises(ZeroDivisionError), open_sound(call):
        raise ZeroDivisionError
    assert decoders() == []


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    loop = tmp_path / "loop.wav"
    loop.symlink_to(loop)
    for path in (tmp_path / "none.wav", loop, tmp_path / "a\0b.wav", loop / "inside.wav"):
        with pytest.raises(AudioMissing), open_sound(path):
            pass


def test_a_folder_is_no_sound(tmp_path: Path) -> None:
    with pytest.raises(AudioUnreadable), open_sound(tmp_path):
        pass


# --- a decoder that does wrong


@pytest.mark.parametrize(
    "target", [partial(children.says, GOOD_BYTES[:1]), children.stops_half_way]
)
def test_a_decoder_that_hangs_is_ended(call: Path, target: audio.Target) -> None:
    with (
        pytest.raises(DecoderStopped),
        open_sound_with(target, call, "mono", patience=0.2),
    ):
        pass
    assert decoders() == []


def test_a_decoder_that_never_starts_is_ended(call: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "START_PATIENCE", 0.2)
    silent = partial(children.says, ())
    with pytest.raises(DecoderStopped), open_sound_with(silent, call, "mono"):
        pass


def test_a_crash_after_good_sound_is_no_end(call: Path) -> None:
    with open_sound_with(children.crashes, call, "mono") as reader:
        blocks = iter(reader)
        next(blocks)
        with pytest.raises(DecoderStopped):
            next(blocks)


def test_more_memory_than_the_cell_has_stops_the_decoder(call: Path) -> None:
    with open_sound_with(partial(children.hoards, False), call, "mono") as reader:
        assert len(list(reader)) == 2
    with (
        pytest.raises(DecoderStopped),
        open_sound_with(partial(children.hoards, True), call, "mono"),
    ):
        pass


def test_the_cell_opens_no_file_and_no_socket(call: Path) -> None:
    with (
        pytest.raises(AudioUnreadable),
        open_sound_with(partial(children.reaches_out, False), call, "mono"),
    ):
        pass
    with open_sound_with(partial(children.reaches_out, True), call, "mono") as reader:
        assert len(list(reader)) == 2


def test_the_real_decoder_works_inside_the_cell(call: Path) -> None:
    with open_sound_with(children.probing_decoder, call, "mono") as reader:
        assert sound_of(reader).shape == (1, round(2.5 * SAMPLE_RATE))


def test_the_cell_prints_nothing(call: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for silenced, printed in ((False, 4), (True, 0)):
        target = partial(children.shouts, silenced)
        with open_sound_with(target, call, "mono") as reader:
            list(reader)
        out, err = capfd.readouterr()
        assert (out + err).count(str(call)) == printed


_PIECE = GOOD_BYTES[2]
_SHORT = GOOD_BYTES[3]
_TWO_CHANNELS = pack(Piece(channels=2, sound=bytes(64_000)))
LIES = {  # each is followed by an end, so that a lie that is believed ends well
    "no header": (b"", *GOOD_BYTES[:3]),
    "sound before its form": (GOOD_BYTES[0], _PIECE, GOOD_BYTES[1]),
    "not ready": GOOD_BYTES[1:4],
    "ready twice": (*GOOD_BYTES[:2], GOOD_BYTES[0]),
    "begun twice": (*GOOD_BYTES[:2], GOOD_BYTES[1]),
    "begun after sound": (*GOOD_BYTES[:3], GOOD_BYTES[1]),
    "another number of channels": (*GOOD_BYTES[:2], _TWO_CHANNELS),
    "a short second in the middle": (*GOOD_BYTES[:2], _SHORT, _PIECE),
    "too much in one": (*GOOD_BYTES[:2], _PIECE + bytes(2)),
    "far too much in one": (*GOOD_BYTES[:2], bytes(10_000_000)),
    "an unknown kind": (*GOOD_BYTES[:2], b"\x09" + bytes(16)),
    "an unknown refusal": (*GOOD_BYTES[:2], b"\x04\x09" + bytes(15)),
}


@pytest.mark.parametrize("name", LIES)
def test_a_decoder_that_lies_is_not_believed(call: Path, name: str) -> None:
    target = partial(children.says, (*LIES[name], GOOD_BYTES[-1]))
    with pytest.raises(DecoderStopped), open_sound_with(target, call, "mono") as reader:
        list(reader)


def test_a_decoder_that_tells_the_truth_is_believed(call: Path) -> None:
    with open_sound_with(partial(children.says, GOOD_BYTES), call, "mono") as reader:
        assert sound_of(reader).shape == (1, BLOCK_SAMPLES + 50)
        assert not reader.damaged


def test_nothing_from_the_decoder_is_unpickled(call: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(ForkingPickler, "loads", refuse)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    sender.send("control")
    with pytest.raises(ZeroDivisionError):
        receiver.recv()

    with open_sound(call) as reader:
        assert sound_of(reader).shape == (1, round(2.5 * SAMPLE_RATE))


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [("asr.audio", "av"), ("asr.decode", "numpy"), ("asr.decode", "faster_whisper")],
)
def test_each_side_loads_only_what_it_needs(module: str, unwanted: str) -> None:
    script = f"import {module}, sys; sys.exit({unwanted!r} in sys.modules)"
    command = [sys.executable, "-c", script]
    assert subprocess.run(command, check=False).returncode == 0  # noqa: S603 - our own words


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "sound"  # no suffix: the content decides
    path.write_bytes(data)
    return path


def _level(row: Rows, hertz: float) -> float:
    """The amplitude of one tone, away from the edges."""
    middle = row[SAMPLE_RATE // 2 : SAMPLE_RATE * 3 // 2].astype(np.float64)
    turns = np.exp(-2j * np.pi * hertz * np.arange(middle.size) / SAMPLE_RATE)
    return float(2 * abs((middle * turns).mean()))
