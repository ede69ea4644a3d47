"""Sealed recordings of samples that count up, so that a test sees which of them sounds."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from asr.audio import SAMPLE_RATE, Block
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from tests.fakes import FIRST_ID


def counting(seconds: float, first: int = 1) -> npt.NDArray[np.int16]:
    """Samples that count up."""
    return np.arange(first, first + round(seconds * SAMPLE_RATE)).astype(np.int16)


def recorded(folder: Path, *rows: npt.NDArray[np.int16]) -> tuple[Path, Key]:
    """The place and the key of a closed recording of these rows."""
    keys = DataKeys(folder / "keys", Key.new())
    recordings = SealedRecordings(folder / "recordings", keys)
    sound = np.stack(rows)
    with recordings.begin(FIRST_ID, channels=len(rows)) as recording:
        for at in range(0, sound.shape[1], SAMPLE_RATE):
            recording.append(Block(np.ascontiguousarray(sound[:, at : at + SAMPLE_RATE])))
    return recordings.place(FIRST_ID), recordings.key(FIRST_ID)
