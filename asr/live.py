"""Guess, while somebody is speaking, what is said in the windows that are not full yet.

A guess is for showing only: what is heard in the end does not depend on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Protocol

from asr.audio import SAMPLE_RATE, Block
from asr.hear import Heard, Hearer, floats
from asr.hearing import Hearing
from asr.sieve import loops, sift_guess
from asr.speech import FRAME, Floats
from asr.transcript import Language
from asr.utterances import Said
from asr.window import LONGEST, Span, Window

# Seconds of new speech worth a guess; and fewer, when the speaker paused after them. A guess
# costs whisper-base 0.3 seconds on a slow core, however little there is to hear.
NEW_SPEECH = 2.0
LAST_WORDS = 0.3
PAUSED = 0.3
# What was guessed this long before the end does not change any more, and is not heard again once
# there is this much: the longer, the more a guess costs.
SETTLED = 4.0
MOST_AGAIN = 10.0
# Samples: Whisper sees little more at a time. What is longer, as it may be where a window is being
# heard and nothing before it settled, is not guessed at: its end would be taken for said and never
# shown.
MOST_SEEN = LONGEST * FRAME


class Guesser(Protocol):
    """What guesses: Whisper in a hurry, or a stand-in that keeps the same contract."""

    def guess(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing: ...


@dataclass(frozen=True)
class _Guess:
    """What seems to be said on one channel after its final part."""

    settled: tuple[Said, ...] = ()
    open: tuple[Said, ...] = ()
    after: float = 0.0  # where the open part begins
    until: float = 0.0  # where the recording was when it was guessed
    spoken: float = 0.0  # seconds of speech in it, when it was guessed


class _Ahead:
    """The sound of a recording from the window that is being heard on."""

    def __init__(self, hearer: Hearer) -> None:
        self.windows = tuple(one.uncut() for one in hearer.windows)
        self.seconds = hearer.seconds
        self.blocks = 0  # taken
        for one in self.windows:
            list(one.full())

    def take(self, block: Block) -> None:
        """Add what comes next."""
        for windows, sound in zip(self.windows, block.samples, strict=True):
            list(windows.feed(floats(sound)))
        self.seconds += block.samples.shape[1] / SAMPLE_RATE
        self.blocks += 1


class Live:
    """The guesses for one recording that is being heard."""

    def __init__(self, hearer: Hearer, guesser: Guesser) -> None:
        self._hearer = hearer
        self._guesser = guesser
        self._guesses = [_Guess() for _ in hearer.windows]
        self._ahead: _Ahead | None = None

    @property
    def said(self) -> tuple[tuple[Said, ...], ...]:
        """What seems to be said after the final part, on each channel."""
        return tuple((*guess.settled, *guess.open) for guess in self._guesses)

    @property
    def until(self) -> float:
        """Up to which second all that was said is final or guessed; it grows in silence too."""
        return min(guess.until for guess in self._guesses)

    def look_ahead(self, blocks: Iterable[Block]) -> None:
        """While a window is being heard: guess at what these bring as well, all that the hearer
        will take after it."""
        self._ahead = self._ahead or _Ahead(self._hearer)
        for block in islice(blocks, self._ahead.blocks, None):
            self._ahead.take(block)

    def heard(self, heard: Heard) -> None:
        """A window is final: what was guessed of it is void, what was guessed after it stays."""
        self._ahead = None
        before = self._guesses[heard.channel]
        rest = tuple(_from_on((*before.settled, *before.open), heard.until))
        until = max(before.until, heard.until)
        self._guesses[heard.channel] = _Guess((), rest, after=heard.until, until=until)

    def guess(self) -> bool:
        """Guess again on one channel where enough was said; whether it did."""
        for channel in range(len(self._guesses)):
            window, known = self._open(channel), self._guesses[channel].spoken
            if window and len(window.samples) > MOST_SEEN:
                continue
            new = _spoken(window) - known if window else 0.0
            if window and (new >= NEW_SPEECH or _has_paused(window, known + LAST_WORDS)):
                self._guesses[channel] = self._guessed(channel, window)
                return True
            if new < LAST_WORDS:
                self._guesses[channel] = self._nothing_new(self._guesses[channel])
        return False

    @property
    def _seconds(self) -> float:
        """How much of the recording there is to guess at."""
        return (self._ahead or self._hearer).seconds

    def _open(self, channel: int) -> Window | None:
        """What is not final yet and not settled."""
        windows = (self._ahead or self._hearer).windows[channel]
        window = windows.unfinished
        window = window and window.from_on(self._guesses[channel].after)
        return window if window and window.speech else None

    def _nothing_new(self, before: _Guess) -> _Guess:
        return replace(before, until=self._seconds)

    def _guessed(self, channel: int, window: Window) -> _Guess:
        before = self._guesses[channel]
        how, until, spoken = self._hearer.how, self._seconds, _spoken(window)
        hearing = self._guesser.guess(window.samples, how.language, self._hearer.prompt)
        if loops(hearing):
            return replace(before, until=until, spoken=spoken)
        sifted = sift_guess(window, hearing, how.language, self._hearer.spoken(channel))
        said = self._hearer.said_in(window, sifted.hearing.segments)
        end = window.speech[-1].end
        settles = [n for n, one in enumerate(said[:-1], 1) if one.end < end - SETTLED]
        if len(window.samples) < MOST_AGAIN * SAMPLE_RATE or not settles:
            return replace(before, open=said, until=until, spoken=spoken)
        count = settles[-1]
        after = (said[count - 1].end + said[count].start) / 2
        settled = (*before.settled, *said[:count])
        return _Guess(settled, said[count:], after, until, _spoken(window.from_on(after)))


def _from_on(said: Iterable[Said], time: float) -> Iterator[Said]:
    """What was said from that time on, of one that lies over it the words after it."""
    for one in said:
        if one.start >= time:
            yield one
            continue
        gone = sum(word.start + word.end < 2 * time for word in one.words)
        if gone < len(one.words):
            slices = sum(each.middle < time for each in one.voice)
            yield one.cut(gone, slices, Span(time, time))[1]


def _has_paused(window: Window, seconds: float) -> bool:
    """Whether the speaker paused when he had spoken so long, or later."""
    end = window.kept[-1].end
    spoken = 0.0
    for one, following in pairwise((*window.speech, Span(end, end))):
        spoken += one.end - one.start
        if spoken >= seconds and following.start - one.end > PAUSED:
            return True
    return False


def _spoken(window: Window) -> float:
    return sum(span.end - span.start for span in window.speech)
