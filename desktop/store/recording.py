"""Keep the sound of a consultation until its note is approved.

The interface is the one a sealed recording keeps as well: append blocks in order, read them back
from the start while it is still growing, erase. This plain one writes sound to disk unencrypted
and is for the fictional samples and for development.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, Self

import numpy as np

from asr.audio import BLOCK_SAMPLES, Block
from desktop.consultation import ConsultationId
from desktop.errors import ConsultationUnknown, FileBroken, WouldOverwrite
from desktop.store.folder import check_id

_WIDTH = 2  # bytes a sample


class Recording(Protocol):
    """Sound in blocks of a second, from the start."""

    @property
    def channels(self) -> int: ...

    def __iter__(self) -> Iterator[Block]: ...


class RecordingInProgress(Protocol):
    """Sound being recorded. A block is kept once `append` has returned."""

    def append(self, block: Block) -> None: ...

    def close(self) -> None: ...


class Recordings(Protocol):
    """All recordings of this user."""

    def begin(self, consultation: ConsultationId, channels: int) -> RecordingInProgress: ...

    def open(self, consultation: ConsultationId) -> Recording: ...

    def erase(self, consultation: ConsultationId) -> None: ...


class PlainRecordings:
    """Recordings as unencrypted 16-bit samples, one folder each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, consultation: ConsultationId, channels: int) -> "PlainRecordingInProgress":
        """Start a new recording; one that exists is never written over."""
        place = self._place(consultation)
        try:
            place.mkdir(parents=True, mode=0o700)
        except FileExistsError:
            raise WouldOverwrite from None
        (place / "sound.json").write_text(json.dumps({"channels": channels}), encoding="utf-8")
        return PlainRecordingInProgress((place / "sound.pcm").open("xb"))

    def open(self, consultation: ConsultationId) -> "PlainRecording":
        """The recording of that consultation, finished or not."""
        place = self._place(consultation)
        if not place.is_dir():
            raise ConsultationUnknown
        try:
            header = json.loads((place / "sound.json").read_text(encoding="utf-8"))
            return PlainRecording(place / "sound.pcm", int(header["channels"]))
        except (OSError, ValueError, KeyError, TypeError):
            raise FileBroken from None

    def erase(self, consultation: ConsultationId) -> None:
        """Remove the sound. Erasing what is not there is no failure."""
        shutil.rmtree(self._place(consultation), ignore_errors=True)

    def _place(self, consultation: ConsultationId) -> Path:
        return self._folder / check_id(consultation)


class PlainRecordingInProgress:
    """A file that grows by a block at a time and is on the disk after each."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def append(self, block: Block) -> None:
        """Keep one block; returns when the disk has it."""
        self._file.write(np.ascontiguousarray(block.samples.T, dtype="<i2").tobytes())
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Stop recording."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class PlainRecording:
    """A recording on disk. A last sample cut short by a crash is left out."""

    def __init__(self, file: Path, channels: int) -> None:
        if channels not in (1, 2):
            raise FileBroken
        self._file = file
        self.channels = channels

    def __iter__(self) -> Iterator[Block]:
        """The sound in blocks of one second, as often as asked for."""
        width = _WIDTH * self.channels
        with self._file.open("rb") as file:
            while sound := file.read(BLOCK_SAMPLES * width):
                whole = sound[: len(sound) - len(sound) % width]
                rows = np.frombuffer(whole, dtype="<i2").reshape(-1, self.channels).T
                yield Block(np.ascontiguousarray(rows, dtype=np.int16))
