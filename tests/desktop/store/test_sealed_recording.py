"""A sealed recording keeps each second, gives it back from any second, and nobody else reads it."""

import multiprocessing
import os
import stat
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Block, sound_of
from desktop.consultation import ConsultationId
from desktop.errors import (
    ConsultationUnknown,
    PlaceUnwritable,
    RecordingClosed,
    RecordingDamaged,
    RecordingInUse,
    WouldOverwrite,
)
from desktop.store.data_keys import DataKeys
from desktop.store.mark import Mark
from desktop.store.recording import PlainRecordings
from desktop.store.sealed_recording import SealedRecordingInProgress, SealedRecordings
from desktop.store.sealing import Key
from tests.desktop.store.recordings import noise, rows, until_damage
from tests.fakes import FIRST_ID

Act = Callable[[], None]

OTHER = ConsultationId("20260105-090000-000002")


@pytest.fixture
def keys(tmp_path: Path) -> DataKeys:
    return DataKeys(tmp_path / "keys", Key.new())


@pytest.fixture
def recordings(tmp_path: Path, keys: DataKeys) -> SealedRecordings:
    return SealedRecordings(tmp_path / "recordings", keys)


def test_any_second_is_reached_at_once(recordings: SealedRecordings) -> None:
    sound = [noise(SAMPLE_RATE, seed, 2) for seed in range(4)] + [noise(700, 5, 2)]
    with recordings.begin(FIRST_ID, 2) as recording:
        for block in sound:
            recording.append(block)
    kept, whole = recordings.open(FIRST_ID), sound_of(sound)
    assert kept.seconds == 4 + 700 / SAMPLE_RATE
    for second in (0.0, 1.0, 2.5, 3.9999, 4.01):
        from_there = sound_of(kept.blocks(second))
        assert np.array_equal(from_there, whole[:, round(second * SAMPLE_RATE) :])
    assert list(kept.blocks(kept.seconds)) == list(kept.blocks(99.0)) == []


def test_damage_before_the_second_asked_for_does_not_matter(recordings: SealedRecordings) -> None:
    sound = [noise(SAMPLE_RATE, seed) for seed in range(3)]
    with recordings.begin(FIRST_ID, 1) as recording:
        for block in sound:
            recording.append(block)
    place = recordings.place(FIRST_ID)
    bytes_there = bytearray(place.read_bytes())
    bytes_there[20_000] ^= 1
    place.write_bytes(bytes_there)
    kept = recordings.open(FIRST_ID)
    assert until_damage(kept.blocks()) == ([], True)
    assert until_damage(kept.blocks(1.0)) == ([rows(b) for b in sound[1:]], False)


def test_what_happened_is_kept_with_its_moment(recordings: SealedRecordings) -> None:
    marks = (
        Mark(kind="bookmark", at=12_000),
        Mark(kind="device_lost", at=16_000),
        Mark(kind="gap", at=16_000, seconds=2.25),
        Mark(kind="pause", at=32_000),
        Mark(kind="resumed", at=32_000),
    )
    sound = [noise(SAMPLE_RATE, seed) for seed in range(2)]
    with recordings.begin(FIRST_ID, 1) as recording:
        recording.append(sound[0])
        for mark in marks[:3]:
            recording.mark(mark)
        recording.append(sound[1])
        for mark in marks[3:]:
            recording.mark(mark)
    kept = recordings.open(FIRST_ID)
    assert tuple(kept.marks()) == marks
    assert [rows(b) for b in kept] == [rows(b) for b in sound]


def test_only_a_closed_recording_is_complete_and_it_stays_closed(
    recordings: SealedRecordings,
) -> None:
    recording = recordings.begin(FIRST_ID, 1)
    kept = recordings.open(FIRST_ID)
    recording.append(noise(100, 1))
    found = [kept.complete]
    recording.close()
    recording.close()
    assert [*found, kept.complete] == [False, True]
    with pytest.raises(RecordingClosed):
        recordings.resume(FIRST_ID)
    assert kept.complete


def test_a_recording_goes_on_after_a_crash_and_its_torn_tail_is_kept_aside(
    recordings: SealedRecordings,
) -> None:
    recording = recordings.begin(FIRST_ID, 2)
    recording.append(noise(500, 1, 2))
    recording.append(noise(500, 2, 2))
    recording.leave()
    place = recordings.place(FIRST_ID)
    whole = place.read_bytes()
    place.write_bytes(whole[:-10])
    with recordings.resume(FIRST_ID) as recording:
        assert recording.seconds == 500 / SAMPLE_RATE
        recording.append(noise(500, 3, 2))
    kept = recordings.open(FIRST_ID)
    assert [rows(b) for b in kept] == [rows(noise(500, seed, 2)) for seed in (1, 3)]
    assert kept.complete
    (aside,) = place.parent.glob("*.torn")
    assert whole[:-10].endswith(aside.read_bytes())
    assert len(aside.read_bytes()) == 9 + 2000 + 16 + 1 - 10
    recordings.erase(FIRST_ID)
    assert list(place.parent.iterdir()) == []


def test_one_writer_at_a_time(recordings: SealedRecordings) -> None:
    recording = recordings.begin(FIRST_ID, 1)
    with pytest.raises(RecordingInUse):
        recordings.resume(FIRST_ID)
    recording.append(noise(100, 1))
    recording.leave()
    recordings.resume(FIRST_ID).close()  # the control
    assert recordings.open(FIRST_ID).complete


def test_sound_of_another_shape_is_not_taken(recordings: SealedRecordings) -> None:
    with recordings.begin(FIRST_ID, 1) as recording:
        for wrong in (noise(100, 1, 2), noise(SAMPLE_RATE + 1, 1)):
            with pytest.raises(ValueError, match="not a block"):
                recording.append(wrong)
        recording.append(noise(0, 1))
        recording.append(noise(100, 1))
    assert [rows(b) for b in recordings.open(FIRST_ID)] == [rows(noise(100, 1))]


