"""A recording is read while it is written, to its end and no longer."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Block, Samples, sound_of
from desktop.engine.tailing import Tail, is_held
from desktop.errors import ConsultationUnknown, RecordingDamaged
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordingInProgress, SealedRecordings
from desktop.store.sealing import Key
from tests.fakes import FIRST_ID


@pytest.fixture
def recordings(tmp_path: Path) -> SealedRecordings:
    return SealedRecordings(tmp_path / "recordings", DataKeys(tmp_path / "keys", Key.new()))


@pytest.fixture
def recording(recordings: SealedRecordings) -> Iterator[SealedRecordingInProgress]:
    begun = recordings.begin(FIRST_ID, channels=1)
    yield begun
    begun.leave()


def counting(first: int, length: int) -> Block:
    """Samples that count up, so that one too few or too many is seen."""
    return Block(np.arange(first, first + length).astype(np.int16)[None, :])


def tail(recordings: SealedRecordings, at: int = 0, left_alone: float = 1e9) -> Tail:
    return Tail(recordings.place(FIRST_ID), recordings.key(FIRST_ID), at, left_alone)


def read(tail: Tail) -> Iterator[Block]:
    while (block := tail.next()) is not None:
        yield block


def joined(pieces: Iterable[Block]) -> Samples:
    samples: Samples = sound_of(pieces)[0]
    return samples


def test_what_is_there_is_read_and_then_what_comes_and_then_it_is_over(
    recordings: SealedRecordings, recording: SealedRecordingInProgress
) -> None:
    reading = tail(recordings)
    assert reading.next() is None
    assert not reading.is_over()
    got: list[Block] = []
    for second in range(3):
        recording.append(counting(second * 9000, 9000))
        got += read(reading)
        assert not reading.is_over()
    recording.append(counting(27_000, 500))
    recording.close()
    assert not reading.is_over()  # the last piece is still to be read
    got += read(reading)
    assert reading.is_over()
    assert [block.samples.shape[1] for block in got] == [9000, 9000, 9000, 500]
    assert (joined(got) == counting(0, 27_500).samples[0]).all()


def test_reading_begins_at_any_sample(
    recordings: SealedRecordings, recording: SealedRecordingInProgress
) -> None:
    for second in range(3):
        recording.append(counting(second * SAMPLE_RATE, SAMPLE_RATE))
    for at in (0, 1, 511, SAMPLE_RATE, SAMPLE_RATE + 513, 3 * SAMPLE_RATE - 1):
        reading = tail(recordings, at)
        assert joined(read(reading))[0] == np.int16(at % 2**16 - 2**16 * (at % 2**16 >= 2**15))
        assert reading.samples == 3 * SAMPLE_RATE
        last = joined(reading.since(at))
        assert len(last) == 3 * SAMPLE_RATE - at


def test_what_was_read_lately_can_be_read_again(
    recordings: SealedRecordings, recording: SealedRecordingInProgress
) -> None:
    for second in range(3):
        recording.append(counting(second * 9000, 9000))
    reading = tail(recordings)
    for _ in range(2):
        reading.next()
    assert (joined(reading.since(700)) == counting(700, 17_300).samples[0]).all()
    assert list(reading.since(18_000)) == []


def test_a_recording_that_somebody_holds_is_waited_for(
    recordings: SealedRecordings, recording: SealedRecordingInProgress
) -> None:
    recording.append(counting(0, 9000))
    reading = tail(recordings, left_alone=0.0)
    list(read(reading))
    assert is_held(recordings.place(FIRST_ID))
    assert not reading.is_over()


def test_control_a_recording_that_nobody_holds_is_not(
    recordings: SealedRecordings, recording: SealedRecordingInProgress
) -> None:
    recording.append(counting(0, 9000))
    recording.leave()
    reading = tail(recordings, left_alone=0.0)
    assert not reading.is_over()  # there is something to read
    list(read(reading))
    assert reading.is_over()
    assert not tail(recordings, at=9000).is_over()  # it was left a moment ago


def test_looking_who_holds_it_stands_in_nobodys_way(
    recordings: SealedRecordings, recording: SealedRecordingInProgress
) -> None:
    recording.leave()
    assert not is_held(recordings.place(FIRST_ID))
    recordings.resume(FIRST_ID).leave()


def test_an_erased_recording_is_told(
    recordings: SealedRecordings, recording: SealedRecordingInProgress
) -> None:
    reading = tail(recordings)
    recording.leave()
    recordings.erase(FIRST_ID)
    with pytest.raises(ConsultationUnknown):
        reading.next()
    with pytest.raises(ConsultationUnknown):
        is_held(recordings.place(FIRST_ID))


def test_damage_is_told_after_what_comes_before_it(
    recordings: SealedRecordings, recording: SealedRecordingInProgress
) -> None:
    for second in range(3):
        recording.append(counting(second * 9000, 9000))
    recording.leave()
    place = recordings.place(FIRST_ID)
    data = bytearray(place.read_bytes())
    data[-20_000] ^= 1
    place.write_bytes(bytes(data))
    reading = tail(recordings)
    reading.next()
    with pytest.raises(RecordingDamaged):
        list(read(reading))
