"""Bring a sound file into a sealed recording, some seconds at a step."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from asr.audio import Block, Channels, SoundReader, open_sound
from asr.errors import HearingError
from desktop.consultation import ConsultationId
from desktop.engine.errors import ChannelsDiffer
from desktop.engine.messages import Import, Imported, Look, Looked, News, Progress
from desktop.store.recording_file import RecordingFile
from desktop.store.sealed_recording import SealedRecording, SealedRecordingInProgress
from desktop.store.sealing import Key

BLOCKS_A_STEP = 5
TOLD_EVERY = 0.01  # of the file


def look(order: Look) -> Looked:
    """How the file is made, or why it cannot be taken."""
    try:
        with open_sound(Path(order.file), "split") as reader:
            telephone = reader.sound.is_telephone
            return Looked(file=order.file, channels=reader.channels, telephone=telephone)
    except HearingError as error:
        return Looked(file=order.file, code=error.code)


class ImportWork:
    """One file on its way. What was sealed of it stays, whatever happens; a file is never changed.

    After an engine that died, the sound that is sealed already is passed over.
    """

    def __init__(self, order: Import, tell: Callable[[News], None]) -> None:
        self.consultation: ConsultationId = order.consultation
        self.done = False
        self._order = order
        self._tell = tell
        self._told = 0.0
        self._open = ExitStack()
        place, key = Path(order.place), Key(bytes.fromhex(order.key))
        found = SealedRecording(RecordingFile(place, key))
        if order.again and found.complete:  # it died after the last second
            self._ended(found.seconds, damaged=False)
            return
        with ExitStack() as opening:
            recording = SealedRecordingInProgress.on(place, key)
            opening.callback(recording.leave)
            kind: Channels = "split" if recording.channels == 2 else "mono"
            self._reader = opening.enter_context(open_sound(Path(order.file), kind))
            if self._reader.channels != recording.channels:
                raise ChannelsDiffer
            self._open = opening.pop_all()
        self._recording = recording
        self._blocks = _after(self._reader, recording.samples)

    def step(self) -> bool:
        """Bring in the next seconds."""
        if self.done:
            return False
        blocks = list(islice(self._blocks, BLOCKS_A_STEP))
        for block in blocks:
            self._recording.append(block)
        if not blocks:
            self._recording.close()
            self.stop()
            self._ended(self._recording.seconds, damaged=self._reader.damaged)
        elif self._reader.read - self._told >= TOLD_EVERY:
            self._told = self._reader.read
            self._tell(Progress(consultation=self.consultation, done=self._told))
        return True

    def stop(self) -> None:
        """End the decoder, and let go of the recording."""
        self._open.close()

    def _ended(self, seconds: float, *, damaged: bool) -> None:
        told = Imported(consultation=self.consultation, seconds=seconds, damaged=damaged)
        self._tell(told)
        self.done = True


def _after(reader: SoundReader, samples: int) -> Iterator[Block]:
    """The blocks of a file without so many samples at its start."""
    left = samples
    for block in reader:
        if left < block.samples.shape[1]:
            yield Block(block.samples[:, left:]) if left else block
        left = max(0, left - block.samples.shape[1])
