"""The sound of a sealed recording while another process writes it: what is there, then what comes.

Nothing tells a reader that more was written, so whoever waits looks again a few times a second.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from asr.audio import SAMPLE_RATE, Block
from asr.elapsed import elapsed
from desktop.errors import ConsultationUnknown
from desktop.store.recording_file import RecordingFile
from desktop.store.sealed_recording import SealedRecording
from desktop.store.sealing import Key

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Without sound for so many seconds, and with nobody holding the file, nothing more is waited for. A
# capture process takes one or two to begin, and a new one takes the place of another within five.
LEFT_ALONE = 10.0


class Tail:
    """Reads one recording on from a sample, in the blocks in which it was written."""

    def __init__(self, place: Path, key: Key, at: int = 0, left_alone: float = LEFT_ALONE) -> None:
        self._place = place
        self._recording = SealedRecording(RecordingFile(place, key))
        self._left_alone = left_alone
        self._grew = elapsed()
        self._blocks = self._recording.blocks(at / SAMPLE_RATE)
        self.channels = self._recording.channels
        self.samples = at  # read so far

    @property
    def seconds(self) -> float:
        """How much sound there is by now."""
        return self._recording.seconds

    @property
    def complete(self) -> bool:
        """Whether the recording was closed."""
        return self._recording.complete

    def is_over(self) -> bool:
        """Whether everything was read and nothing more will come."""
        ended = self.complete or self._is_left()
        return ended and round(self.seconds * SAMPLE_RATE) <= self.samples

    def next(self) -> Block | None:
        """The next block, or None: there is none yet."""
        block = next(self._blocks, None)
        if block is None:
            self._blocks = self._recording.blocks(self.samples / SAMPLE_RATE)
            block = next(self._blocks, None)
        if block is not None:
            self.samples += block.samples.shape[1]
            self._grew = elapsed()
        return block

    def since(self, first: int) -> Iterator[Block]:
        """What lies between that sample and those read so far."""
        left = self.samples - first
        for block in self._recording.blocks(first / SAMPLE_RATE):
            if left <= 0:
                return
            yield Block(block.samples[:, :left])
            left -= block.samples.shape[1]

    def _is_left(self) -> bool:
        if elapsed() - self._grew < self._left_alone:
            return False
        self._grew = elapsed()  # somebody who pauses holds it for long; it need not be asked often
        return not is_held(self._place)


def is_held(place: Path) -> bool:
    """Whether a process is writing this recording.

    Asking takes the lock of a writer for an instant where nobody has it.
    """
    try:
        with place.open("r+b", buffering=0) as file:
            if sys.platform == "win32":
                file.seek(1 << 40)  # the byte that a writer locks
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                file.seek(1 << 40)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        raise ConsultationUnknown from None
    except OSError:
        return True
    return False
