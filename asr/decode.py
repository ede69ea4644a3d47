"""Turn an untrusted sound file into 16 kHz samples; runs only inside the decoder's cell."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO, cast

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

from asr.errors import AudioTooLong, AudioTooManyChannels, AudioUnreadable
from asr.wire import (
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

# Ours to the demuxer's name. The demuxer is chosen here from the first bytes and never by ffmpeg's
# own guess, which would try its 400 parsers, playlists among them, on a hostile file.
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
    "codec_whitelist": ",".join((*CODECS, "mp3float", "libopus", "libvorbis")),
    "protocol_whitelist": "",
    "max_streams": "16",
}
_HEAD_BYTES = 4096
_MAX_READ_ERRORS = 8  # in a row, without one packet between them


@dataclass
class _Loss:
    packets: int = 0


def decode(file: BinaryIO, send: Callable[[Message], None]) -> None:
    """Send the sound of the first audio stream: Began, Pieces, Ended; or raise a HearingError."""
    container_name = _container_of(file)
    try:
        container = av.open(
            file,
            "r",
            format=_DEMUXERS[container_name],
            options=_OPTIONS,
            metadata_errors="replace",
        )
    except MemoryError:
        raise
    except (av.FFmpegError, OSError, ValueError):
        raise AudioUnreadable from None
    with container:
        _send_all(container, container_name, send)


def _container_of(file: BinaryIO) -> str:
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"fLaC"):
        return "flac"
    if head.startswith(b"OggS"):
        return "ogg"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if head[4:8] == b"ftyp":
        return "mp4"
    if head.startswith(b"ID3") or head[:1] == b"\xff":
        return "mp3"
    raise AudioUnreadable


def _send_all(container: InputContainer, name: str, send: Callable[[Message], None]) -> None:
    stream = _first_audio(container)
    codec = stream.codec_context.codec.canonical_name
    if codec not in CODECS:
        raise AudioUnreadable
    loss = _Loss()
    resampler: _Resampler | None = None
    pending = bytearray()
    sent = 0
    for frame in _frames(container, stream, loss):
        _check(frame)
        if resampler is None:
            channels = frame.layout.nb_channels
            resampler = _Resampler(channels)
            send(Began(channels, frame.sample_rate, name, codec))
        pending += resampler.feed(frame)
        sent += _send_full(pending, channels, send)
        if sent > MAX_SECONDS * SAMPLE_RATE:
            raise AudioTooLong
    if resampler is None:
        raise AudioUnreadable
    pending += resampler.drain()
    _send_full(pending, channels, send)
    if pending:
        send(Piece(channels, bytes(pending)))
    send(Ended(loss.packets, loss.packets > 0))


def _send_full(pending: bytearray, channels: int, send: Callable[[Message], None]) -> int:
    size = BLOCK_SAMPLES * channels * 2
    sent = 0
    while len(pending) >= size:
        send(Piece(channels, bytes(pending[:size])))
        del pending[:size]
        sent += BLOCK_SAMPLES
    return sent


def _first_audio(container: InputContainer) -> AudioStream:
    if not container.streams.audio:
        raise AudioUnreadable
    stream = container.streams.audio[0]
    if stream.codec_context is None:
        raise AudioUnreadable
    if stream.channels > 2:
        raise AudioTooManyChannels
    stream.codec_context.thread_count = 1
    if (stream.duration or 0) * (stream.time_base or 0) > MAX_SECONDS:
        raise AudioTooLong
    return stream


def _check(frame: AudioFrame) -> None:
    if frame.layout.nb_channels > 2:
        raise AudioTooManyChannels
    if frame.layout.nb_channels < 1 or frame.sample_rate not in SOURCE_RATES:
        raise AudioUnreadable


def _frames(container: InputContainer, stream: AudioStream, loss: _Loss) -> Iterator[AudioFrame]:
    for packet in _packets(container, stream, loss):
        try:
            frames = packet.decode()
        except MemoryError:
            raise
        except av.FFmpegError:
            loss.packets += 1
            continue
        yield from frames


def _packets(
    container: InputContainer, stream: AudioStream, loss: _Loss
) -> Iterator["Packet[AudioStream]"]:
    errors = 0
    while errors < _MAX_READ_ERRORS:
        try:
            for packet in container.demux(stream):
                errors = 0
                yield packet
            return
        except MemoryError:
            raise
        except (av.FFmpegError, OSError, ValueError):
            errors += 1
            loss.packets += 1


class _Resampler:
    """Frames in, interleaved 16-bit samples at 16 kHz out, with the channels left apart.

    av.AudioResampler would start a thread per core, whose stacks count as memory.
    """

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._form: tuple[object, ...] = ()
        self._graph: Graph | None = None

    def feed(self, frame: AudioFrame) -> bytes:
        """What has become ready with this frame."""
        form = (frame.sample_rate, frame.format.name, frame.layout.name)
        ready = b""
        if self._graph is None or form != self._form:  # a file may change its form half-way
            ready = self.drain()
            self._graph = self._built_for(frame)
            self._form = form
        self._graph.push(frame)
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
