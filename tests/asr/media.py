"""Sound files made at test time: two tones in every format that Griffel reads."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream

Rows = npt.NDArray[np.int16]
LEFT_HZ, RIGHT_HZ = 440, 660
LEVEL = 8000


@dataclass(frozen=True)
class Format:
    """One way to write a sound file. `source` is the sample format that its encoder takes."""

    muxer: str
    encoder: str
    source: str
    rate: int


FORMATS = {
    "wav-8-bit": Format("wav", "pcm_u8", "u8", 16_000),
    "wav-16-bit": Format("wav", "pcm_s16le", "s16", 44_100),
    "wav-24-bit": Format("wav", "pcm_s24le", "s32", 48_000),
    "wav-32-bit": Format("wav", "pcm_s32le", "s32", 48_000),
    "wav-float": Format("wav", "pcm_f32le", "flt", 48_000),
    "wav-mu-law": Format("wav", "pcm_mulaw", "s16", 8_000),
    "wav-a-law": Format("wav", "pcm_alaw", "s16", 8_000),
    "flac": Format("flac", "flac", "s16", 44_100),
    "mp3": Format("mp3", "libmp3lame", "s16p", 44_100),
    "mp3-telephone": Format("mp3", "libmp3lame", "s16p", 8_000),
    "m4a": Format("mp4", "aac", "fltp", 44_100),
    "ogg-opus": Format("ogg", "libopus", "s16", 48_000),
    "webm": Format("webm", "libopus", "s16", 48_000),
}
# Apart from the others: ffmpeg's own encoder spoils the right channel.
VORBIS = Format("ogg", "vorbis", "fltp", 44_100)


def tones(seconds: float, rate: int, channels: int = 2) -> Rows:
    """A different tone on each channel."""
    time = np.arange(round(seconds * rate)) / rate
    rows = [LEVEL * np.sin(2 * np.pi * hertz * time) for hertz in (LEFT_HZ, RIGHT_HZ, 880.0)]
    return np.array([rows[i % 3] for i in range(channels)]).round().astype(np.int16)


def silence(seconds: float, rate: int) -> Rows:
    """Nothing, on one channel."""
    return np.zeros((1, round(seconds * rate)), dtype=np.int16)


def encoded(form: Format, rows: Rows, options: dict[str, str] | None = None) -> bytes:
    """The rows as a file of this format."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sound"
        _write(file, form, rows, options or {})
        return file.read_bytes()


def _write(file: Path, form: Format, rows: Rows, options: dict[str, str]) -> None:
    layout = {1: "mono", 2: "stereo", 3: "3.0", 6: "5.1"}[len(rows)]
    with av.open(file, "w", format=form.muxer, options=options) as container:
        stream = cast(AudioStream, container.add_stream(form.encoder, rate=form.rate))
        stream.layout = layout
        stream.format = form.source
        stream.codec_context.options = {"strict": "experimental"}  # Vorbis
        resampler = av.AudioResampler(
            format=form.source, layout=layout, rate=form.rate, frame_size=stream.frame_size
        )
        step = 60 * form.rate
        for start in range(0, rows.shape[1], step):
            part = np.ascontiguousarray(rows[:, start : start + step].T).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(part, "s16", layout)
            frame.sample_rate = form.rate
            frame.pts = start
            for converted in resampler.resample(frame):
                container.mux(stream.encode(converted))
        for converted in resampler.resample(None):
            container.mux(stream.encode(converted))
        container.mux(stream.encode(None))
