"""A disk that refuses costs nothing that was acknowledged, and no nonce ever serves twice."""

import errno
import os
import resource
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.errors import DiskFull, GriffelError, PlaceUnwritable
from desktop.store import recording_writer
from desktop.store.mark import Mark
from desktop.store.recording_file import PREFIX_BYTES, RecordingFile
from desktop.store.recording_writer import RecordingWriter
from desktop.store.sealed_recording import SealedRecordingInProgress
from desktop.store.sealing import Key
from tests.desktop.store.recordings import begun, noise, reader, rows

Act = Callable[[], None]

BLOCKS = [noise(900, seed) for seed in range(4)]


@pytest.fixture
def key() -> Key:
    return Key.new()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "one.sound"


@contextmanager
def room_for(place: Path, more: int) -> Iterator[None]:
    """No file of this process grows beyond what this one is and so much more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (place.stat().st_size + more, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def refusing(call: str, number: int) -> Iterator[None]:
    """This call of the system fails."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, call, refuse)
        yield


def test_where_a_record_fits_in_part_the_file_ends_with_the_last_whole_one(
    place: Path, key: Key
) -> None:
    with begun(place, key) as recording:
        recording.append(BLOCKS[0])
        for room in (0, 1, 100, 1800):
            with room_for(place, room), pytest.raises(PlaceUnwritable):
                recording.append(BLOCKS[1])
            assert place.stat().st_size == RecordingFile(place, key).end.offset
            assert reader(place, key).seconds == recording.seconds == 900 / 16_000
        recording.append(BLOCKS[2])
    kept = reader(place, key)
    assert [rows(b) for b in kept] == [rows(BLOCKS[0]), rows(BLOCKS[2])]
    assert kept.complete


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EIO, PlaceUnwritable),
        (errno.EROFS, PlaceUnwritable),
    ],
)
def test_a_sync_that_fails_is_no_acknowledgement_and_the_next_second_is_kept(
    place: Path, key: Key, number: int, error: type[GriffelError]
) -> None:
    with begun(place, key) as recording:
        recording.append(BLOCKS[0])
        acts: tuple[Act, ...] = (
            lambda: recording.append(BLOCKS[1]),
            lambda: recording.mark(Mark(kind="pause", at=0)),
            recording.close,
        )
        for act in acts:
            with refusing("fdatasync", number), pytest.raises(error):
                act()
        recording.append(BLOCKS[2])
    kept = reader(place, key)
    assert [rows(b) for b in kept] == [rows(BLOCKS[0]), rows(BLOCKS[2])]
    assert kept.complete


def test_while_the_file_cannot_even_be_cut_nothing_more_is_written(place: Path, key: Key) -> None:
    recording = begun(place, key)
    recording.append(BLOCKS[0])
    with refusing("fdatasync", errno.EIO), pytest.raises(PlaceUnwritable):
        recording.append(BLOCKS[1])
    size = place.stat().st_size
    with refusing("fsync", errno.EIO), pytest.raises(PlaceUnwritable):
        recording.append(BLOCKS[1])
    assert place.stat().st_size == size
    recording.append(BLOCKS[2])
    recording.leave()
    assert [rows(b) for b in reader(place, key)] == [rows(BLOCKS[0]), rows(BLOCKS[2])]


def test_a_full_disk_at_the_start_leaves_no_file_and_at_resuming_the_one_there_was(
    place: Path, key: Key
) -> None:
    with refusing("fsync", errno.ENOSPC), pytest.raises(DiskFull):
        begun(place, key)
    assert list(place.parent.iterdir()) == []
    recording = begun(place, key)
    recording.append(BLOCKS[0])
    recording.leave()
    place.write_bytes(place.read_bytes() + b"torn")
    before = place.read_bytes()
    with refusing("fsync", errno.ENOSPC), pytest.raises(DiskFull):
        SealedRecordingInProgress.on(place, key)
    assert place.read_bytes() == before
    SealedRecordingInProgress.on(place, key).close()
    assert [rows(b) for b in reader(place, key)] == [rows(BLOCKS[0])]


def nonces_of_a_troubled_recording(place: Path, patch: pytest.MonkeyPatch) -> Counter[bytes]:
    """How often each nonce sealed something, when writing fails and is resumed a few times."""
    used: Counter[bytes] = Counter()
    key, seal = Key.new(), Key.seal

    def noted(self: Key, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        used[nonce] += 1
        return seal(self, nonce, data, bound)

    patch.setattr(Key, "seal", noted)
    recording = begun(place, key)
    for block in BLOCKS:
        recording.append(block)
        with refusing("fdatasync", errno.EIO), pytest.raises(PlaceUnwritable):
            recording.append(noise(700, 9))
        with room_for(place, 300), pytest.raises(PlaceUnwritable):
            recording.append(noise(800, 9))
        recording.append(noise(600, 9))
        recording.leave()
        place.write_bytes(place.read_bytes()[:-50])
        recording = SealedRecordingInProgress.on(place, key)
    recording.close()
    assert [rows(b) for b in reader(place, key)] == [rows(b) for b in BLOCKS]
    return used


def test_no_nonce_serves_twice_whatever_went_wrong(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = nonces_of_a_troubled_recording(place, monkeypatch)
    assert len(used) >= 30
    assert set(used.values()) == {1}


def test_control_one_prefix_for_all_sessions_repeats_nonces(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording_writer, "_new_prefix", lambda: b"p" * PREFIX_BYTES)
    used = nonces_of_a_troubled_recording(place, monkeypatch)
    assert max(used.values()) > 1


def test_a_writer_that_left_holds_nothing(place: Path, key: Key) -> None:
    begun(place, key).leave()
    writer, header = RecordingWriter.on(place, key)
    found = [writer.left]
    writer.leave()
    assert [*found, writer.left] == [False, True]
    assert header.channels == 1
