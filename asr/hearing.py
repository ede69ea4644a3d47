"""What is heard in a window, by whatever hears it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HeardWord:
    """A word with seconds from the start of the window and Whisper's probability (0-1)."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True)
class HeardSegment:
    """What Whisper takes for one sentence or breath, within one window."""

    words: tuple[HeardWord, ...]
    no_speech: float  # Whisper's own doubt that there was speech at all (0-1)
    log_probability: float  # mean over tokens
    compression: float  # above 2.4 the text repeats itself


@dataclass(frozen=True)
class Hearing:
    """What was heard in a window, and up to which second of it."""

    segments: list[HeardSegment]
    until: float
