"""Hand sound to the loudspeaker of this machine.

Only for a process that can be ended, for the reasons in asr/microphone.py.
"""

from collections.abc import Callable

from asr.audio import SAMPLE_RATE
from asr.errors import LoudspeakerMissing, SoundSystemMissing

GIVEN_SAMPLES = SAMPLE_RATE // 20  # asked for at a time
LATENCY = 0.2  # seconds in the sound server, as for the microphone

# Gives exactly so many samples of sound; called from a thread of PortAudio's.
Give = Callable[[int], bytes]


def open_loudspeaker(give: Give) -> None:
    """Play what is given, silence included, for as long as the process lives. May take long."""
    try:
        import sounddevice
    except OSError:
        raise SoundSystemMissing from None

    def fill(out: memoryview, frames: int, *_: object) -> None:
        out[:] = give(frames)

    try:
        stream = sounddevice.RawOutputStream(
            samplerate=SAMPLE_RATE,
            blocksize=GIVEN_SAMPLES,
            channels=1,
            dtype="int16",
            latency=LATENCY,
            callback=fill,
        )
        stream.start()
    except (sounddevice.PortAudioError, ValueError):  # ValueError: no device at all
        raise LoudspeakerMissing from None
    _open_streams.append(stream)  # PortAudio calls into it for as long as it runs


_open_streams: list[object] = []
