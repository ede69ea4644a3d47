"""A sealed recording of known content, and the promise that every change to it is held against."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from desktop.errors import RecordingDamaged
from desktop.store.mark import Mark
from desktop.store.recording_file import Header, RecordingFile
from desktop.store.sealed_recording import SealedRecording, SealedRecordingInProgress
from desktop.store.sealing import TAG_BYTES, Key
from tests.desktop.store.recordings import begun, noise
from tests.fakes import FIRST_ID

BLOCK = 700  # samples; every block as long, so that one fits in the place of another

_T = TypeVar("_T")


class Unsealing(Key):
    """The control: a key that seals nothing and takes whatever it is given."""

    def seal(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        return data + bytes(TAG_BYTES)

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        return sealed[:-TAG_BYTES]


@dataclass(frozen=True)
class Told:
    """What a reader says is in a file."""

    sound: list[bytes]
    marks: list[Mark]
    found_out: bool


@dataclass(frozen=True)
class Sample:
    """A closed recording in two sessions, and what was put into it."""

    place: Path
    key: Key
    data: bytes
    ends: tuple[int, ...]  # in the file: of the header, then of each record
    kinds: str  # of each record: p(refix), s(ound), m(ark) or f(inal)
    sound: list[bytes]
    marks: list[Mark]

    @property
    def header(self) -> bytes:
        return self.data[: self.ends[0]]

    @property
    def records(self) -> list[bytes]:
        return [self.data[begin:end] for begin, end in pairwise(self.ends)]

    def told(self, data: bytes) -> Told:
        """What is read from the file when it holds this."""
        self.place.write_bytes(data)
        try:
            kept = SealedRecording(RecordingFile(self.place, self.key))
        except RecordingDamaged:
            return Told([], [], found_out=True)
        sound, in_sound = _until_damage(block.samples.tobytes() for block in kept)
        marks, in_marks = _until_damage(kept.marks())
        return Told(sound, marks, in_sound or in_marks or not kept.complete)

    def holds(self, changed: bytes) -> bool:
        """It is found out, nothing wrong is given, and all sound before the change still is."""
        told = self.told(changed)
        same = next(
            (n for n, (a, b) in enumerate(zip(self.data, changed, strict=False)) if a != b),
            min(len(self.data), len(changed)),
        )
        whole = max(0, sum(end <= same for end in self.ends) - 1)
        return (
            told.found_out
            and told.sound == self.sound[: len(told.sound)]
            and told.marks == self.marks[: len(told.marks)]
            and len(told.sound) >= self.kinds[:whole].count("s")
        )


def recorded(place: Path, key: Key, seed: int) -> Sample:
    """Record one: two sessions of four blocks and a mark each, closed."""
    sound = [noise(BLOCK, seed + n) for n in range(8)]
    marks = [Mark(kind="pause", at=2 * BLOCK), Mark(kind="gap", at=6 * BLOCK, seconds=2.5)]
    header = len(Header(1, FIRST_ID).to_bytes())
    recording, ends = begun(place, key), [header, place.stat().st_size]
    for session in (0, 1):
        if session:
            recording.leave()
            recording = SealedRecordingInProgress.on(place, key)
            ends.append(place.stat().st_size)
        for n in range(4):
            recording.append(sound[4 * session + n])
            ends.append(place.stat().st_size)
            if n == 1:
                recording.mark(marks[session])
                ends.append(place.stat().st_size)
    recording.close()
    ends.append(place.stat().st_size)
    planar = [block.samples.tobytes() for block in sound]
    return Sample(place, key, place.read_bytes(), tuple(ends), "pssmss" * 2 + "f", planar, marks)


def _until_damage(items: Iterable[_T]) -> tuple[list[_T], bool]:
    found: list[_T] = []
    try:
        found.extend(items)  # what came before the damage stays in
    except RecordingDamaged:
        return found, True
    return found, False
