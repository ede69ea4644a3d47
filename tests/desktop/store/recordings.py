"""Short sealed recordings to try things on, and what was put into them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from asr.audio import Block
from desktop.errors import RecordingDamaged
from desktop.store.recording_file import Header, RecordingFile
from desktop.store.recording_writer import RecordingWriter
from desktop.store.sealed_recording import SealedRecording, SealedRecordingInProgress
from desktop.store.sealing import Key
from tests.fakes import FIRST_ID

Rows = list[list[int]]


def noise(samples: int, seed: int, channels: int = 1) -> Block:
    """Sound in which every sample counts."""
    rows = np.random.default_rng(seed).integers(-32768, 32768, (channels, samples))
    return Block(rows.astype(np.int16))


def rows(block: Block) -> Rows:
    """The samples as lists, to compare."""
    found: Rows = block.samples.tolist()
    return found


def begun(place: Path, key: Key, channels: int = 1) -> SealedRecordingInProgress:
    """A new sealed recording at that place."""
    writer = RecordingWriter.create(place, key, Header(channels, FIRST_ID))
    return SealedRecordingInProgress(writer, channels)


def reader(place: Path, key: Key) -> SealedRecording:
    """What is there now."""
    return SealedRecording(RecordingFile(place, key))


def until_damage(blocks: Iterator[Block]) -> tuple[list[Rows], bool]:
    """All sound that was given, and whether damage was told after it."""
    found = []
    try:
        for block in blocks:
            found.append(rows(block))
    except RecordingDamaged:
        return found, True
    return found, False
