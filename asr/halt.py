"""Where hearing a recording stands between two blocks: enough to go on in another process.

It holds no sound. What is needed of that is read from the recording again.
"""

from asr.value import Value

# The number of the first frame, and for each frame from there on whether somebody speaks: "1", "0".
Run = tuple[int, str]


class GateHalt(Value):
    """Where a voice gate stands."""

    memory: str  # of the voice model, in hexadecimal
    speaking: bool
    floor: float


class WindowsHalt(Value):
    """Where the windows of one channel stand."""

    gate: GateHalt
    next: int
    before: tuple[Run, ...]
    frames: tuple[Run, ...]
    quiet: int
    since_voice: int

    @property
    def first(self) -> int:
        """The first frame whose sound is still needed."""
        return min([self.next, *(number for number, _ in (*self.before, *self.frames))])


class ChannelHalt(Value):
    """Where hearing one channel stands; what was said on it is kept elsewhere."""

    windows: WindowsHalt
    speech: float
    transcribed: float


class Halt(Value):
    """Where hearing a recording stands, so many samples from its start."""

    samples: int
    channels: tuple[ChannelHalt, ...]
