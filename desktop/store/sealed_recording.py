"""Keep the sound of a consultation sealed; a crash costs the second in flight and no more.

Each recording is a file of its own under the data key of its consultation. It can be read, from
any second, while another process writes it. Erasing it destroys the key first: from then on every
copy of the file is noise.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

import numpy as np
from pydantic import ValidationError

from asr.audio import BLOCK_SAMPLES, SAMPLE_RATE, Block
from desktop.consultation import ConsultationId
from desktop.errors import ConsultationUnknown, RecordingDamaged
from desktop.store.data_keys import DataKeys
from desktop.store.folder import check_id, sync_folder, words_for_failures
from desktop.store.mark import Mark
from desktop.store.recording_file import Header, Kind, RecordingFile
from desktop.store.recording_writer import RecordingWriter, torn_place
from desktop.store.sealing import Key

_SUFFIX = ".sound"
_PURPOSE = "sound"


class SealedRecordings:
    """The sealed recordings in one folder."""

    def __init__(self, folder: Path, keys: DataKeys) -> None:
        self._folder = folder
        self._keys = keys

    def begin(self, consultation: ConsultationId, channels: int) -> "SealedRecordingInProgress":
        """Start a new recording; one that exists is never written over."""
        place = self.place(consultation)
        with words_for_failures():
            key = self._key_made(consultation)
        header = Header(channels, consultation)
        return SealedRecordingInProgress(RecordingWriter.create(place, key, header), channels)

    def resume(self, consultation: ConsultationId) -> "SealedRecordingInProgress":
        """Go on with a recording that was not closed, after a crash for example."""
        return SealedRecordingInProgress.on(self.place(consultation), self.key(consultation))

    def open(self, consultation: ConsultationId) -> "SealedRecording":
        """The recording of that consultation, finished or not."""
        file = RecordingFile(self.place(consultation), self.key(consultation))
        recording = SealedRecording(file)
        if recording.consultation != consultation:
            raise RecordingDamaged
        return recording

    def erase(self, consultation: ConsultationId) -> None:
        """Destroy the key, then remove the file. Erasing what is not there is no failure."""
        place = self.place(consultation)
        with words_for_failures():
            self._keys.destroy(consultation)
            for file in (place, torn_place(place)):
                file.unlink(missing_ok=True)
            if self._folder.is_dir():
                sync_folder(self._folder)

    def ids(self) -> tuple[ConsultationId, ...]:
        """The consultations of which there is a recording, in order."""
        found = self._folder.glob(f"*{_SUFFIX}")
        return tuple(sorted(ConsultationId(file.stem) for file in found))

    def place(self, consultation: ConsultationId) -> Path:
        """The file of that recording; with its key, all that a recording process needs."""
        return self._folder / f"{check_id(consultation)}{_SUFFIX}"

    def key(self, consultation: ConsultationId) -> Key:
        """The key of the sound alone: who holds it cannot open the transcript."""
        return self._keys.get(consultation).derived(_PURPOSE)

    def _key_made(self, consultation: ConsultationId) -> Key:
        try:
            return self.key(consultation)
        except ConsultationUnknown:
            return self._keys.new(consultation).derived(_PURPOSE)


class SealedRecordingInProgress:
    """A sealed file that grows by a block at a time and is on the disk after each."""

    def __init__(self, writer: RecordingWriter, channels: int) -> None:
        self._writer = writer
        self.channels = channels

    @classmethod
    def on(cls, place: Path, key: Key) -> "SealedRecordingInProgress":
        """Go on with the file at that place, in whatever process this is."""
        writer, header = RecordingWriter.on(place, key)
        return cls(writer, header.channels)

    @property
    def samples(self) -> int:
        """How much sound is kept so far, a sample counting once for all channels."""
        return self._writer.end.samples

    @property
    def seconds(self) -> float:
        """The same in seconds."""
        return self.samples / SAMPLE_RATE

    def append(self, block: Block) -> None:
        """Keep one block; returns when the disk has it."""
        channels, samples = block.samples.shape
        if channels != self.channels or samples > BLOCK_SAMPLES:
            raise ValueError("not a block of this recording")
        if samples:
            sound = np.ascontiguousarray(block.samples.T, dtype="<i2").tobytes()
            self._writer.add(Kind.SOUND, sound)

    def mark(self, mark: Mark) -> None:
        """Keep that this happened; returns when the disk has it."""
        self._writer.add(Kind.MARK, mark.model_dump_json().encode())

    def close(self) -> None:
        """Stop recording, and seal that this is the end. Twice is no failure."""
        if not self._writer.left:
            self._writer.add(Kind.FINAL, b"")
            self._writer.leave()

    def leave(self) -> None:
        """Let go of the file without ending it: another process goes on, or somebody resumes."""
        self._writer.leave()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class SealedRecording:
    """A sealed recording on disk. A last record cut short by a crash is left out."""

    def __init__(self, file: RecordingFile) -> None:
        self._file = file
        self.channels = file.header.channels
        self.consultation = file.header.consultation

    @property
    def seconds(self) -> float:
        """How much sound there is by now."""
        self._file.walk()
        return self._file.end.samples / SAMPLE_RATE

    @property
    def complete(self) -> bool:
        """Whether the recording was closed, and nothing was cut off since."""
        self._file.walk()
        return self._file.complete

    def __iter__(self) -> Iterator[Block]:
        """The sound as it was appended, from the start, as often as asked for."""
        return self.blocks()

    def blocks(self, from_second: float = 0.0) -> Iterator[Block]:
        """The sound from there on, until it has caught up with the recording.

        What comes before damage is given; then RecordingDamaged is raised.
        """
        start = round(from_second * SAMPLE_RATE)
        for at, sound in self._file.read(Kind.SOUND, after=start):
            rows = np.frombuffer(sound, dtype="<i2").reshape(-1, self.channels).T
            yield Block(np.ascontiguousarray(rows[:, max(0, start - at) :], dtype=np.int16))

    def marks(self) -> Iterator[Mark]:
        """What happened, in the order it was written down; damage is told as in `blocks`."""
        for _, mark in self._file.read(Kind.MARK):
            try:
                yield Mark.model_validate_json(mark)
            except ValidationError:
                raise RecordingDamaged from None
