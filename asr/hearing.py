"""What is heard in a window, by whatever hears it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# Gives the log probability of each of these words, one after the other, for the sound of a window;
# the names stand in the prompt.
Judge = Callable[[Sequence[str], Sequence[str]], list[float]]
# Gives the probability (0-1) of each language that may be spoken in a window, by its code.
Languages = Callable[[], Mapping[str, float]]


@dataclass(frozen=True)
class HeardWord:
    """A word with seconds from the start of the window and Whisper's probability (0-1)."""

    text: str
    start: float
    end: float
    probability: float
    heard: str = ""  # what was heard first, where a second listen changed it


@dataclass(frozen=True)
class HeardSegment:
    """What Whisper takes for one sentence or breath, within one window."""

    words: tuple[HeardWord, ...]
    no_speech: float  # Whisper's own doubt that there was speech at all (0-1)
    log_probability: float  # mean over tokens
    compression: float  # above 2.4 the text repeats itself


@dataclass(frozen=True)
class Hearing:
    """What was heard in a window, up to which second of it, and who can judge other words.

    `languages` tells what seems to be spoken, whatever language was given.
    """

    segments: list[HeardSegment]
    until: float
    judge: Judge | None = None  # where what hears can tell how likely other words are
    languages: Languages | None = None
