"""Turn an untrusted sound file into 16 kHz samples; runs only inside the decoder's cell."""

import os
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import chain
from typing import BinaryIO, TypeVar, cast

import av

# av loads these when the first stream appears; by then the cell can open no file any more.
import av.subtitles.codeccontext
import av.subtitles.stream
import av.video.codeccontext
import av.video.stream
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container.input import InputContainer
from av.filter.graph import Graph
from av.packet import Packet

from asr.containers import Outside, looked_at
from asr.errors import AudioTooLong, AudioTooManyChannels, AudioUnreadable
from asr.toll import Toll
from asr.wire import (
    ALL,
    BLOCK_SAMPLES,
    CODECS,
    MAX_SECONDS,
    SAMPLE_RATE,
    SOURCE_RATES,
    Began,
    Ended,
    Message,
    Piece,
)

# Ours to ffmpeg's name. The demuxer is chosen from the first bytes and never by ffmpeg's own
# guess, which would try its 400 parsers, playlists among them, on a hostile file.
_DEMUXERS = {
    "wav": "wav",
    "flac": "flac",
    "mp3": "mp3",
    "mp4": "mp4",
    "ogg": "ogg",
    "webm": "matroska",
}
_OPTIONS = {
    "format_whitelist": ",".join(_DEMUXERS.values()),
    "codec_whitelist": ",".join((*CODECS, "mp3float")),
    "protocol_whitelist": "",
    "max_streams": "16",
}
_READ_ERRORS = (av.FFmpegError, OSError, ValueError, OverflowError)
_FRAMES_A_PULL = 16  # each pull ends in an exception; Opus comes in frames of 20 ms
_MOST_READ_ERRORS = 8  # in a row, without one packet between them

Send = Callable[[Message], None]
_Item = TypeVar("_Item")


def decode(file: BinaryIO, send: Send) -> None:
    """Send the sound of the first audio stream: Began, Pieces, Ended; or raise a HearingError."""
    outside, size = looked_at(file), file.seek(0, os.SEEK_END)
    file.seek(0)
    with _opened(file, outside.container) as container:
        stream = _first_audio(container)
        toll = Toll(outside, _stated_seconds(container, stream, outside))
        first, frames = _not_empty(_frames(container, stream, toll))
        channels = first.layout.nb_channels
        _, blocks = _not_empty(_blocks(frames, channels))
        codec = stream.codec_context.codec.canonical_name
        send(Began(channels, first.sample_rate, outside.container, codec))
        for sound in blocks:
            send(Piece(channels, sound, _read_of(file, size)))
    send(Ended(toll.lost_packets, toll.damaged))