def write_on(place: Path, secret: bytes, acks: Connection) -> None:
    with SealedRecordingInProgress.on(place, Key(secret)) as recording:
        for seed in range(20):
            recording.append(noise(800, seed))
            acks.send(seed)
            acks.recv()


def test_another_process_writes_on_while_this_one_reads(recordings: SealedRecordings) -> None:
    recordings.begin(FIRST_ID, 1).leave()
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    secret = recordings.key(FIRST_ID).revealed()
    process = spawn.Process(target=write_on, args=(recordings.place(FIRST_ID), secret, theirs))
    process.start()
    kept, heard = recordings.open(FIRST_ID), 0.0
    try:
        for seed in range(20):
            assert ours.poll(60)
            assert ours.recv() == seed
            (fresh,) = kept.blocks(heard)
            assert rows(fresh) == rows(noise(800, seed))
            heard = kept.seconds
            assert not kept.complete
            ours.send("go on")
        process.join(60)
    finally:
        process.kill()
        process.join()
    assert kept.complete


def test_no_sound_lies_in_the_clear_and_the_file_is_this_users(
    tmp_path: Path, recordings: SealedRecordings
) -> None:
    block = noise(SAMPLE_RATE, 1)
    plain = PlainRecordings(tmp_path / "plain")
    for store in (recordings, plain):
        with store.begin(FIRST_ID, 1) as recording:
            recording.append(block)
    needle = block.samples.tobytes()[100:116]
    place = recordings.place(FIRST_ID)
    assert needle in (tmp_path / "plain" / FIRST_ID / "sound.pcm").read_bytes()  # the control
    assert needle not in place.read_bytes()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_erasing_destroys_the_key_even_where_the_file_cannot_be_removed(
    recordings: SealedRecordings, keys: DataKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    with recordings.begin(FIRST_ID, 1) as recording:
        recording.append(noise(100, 1))
    place, unlink = recordings.place(FIRST_ID), Path.unlink

    def not_the_sound(self: Path, missing_ok: bool = False) -> None:
        if self == place:
            raise OSError(5, "input/output error")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", not_the_sound)
    assert next(recordings.open(FIRST_ID).blocks())  # the control
    with pytest.raises(PlaceUnwritable):
        recordings.erase(FIRST_ID)
    monkeypatch.undo()
    assert place.exists()
    assert keys.ids() == ()
    with pytest.raises(ConsultationUnknown):
        recordings.open(FIRST_ID)
    recordings.erase(FIRST_ID)
    assert not place.exists()


@pytest.mark.parametrize("act", [SealedRecordings.open, SealedRecordings.resume])
def test_what_is_not_there_is_said_to_be_unknown(
    recordings: SealedRecordings,
    keys: DataKeys,
    act: Callable[[SealedRecordings, ConsultationId], object],
) -> None:
    with pytest.raises(ConsultationUnknown):
        act(recordings, OTHER)
    keys.new(OTHER)  # a key and no sound: a consultation from a file, for example
    with pytest.raises(ConsultationUnknown):
        act(recordings, OTHER)
    recordings.begin(OTHER, 1).leave()
    found = act(recordings, OTHER)
    if isinstance(found, SealedRecordingInProgress):
        found.leave()


def test_a_recording_under_another_name_or_key_is_damage(
    recordings: SealedRecordings, tmp_path: Path, keys: DataKeys
) -> None:
    for consultation in (FIRST_ID, OTHER):
        with recordings.begin(consultation, 1) as recording:
            recording.append(noise(100, 1))
    sound = recordings.place(FIRST_ID).read_bytes()
    recordings.place(OTHER).write_bytes(sound)
    with pytest.raises(RecordingDamaged):
        recordings.open(OTHER)
    with pytest.raises(RecordingDamaged):
        recordings.resume(OTHER)
    assert recordings.place(OTHER).read_bytes() == sound
    assert next(recordings.open(FIRST_ID).blocks())  # the control


def test_a_file_without_a_key_is_not_written_over(
    recordings: SealedRecordings, keys: DataKeys
) -> None:
    recordings.begin(FIRST_ID, 1).leave()
    before = recordings.place(FIRST_ID).read_bytes()
    keys.destroy(FIRST_ID)
    with pytest.raises(WouldOverwrite):
        recordings.begin(FIRST_ID, 1)
    assert recordings.place(FIRST_ID).read_bytes() == before


def test_a_block_is_on_the_disk_before_it_is_acknowledged(
    recordings: SealedRecordings, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, synced = recordings.begin(FIRST_ID, 1), []
    place, sync = recordings.place(FIRST_ID), os.fdatasync

    def seen(handle: int) -> None:
        sync(handle)
        synced.append(place.stat().st_size)

    monkeypatch.setattr(os, "fdatasync", seen)
    acts: tuple[Act, ...] = (
        lambda: recording.append(noise(100, 1)),
        lambda: recording.mark(Mark(kind="pause", at=100)),
        recording.close,
    )
    for act in acts:
        before = len(synced)
        act()
        assert len(synced) == before + 1
        assert synced[-1] == place.stat().st_size


def test_a_closed_block_list_is_what_hearing_takes(recordings: SealedRecordings) -> None:
    with recordings.begin(FIRST_ID, 2) as recording:
        recording.append(noise(100, 1, 2))
    (block,) = recordings.open(FIRST_ID)
    assert isinstance(block, Block)
    assert block.samples.flags.c_contiguous
    assert block.samples.dtype == np.int16
