"""What is heard in a window, by whatever hears it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# Gives the log probability of each of these words, one after the other, for the sound of a window;
# the names stand in the prompt.
Judge = Callable[[Sequence[str], Sequence[str]], list[float]]
# Gives the probability (0-1) of each language that may be spoken in a window, by its code.
Languages = Callable[[], Mapping[str, float]]
# Gives what Whisper would have written without the words to expect in its prompt.
Unprompted = Callable[[], str]

# The text of one segment repeats itself above this (Whisper's own mark for a failed decoding).
REPEATS_ABOVE = 2.4
# Letters; the longest word that anybody says has some 35. One of 180 ("vanavdavdavdvdvdv...") was
# written in 0.4 s, changed a little on its way round, and hid among sound words.
LONGEST_WORD = 45


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
    compression: float  # of its text

    @property
    def loops(self) -> bool:
        """Whether it goes round in a loop: nobody says the same again and again."""
        return self.compression > REPEATS_ABOVE or any(
            len(word.text.strip()) > LONGEST_WORD for word in self.words
        )


@dataclass(frozen=True)
class Hearing:
    """What was heard in a window, up to which second of it, and who can judge other words.

    `languages` tells what seems to be spoken, whatever language was given; `unprompted` what would
    be heard without the words to expect, where there were some.
    """

    segments: list[HeardSegment]
    until: float
    judge: Judge | None = None  # where what hears can tell how likely other words are
    languages: Languages | None = None
    unprompted: Unprompted | None = None
