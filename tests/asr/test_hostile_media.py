"""Broken and lying files: each ends soon, in little memory, in sound or a clear refusal."""

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Target, open_sound, open_sound_with, sound_of
from asr.confine import open_at_once
from asr.errors import AudioMissing, AudioTooLong, AudioUnreadable, HearingError
from tests.asr import hostile
from tests.asr.children import decoders, measured_decoder
from tests.asr.hostile import Files

SECONDS = 10.0
RESIDENT_BYTES = 500 * 1024 * 1024
FAMILIES: tuple[Callable[[dict[str, bytes]], Files], ...] = (
    hostile.cut,
    hostile.flipped,
    hostile.absurd_wav,
    hostile.absurd_flac,
    hostile.absurd_boxes,
    hostile.absurd_others,
    hostile.no_sound,
)

Outcome = float | type[HearingError]


@pytest.fixture(scope="module")
def good() -> dict[str, bytes]:
    """The whole files that the hostile ones are made from."""
    return hostile.good()


def test_good_files_pass_the_same_way(
    tmp_path: Path, good: dict[str, bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    outcomes = _outcomes(tmp_path, good.items(), capfd)
    assert outcomes == dict.fromkeys(good, pytest.approx(2.0, abs=0.1))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_every_hostile_file_ends_well(
    tmp_path: Path,
    good: dict[str, bytes],
    family: Callable[[dict[str, bytes]], Files],
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "sound.wav").write_bytes(good["wav"])  # for the playlists to find
    outcomes = _outcomes(tmp_path, family(good), capfd)
    if family is hostile.no_sound:
        assert set(outcomes.values()) == {AudioUnreadable}


def test_there_are_two_hundred_of_them(good: dict[str, bytes]) -> None:
    assert sum(len(list(family(good))) for family in FAMILIES) >= 200


def test_six_hours_in_a_small_file_are_refused_in_little_memory(tmp_path: Path) -> None:
    """Read whole, the file of 4 MB would take 3.4 GB.

    Processor time is bounded, not time on the wall, which other work on the machine stretches: the
    four hours read before the file that does not say is found out take 5.5 s.
    """
    path = tmp_path / "long.flac"
    for data in hostile.long_flac():
        path.write_bytes(data)
        peak = multiprocessing.get_context("spawn").Value("q", 0)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert _outcome(partial(measured_decoder, peak), path) is AudioTooLong
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= SECONDS
        assert 0 < peak.value <= RESIDENT_BYTES


def test_a_wrong_name_does_not_matter(tmp_path: Path, good: dict[str, bytes]) -> None:
    for name, data in good.items():
        path = tmp_path / f"{name}.txt"
        path.write_bytes(data)
        with open_sound(path) as reader:
            assert sound_of(reader).shape[1] / SAMPLE_RATE == pytest.approx(2.0, abs=0.1)


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "loop.wav").symlink_to(tmp_path / "loop.wav")
    (tmp_path / "empty.wav").touch()
    for path, refusal in {
        tmp_path: AudioUnreadable,
        tmp_path / "pipe.wav": AudioUnreadable,
        tmp_path / "empty.wav": AudioUnreadable,
        Path("/dev/zero"): AudioUnreadable,
        tmp_path / "loop.wav": AudioMissing,
        tmp_path / "none.wav": AudioMissing,
    }.items():
        with pytest.raises(refusal), open_sound(path):
            pass


def test_a_pipe_put_in_place_of_a_file_does_not_hold_us_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    with open_at_once(str(tmp_path / "pipe.wav")) as pipe:
        assert pipe.read(1) == b""


def _outcomes(
    folder: Path, files: Iterable[tuple[str, bytes]], capfd: pytest.CaptureFixture[str]
) -> dict[str, Outcome]:
    """Seconds of sound or the refusal for each file; time, memory and silence are checked."""
    path = folder / "hostile.wav"
    outcomes: dict[str, Outcome] = {}
    for name, data in files:
        path.write_bytes(data)
        peak = multiprocessing.get_context("spawn").Value("q", 0)
        began = time.monotonic()
        outcomes[name] = _outcome(partial(measured_decoder, peak), path)
        assert time.monotonic() - began <= SECONDS, name
        assert 0 < peak.value <= RESIDENT_BYTES, name
        assert decoders() == []
    assert capfd.readouterr() == ("", "")
    return outcomes


def _outcome(target: Target, path: Path) -> Outcome:
    samples = 0
    try:
        with open_sound_with(target, path, "split") as reader:
            for block in reader:
                assert block.samples.dtype == np.int16
                samples += block.samples.shape[1]
    except HearingError as error:
        return type(error)
    assert samples > 0
    return samples / SAMPLE_RATE
