"""The sound of a recording or call file, second by second, decoded in a process of its own."""

import multiprocessing
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from asr.confine import Sender, run_decoder
from asr.errors import AudioMissing, AudioUnreadable, DecoderStopped
from asr.wire import (
    ALL,
    BLOCK_SAMPLES,
    LONGEST_MESSAGE,
    MAX_SECONDS,
    SAMPLE_RATE,
    Began,
    Ended,
    Garbled,
    Message,
    Piece,
    Ready,
    Refused,
    unpack,
)

__all__ = [
    "BLOCK_SAMPLES",
    "MAX_SECONDS",
    "SAMPLE_RATE",
    "Block",
    "Channels",
    "Samples",
    "Sound",
    "SoundReader",
    "open_sound",
    "sound_of",
]

Samples = npt.NDArray[np.int16]
Channels = Literal["mono", "split"]
Target = Callable[[Sender, str], None]

START_PATIENCE = 60.0  # seconds; a cold disk and a virus scanner can make a first start slow
PATIENCE = 10.0  # seconds without a word while we wait; a second of sound decodes in 2-20 ms


@dataclass(frozen=True)
class Block:
    """One second or less of sound, as (channels, samples)."""

    samples: Samples


@dataclass(frozen=True)
class Sound:
    """What is in the file: channels as delivered, and how the source was written."""

    channels: int
    source_channels: int
    source_rate: int
    container: str
    codec: str

    @property
    def is_telephone(self) -> bool:
        """Nothing above 4 kHz can be in it."""
        return self.source_rate <= 8_000


@contextmanager
def open_sound(path: Path, channels: Channels = "mono") -> Iterator["SoundReader"]:
    """Read a sound file block by block: mixed to one row, or ("split") one row per channel.

    Leaving early ends the decoder at once.
    """
    with open_sound_with(run_decoder, path, channels) as reader:
        yield reader


@contextmanager
def open_sound_with(
    target: Target, path: Path, channels: Channels, patience: float = PATIENCE
) -> Iterator["SoundReader"]:
    """The same with a decoder of one's own, for tests of what a decoder may do wrong."""
    _check_is_file(path)
    decoder = _Decoder(target, path, patience)
    try:
        yield SoundReader(decoder, channels)
    finally:
        decoder.stop()


class SoundReader:
    """The blocks of one file, once. `damaged` and `lost_packets` are known after the last block."""

    def __init__(self, decoder: "_Decoder", channels: Channels) -> None:
        began = decoder.first()
        self._decoder = decoder
        self._source_channels = began.channels
        self._ended = False
        self._samples = 0
        self.read = 0.0  # the part of the file that was looked at (0-1)
        self.damaged = False
        self.lost_packets = 0
        self.sound = Sound(
            channels=began.channels if channels == "split" else 1,
            source_channels=began.channels,
            source_rate=began.rate,
            container=began.container,
            codec=began.codec,
        )

    @property
    def channels(self) -> int:
        """Rows in each block."""
        return self.sound.channels

    def __iter__(self) -> Iterator[Block]:
        while not self._ended:
            message = self._decoder.next()
            if isinstance(message, Piece):
                yield self._block(message)
            elif isinstance(message, Ended):
                self.damaged = message.damaged
                self.lost_packets = message.lost_packets
                self._ended = True
            else:
                raise DecoderStopped

    def _block(self, piece: Piece) -> Block:
        """The piece as samples, when it is one that may come now."""
        if piece.channels != self._source_channels or self._samples % BLOCK_SAMPLES:
            raise DecoderStopped
        rows = np.frombuffer(piece.sound, dtype="<i2").reshape(-1, piece.channels).T
        self._samples += rows.shape[1]
        self.read = piece.read / ALL
        if self._samples > (MAX_SECONDS + 1) * SAMPLE_RATE:
            raise DecoderStopped
        if self.sound.channels < piece.channels:
            rows = rows.sum(axis=0, dtype=np.int32, keepdims=True) >> 1
        return Block(np.ascontiguousarray(rows, dtype=np.int16))


def sound_of(blocks: Iterable[Block]) -> Samples:
    """All blocks in one array; only for sound known to be short."""
    return np.concatenate([block.samples for block in blocks], axis=1)


def _check_is_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise AudioMissing from None
    if not stat.S_ISREG(mode):
        raise AudioUnreadable


class _Decoder:
    """The child process: started, listened to with a watchdog, ended and reaped."""

    def __init__(self, target: Target, path: Path, patience: float) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._patience = patience
        self._receiver, sender = spawn.Pipe(duplex=False)
        self._process = spawn.Process(target=target, args=(sender, str(path)), daemon=True)
        try:
            self._process.start()
        except OSError:  # no room for one more process
            self._receiver.close()
            raise DecoderStopped from None
        finally:
            sender.close()

    def first(self) -> Began:
        """What the file holds, once the first sound has come out."""
        if not isinstance(self._heard(START_PATIENCE), Ready):
            raise DecoderStopped
        message = self.next()
        if not isinstance(message, Began):
            raise DecoderStopped
        return message

    def next(self) -> Message:
        """The next message; a refusal is raised."""
        message = self._heard(self._patience)
        if isinstance(message, Refused):
            raise message.error
        return message

    def stop(self) -> None:
        """End the process, whatever it is doing, and leave nothing behind."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._receiver.close()

    def _heard(self, patience: float) -> Message:
        """Wait for one message. A decoder that stops half-way through one is killed, too.

        Only bytes are taken from the pipe: unpickling would let a decoder that was taken over by a
        hostile file run code here.
        """
        watchdog = threading.Timer(patience, self._process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            return unpack(self._receiver.recv_bytes(LONGEST_MESSAGE))
        except (EOFError, OSError, Garbled):
            raise DecoderStopped from None
        finally:
            watchdog.cancel()
            watchdog.join()
