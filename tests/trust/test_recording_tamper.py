"""A recording that was changed is found out, whatever was changed; no wrong byte is ever given.

Every attack is held against the same promise twice: on a sealed recording, which keeps it each
time, and on the same file under a key that seals nothing, which has to break it.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from desktop.consultation import ConsultationId
from desktop.store.recording import PlainRecordings
from desktop.store.recording_file import Header
from desktop.store.sealed_recording import SealedRecordingInProgress
from desktop.store.sealing import Key
from tests.desktop.store.recordings import begun, noise, reader, until_damage
from tests.fakes import FIRST_ID
from tests.trust.scale import full
from tests.trust.tampering import BLOCK, Sample, Unsealing, recorded

FLIPS = full(3000, 200)
EVERY_CUT = full(1, 29)
SECTOR = 512

Attack = Callable[[Sample, Sample], Iterator[bytes]]


def joined(sample: Sample, records: list[bytes]) -> bytes:
    return sample.header + b"".join(records)


def flipped_bits(sample: Sample, _: Sample) -> Iterator[bytes]:
    """Half of them anywhere, half in what is not sound, which is the smaller part of the file."""
    spans = zip(pairwise(sample.ends), sample.kinds, strict=True)
    sound = [span for span, kind in spans if kind == "s"]
    lean = [n for n in range(len(sample.data)) if not any(a + 9 <= n < b for a, b in sound)]
    chance = random.Random(5)  # noqa: S311 - the same flips each time
    for n in range(FLIPS):
        at = chance.choice(lean) if n % 2 else chance.randrange(len(sample.data))
        changed = bytearray(sample.data)
        changed[at] ^= 1 << chance.randrange(8)
        yield bytes(changed)


def left_out(sample: Sample, _: Sample) -> Iterator[bytes]:
    """One record taken out, then every run of records."""
    records = sample.records
    for begin, end in combinations(range(len(records) + 1), 2):
        yield joined(sample, records[:begin] + records[end:])


def swapped(sample: Sample, _: Sample) -> Iterator[bytes]:
    """Two records in each other's place."""
    for a, b in combinations(range(len(sample.records)), 2):
        records = sample.records
        records[a], records[b] = records[b], records[a]
        yield joined(sample, records)


def doubled(sample: Sample, _: Sample) -> Iterator[bytes]:
    """A record once more, in any place."""
    records = sample.records
    for record in records:
        for at in range(len(records) + 1):
            yield joined(sample, [*records[:at], record, *records[at:]])


def brought_in(sample: Sample, other: Sample) -> Iterator[bytes]:
    """A record of another recording in the place of the same one here, or all from there on."""
    for n in range(len(sample.records)):
        records = sample.records
        records[n] = other.records[n]
        yield joined(sample, records)
        if n:
            yield joined(sample, sample.records[:n] + other.records[n:])


def another_header(sample: Sample, _: Sample) -> Iterator[bytes]:
    """The sound laid out another way."""
    yield Header(2, FIRST_ID).to_bytes() + sample.data[sample.ends[0] :]


def zeroed_sectors(sample: Sample, _: Sample) -> Iterator[bytes]:
    """A sector or more of the disk lost."""
    for at in range(0, len(sample.data), SECTOR):
        for length in (SECTOR, 4 * SECTOR):
            zeros = bytes(min(length, len(sample.data) - at))
            yield sample.data[:at] + zeros + sample.data[at + len(zeros) :]


ATTACKS: tuple[Attack, ...] = (
    flipped_bits,
    left_out,
    swapped,
    doubled,
    brought_in,
    another_header,
    zeroed_sectors,
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_change_is_found_out_and_nothing_wrong_is_given(
    tmp_path: Path, attack: Attack
) -> None:
    key = Key.new()  # the same for both: what is in the other does not fit even so
    sample, other = (recorded(tmp_path / f"{n}.sound", key, 10 * n) for n in (0, 1))
    told = sample.told(sample.data)
    assert (told.sound, told.marks, told.found_out) == (sample.sound, sample.marks, False)
    broken = [n for n, changed in enumerate(attack(sample, other)) if not sample.holds(changed)]
    assert broken == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_control_without_a_seal_the_same_changes_pass(tmp_path: Path, attack: Attack) -> None:
    key = Unsealing(bytes(32))
    sample, other = (recorded(tmp_path / f"{n}.sound", key, 10 * n) for n in (0, 1))
    told = sample.told(sample.data)
    assert (told.sound, told.marks, told.found_out) == (sample.sound, sample.marks, False)
    assert not all(sample.holds(changed) for changed in attack(sample, other))


def test_wherever_a_recording_is_cut_off_it_is_found_out_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    sample = recorded(tmp_path / "one.sound", Key.new(), 0)
    cuts = sorted({*range(0, len(sample.data), EVERY_CUT), *sample.ends[:-1]})
    assert [cut for cut in cuts if not sample.holds(sample.data[:cut])] == []


def test_control_a_plain_recording_that_was_cut_off_looks_whole(tmp_path: Path) -> None:
    plain = PlainRecordings(tmp_path)
    with plain.begin(FIRST_ID, 1) as recording:
        for seed in range(3):
            recording.append(noise(16_000, seed))
    file = tmp_path / FIRST_ID / "sound.pcm"
    file.write_bytes(file.read_bytes()[:-32_000])
    assert len(until_damage(iter(plain.open(FIRST_ID)))[0]) == 2


def test_after_a_torn_record_that_was_put_back_whole_nothing_fits(tmp_path: Path) -> None:
    """Its number is that of the session that came in its place."""
    for key, fits in ((Key.new(), False), (Unsealing(bytes(32)), True)):
        place = tmp_path / f"{fits}.sound"
        recording = begun(place, key)
        recording.append(noise(BLOCK, 1))
        acknowledged = place.stat().st_size
        recording.append(noise(BLOCK, 2))
        recording.leave()
        first, torn = place.read_bytes()[:acknowledged], place.read_bytes()[acknowledged:]
        place.write_bytes(first + torn[:-1])
        with SealedRecordingInProgress.on(place, key) as recording:
            recording.append(noise(BLOCK, 3))
        session = place.read_bytes()[acknowledged:]
        place.write_bytes(first + torn + session)
        found, damaged = until_damage(reader(place, key).blocks())
        assert (len(found), damaged) == ((3, False) if fits else (2, True))


def test_a_recording_of_another_consultation_is_not_taken_for_this_one(tmp_path: Path) -> None:
    """Not even where both keys were the same, and the name in the header was changed."""
    for key, taken in ((Key.new(), False), (Unsealing(bytes(32)), True)):
        sample = recorded(tmp_path / f"{taken}.sound", key, 0)
        other = Header(1, ConsultationId("20260105-090000-000002")).to_bytes()
        moved = other + sample.data[len(other) :]
        assert sample.holds(moved) is not taken


def test_control_the_promise_can_be_broken_by_loss_alone(tmp_path: Path) -> None:
    """A reader that gives too little breaks it, too."""
    sample = recorded(tmp_path / "one.sound", Key.new(), 0)
    cut = sample.data[:-1]
    assert sample.holds(cut)
    assert not replace(sample, kinds="s" * 13).holds(cut)
    assert not replace(sample, sound=[bytes(2 * BLOCK)] * 8).holds(cut)