def _read_of(file: BinaryIO, size: int) -> int:
    return min(ALL, ALL * file.tell() // max(size, 1))


def _not_empty(items: Iterator[_Item]) -> tuple[_Item, Iterator[_Item]]:
    """The first, and all of them; a file that gives none is refused."""
    for first in items:
        return first, chain((first,), items)
    raise AudioUnreadable


def _opened(file: BinaryIO, container: str) -> InputContainer:
    try:
        return av.open(
            file, "r", format=_DEMUXERS[container], options=_OPTIONS, metadata_errors="replace"
        )
    except MemoryError:  # av's own is one of _READ_ERRORS, too
        raise
    except _READ_ERRORS:
        raise AudioUnreadable from None


def _first_audio(container: InputContainer) -> AudioStream:
    if not container.streams.audio:
        raise AudioUnreadable
    stream = container.streams.audio[0]
    if stream.codec_context is None or stream.codec_context.codec.canonical_name not in CODECS:
        raise AudioUnreadable
    if stream.channels > 2:
        raise AudioTooManyChannels
    stream.codec_context.thread_count = 1
    return stream


def _stated_seconds(
    container: InputContainer, stream: AudioStream, outside: Outside
) -> float | None:
    """How long the file says it is, where it can be believed; too long is refused right here."""
    seconds = None
    if stream.duration is not None and stream.time_base is not None:
        seconds = float(stream.duration * stream.time_base)
    elif container.duration is not None:
        seconds = container.duration / av.time_base
    if seconds is None or not outside.states_length:
        return None
    if seconds > MAX_SECONDS:
        raise AudioTooLong
    return seconds


def _frames(container: InputContainer, stream: AudioStream, toll: Toll) -> Iterator[AudioFrame]:
    """What can be decoded; what cannot goes on the toll.

    A damaged packet may decode to a frame of another form; the first frame decides what is refused.
    """
    for packet in _packets(container, stream, toll):
        try:
            frames = packet.decode()
        except MemoryError:
            raise
        except _READ_ERRORS:
            toll.lost_packets += 1
            continue
        for frame in frames:
            refusal = _refusal(frame)
            if refusal is None:
                toll.count(frame.samples, frame.sample_rate, _start(frame))
                yield frame
            elif toll.seconds:
                toll.lost_packets += 1
            else:
                raise refusal


def _packets(
    container: InputContainer, stream: AudioStream, toll: Toll
) -> Iterator["Packet[AudioStream]"]:
    errors = 0
    while errors < _MOST_READ_ERRORS:
        try:
            for packet in container.demux(stream):
                errors = 0
                yield packet
            return
        except MemoryError:
            raise
        except _READ_ERRORS:
            errors += 1
            toll.lost_packets += 1


def _refusal(frame: AudioFrame) -> AudioTooManyChannels | AudioUnreadable | None:
    if frame.layout.nb_channels > 2:
        return AudioTooManyChannels()
    if frame.layout.nb_channels < 1 or frame.sample_rate not in SOURCE_RATES:
        return AudioUnreadable()
    return None


def _start(frame: AudioFrame) -> float | None:
    try:
        return frame.time
    except ZeroDivisionError:  # a hostile time base
        return None


def _blocks(frames: Iterator[AudioFrame], channels: int) -> Iterator[bytes]:
    """Seconds of interleaved samples, and the rest. More of them than MAX_SECONDS is refused."""
    resampler = _Resampler(channels)
    size = BLOCK_SAMPLES * channels * 2
    pending = bytearray()
    blocks = 0
    for sound in chain(map(resampler.feed, frames), (resampler.drain() for _ in range(1))):
        pending += sound
        while len(pending) >= size:
            yield bytes(pending[:size])
            del pending[:size]
            blocks += 1
        if blocks * BLOCK_SAMPLES > MAX_SECONDS * SAMPLE_RATE:
            raise AudioTooLong
    if pending:
        yield bytes(pending)


class _Resampler:
    """Frames in, interleaved 16-bit samples at 16 kHz out, with the channels left apart.

    av.AudioResampler would start a thread per core, whose stacks count as memory.
    """

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._form: tuple[object, ...] = ()
        self._graph: Graph | None = None
        self._waiting = 0  # frames pushed since something was pulled

    def feed(self, frame: AudioFrame) -> bytes:
        """What has become ready with this frame."""
        form = (frame.sample_rate, frame.format.name, frame.layout.name)
        ready = b""
        if self._graph is None or form != self._form:  # a file may change its form half-way
            ready = self.drain()
            self._graph = self._built_for(frame)
            self._form = form
        self._graph.push(frame)
        self._waiting += 1
        if self._waiting < _FRAMES_A_PULL:
            return ready
        self._waiting = 0
        return ready + self._pulled(self._graph)

    def drain(self) -> bytes:
        """What was still inside."""
        if self._graph is None:
            return b""
        self._graph.push(None)
        ready = self._pulled(self._graph)
        self._graph = None
        return ready

    def _built_for(self, frame: AudioFrame) -> Graph:
        graph = Graph()
        graph.threads = 1
        source = graph.add(
            "abuffer",
            sample_rate=str(frame.sample_rate),
            sample_fmt=frame.format.name,
            channel_layout=frame.layout.name,
            time_base=str(frame.time_base or Fraction(1, frame.sample_rate)),
        )
        form = {"sample_rate": str(SAMPLE_RATE), "osf": "s16"}
        if frame.layout.nb_channels != self._channels:
            form["ochl"] = "mono" if self._channels == 1 else "stereo"
        graph.link_nodes(source, graph.add("aresample", **form), graph.add("abuffersink"))
        graph.configure()
        return graph

    def _pulled(self, graph: Graph) -> bytes:
        ready = bytearray()
        while True:
            try:
                frame = cast(AudioFrame, graph.pull())
            except (av.BlockingIOError, av.EOFError):
                return bytes(ready)
            ready += bytes(frame.planes[0])[: frame.samples * self._channels * 2]
