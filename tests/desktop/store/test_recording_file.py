"""Which ends of a file are torn, and which are damage."""

from pathlib import Path

import pytest

from desktop.errors import RecordingDamaged
from desktop.store.mark import Mark
from desktop.store.recording_writer import RecordingWriter, torn_place
from desktop.store.sealing import Key
from tests.desktop.store.recordings import begun, noise, reader, rows, until_damage

SECTOR = 512


@pytest.fixture
def key() -> Key:
    return Key.new()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "one.sound"


def unclosed(place: Path, key: Key) -> list[int]:
    """Three blocks and a mark, never closed; where the records end."""
    recording, ends = begun(place, key), [place.stat().st_size]
    for seed in range(3):
        recording.append(noise(900, seed))
        ends.append(place.stat().st_size)
    recording.leave()
    return ends


def test_every_shorter_last_record_is_torn_and_the_rest_is_read(place: Path, key: Key) -> None:
    *_, before, end = unclosed(place, key)
    whole = place.read_bytes()
    for length in range(before, end):
        place.write_bytes(whole[:length])
        found, damaged = until_damage(reader(place, key).blocks())
        assert (len(found), damaged) == (2, False)
    place.write_bytes(whole)
    assert until_damage(reader(place, key).blocks()) == (
        [rows(noise(900, seed)) for seed in range(3)],
        False,
    )


def test_a_sector_never_written_is_torn_wherever_it_lies_in_the_last_record(
    place: Path, key: Key
) -> None:
    *_, before, end = unclosed(place, key)
    whole = place.read_bytes()
    for start in range(before - before % SECTOR, end, SECTOR):
        first, last = max(start, before), min(start + SECTOR, end)
        place.write_bytes(whole[:first] + bytes(last - first) + whole[last:])
        assert len(until_damage(reader(place, key).blocks())[0]) == 2
        RecordingWriter.on(place, key)[0].leave()
        torn_place(place).unlink()


def test_a_tail_of_zeros_longer_than_a_record_is_damage(place: Path, key: Key) -> None:
    unclosed(place, key)
    whole = place.read_bytes()
    for zeros, damaged in ((1, False), (32_000, False), (33_000, True)):
        place.write_bytes(whole + bytes(zeros))
        found = until_damage(reader(place, key).blocks())
        assert (len(found[0]), found[1]) == (3, damaged)


def test_no_flipped_bit_in_the_last_record_passes_for_a_torn_tail(place: Path, key: Key) -> None:
    *_, before, end = unclosed(place, key)
    whole = bytearray(place.read_bytes())
    for at in [*range(before, before + 40), *range(end - 40, end)]:
        for bit in range(8):
            changed = bytearray(whole)
            changed[at] ^= 1 << bit
            place.write_bytes(changed)
            found, damaged = until_damage(reader(place, key).blocks())
            assert (len(found), damaged) == (2, True)


def test_going_on_changes_nothing_where_the_lead_of_a_record_is_damaged(
    place: Path, key: Key
) -> None:
    *_, before, _ = unclosed(place, key)
    whole = bytearray(place.read_bytes())
    for at in range(before, before + 9):
        changed = bytearray(whole)
        changed[at] ^= 1
        place.write_bytes(changed)
        with pytest.raises(RecordingDamaged):
            RecordingWriter.on(place, key)
        assert place.read_bytes() == changed
    place.write_bytes(whole)
    RecordingWriter.on(place, key)[0].leave()  # the control


def test_going_on_after_damaged_sound_keeps_it_where_it_is(place: Path, key: Key) -> None:
    *_, before, _ = unclosed(place, key)
    changed = bytearray(place.read_bytes())
    changed[before + 100] ^= 1
    place.write_bytes(changed)
    writer, _ = RecordingWriter.on(place, key)
    writer.leave()
    assert place.read_bytes().startswith(changed)
    found, damaged = until_damage(reader(place, key).blocks())
    assert (len(found), damaged) == (2, True)


def test_a_damaged_mark_is_told_of_and_costs_no_sound(place: Path, key: Key) -> None:
    with begun(place, key) as recording:
        recording.append(noise(900, 1))
        at = place.stat().st_size
        recording.mark(Mark(kind="pause", at=900))
        recording.append(noise(900, 2))
    kept = reader(place, key)
    assert [mark.kind for mark in kept.marks()] == ["pause"]  # the control
    changed = bytearray(place.read_bytes())
    changed[at + 15] ^= 1
    place.write_bytes(changed)
    kept = reader(place, key)
    assert [rows(b) for b in kept] == [rows(noise(900, seed)) for seed in (1, 2)]
    with pytest.raises(RecordingDamaged):
        list(kept.marks())


def test_nothing_may_follow_the_end(place: Path, key: Key) -> None:
    with begun(place, key) as recording:
        recording.append(noise(900, 1))
    assert reader(place, key).complete
    place.write_bytes(place.read_bytes() + b"\0")
    kept = reader(place, key)
    assert not kept.complete
    assert until_damage(kept.blocks()) == ([rows(noise(900, 1))], True)


@pytest.mark.parametrize("length", [0, 5, 15, 34, 40])
def test_a_file_with_nothing_to_vouch_for_its_header_is_damage(
    place: Path, key: Key, length: int
) -> None:
    begun(place, key).leave()
    reader(place, key)  # the control
    place.write_bytes(place.read_bytes()[:length])
    with pytest.raises(RecordingDamaged):
        reader(place, key)
