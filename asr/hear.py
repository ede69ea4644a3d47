"""Listen to a recording from beginning to end: sound in, transcript out."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from asr.account import Account, Spoken, coverage, held_back, numbered, spoken
from asr.audio import SAMPLE_RATE, Block
from asr.doubt import weighed
from asr.halt import ChannelHalt, Halt
from asr.hearing import HeardSegment, Hearing
from asr.second_listen import SecondListen
from asr.sieve import loops, sift
from asr.speech import FRAME, MICROPHONE, TELEPHONE, Floats
from asr.transcript import HeldBack, Language, Roles, Transcript, Utterance
from asr.utterances import Said, utterances
from asr.vocabulary import hotwords
from asr.voices import voices_of
from asr.window import Span, Window, Windows

_FULL_SCALE = 32768.0
# Whisper now and then stops before the end of a window. More speech than this is heard with the
# next window; a second look at it alone costs a whole encoder run, and words are invented there.
LEFT_OVER = 0.5  # seconds
# So many utterances, some five minutes, are enough to tell two voices apart; in all of a visit of
# two hours it takes half a second, too long for each guess.
RECENT = 100


class Listener(Protocol):
    """What hears: Whisper, or a stand-in that keeps the same contract."""

    @property
    def name(self) -> str: ...

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing: ...

    def tokens(self, text: str) -> int: ...


_T = TypeVar("_T")


class Aside(Protocol):
    """What does a piece of work that takes seconds, and may do something else meanwhile."""

    def __call__(self, work: Callable[[], _T]) -> _T: ...


def _at_once(work: Callable[[], _T]) -> _T:
    return work()


@dataclass(frozen=True)
class Heard:
    """How far listening has come: seconds of the recording, what was said last, and what was
    written there but is not to be believed."""

    until: float
    said: tuple[Said, ...]
    channel: int = 0
    held: tuple[HeldBack, ...] = ()
    spoken: str = ""  # the language that it seems to be in, where that can be told


@dataclass(frozen=True)
class Listening:
    """How to listen: the language is given, never guessed; the vocabulary reaches every window."""

    language: Language
    roles: Roles = "visit"
    vocabulary: tuple[str, ...] = ()
    telephone: bool = False  # the sound has the narrow band of a telephone line
    swapped: bool = False  # the second channel is the agent (or clinician), not the first
    second: bool = True  # listen again where something sounds like a word of the trade


def hear(
    blocks: Iterable[Block], channels: int, listener: Listener, how: Listening
) -> Generator[Heard, None, Transcript]:
    """Hear a recording block by block; the transcript is what the generator returns."""
    hearer = Hearer(channels, listener, how)
    for block in blocks:
        yield from hearer.take(block)
    yield from hearer.finish()
    return hearer.transcript()


class Hearer:
    """Hears one recording: take its blocks in order, then finish.

    Holds one window of sound a channel, so memory does not grow with the recording. Between two
    blocks it can be halted, and another goes on as if nothing had happened.
    """

    def __init__(
        self, channels: int, listener: Listener, how: Listening, aside: Aside = _at_once
    ) -> None:
        marks = TELEPHONE if how.telephone else MICROPHONE
        self.how = how
        self.prompt = hotwords(how.vocabulary, listener.tokens)
        self.windows = tuple(Windows(marks) for _ in range(channels))
        self._accounts = tuple(Account() for _ in range(channels))
        self._listener, self._aside = listener, aside
        self._second = SecondListen(how.language, how.vocabulary) if how.second else None
        self._samples = 0
        self._told: tuple[list[list[Said]], list[Spoken]] = ([], [])  # the last, and who said it

    @property
    def seconds(self) -> float:
        """How much of the recording was taken."""
        return self._samples / SAMPLE_RATE

    def take(self, block: Block) -> Iterator[Heard]:
        """Take the next block; hear the windows that are full with it."""
        self._samples += block.samples.shape[1]
        for windows, sound in zip(self.windows, block.samples, strict=True):
            windows.take_in(floats(sound))
        for channel, windows in enumerate(self.windows):
            yield from self._listen(channel, windows.full())

    def finish(self) -> Iterator[Heard]:
        """Hear what is left."""
        for channel, windows in enumerate(self.windows):
            yield from self._listen(channel, windows.finish())

    def transcript(self) -> Transcript:
        """Everything heard."""
        return Transcript(
            language=self.how.language,
            utterances=self.final(),
            coverage=coverage(self._accounts, self.seconds),
            model=self._listener.name,
            held=held_back(self._accounts),
        )

    def spoken(self, channel: int) -> str:
        """The language that a channel seemed to be in last; "" where that cannot be told."""
        return self._accounts[channel].spoken

    def final(self) -> tuple[Utterance, ...]:
        """What is final by now. Who speaks may change until the end, with what is said later."""
        return numbered(self._spoken([[*account.said] for account in self._accounts]))

    def guessed(self, guesses: Sequence[Sequence[Said]]) -> tuple[Utterance, ...]:
        """What is guessed on each channel after the final part, as utterances."""
        rows = [account.said[-RECENT:] for account in self._accounts]
        told = self._spoken([[*row, *more] for row, more in zip(rows, guesses, strict=True)])
        # What is the same as the last time was told of in the words of then.
        told_of = zip(rows, self._told[0], strict=True)
        guess = [said for row, whole in told_of for said in whole[len(row) :]]
        wanted = {id(word) for said in guess for word in said.words}
        # An utterance is cut at most between two slices of its voice, so no number is given twice.
        first = sum(max(1, len(one.voice)) for a in self._accounts for one in a.said) + 1
        return numbered((pair for pair in told if id(pair[0].words[0]) in wanted), first)

    def halt(self) -> Halt:
        """Where it stands, when the last block was taken wholly. What was heard is not in it."""
        rows = zip(self.windows, self._accounts, strict=True)
        channels = tuple(
            ChannelHalt(
                windows=windows.halt(), speech=account.speech, transcribed=account.transcribed
            )
            for windows, account in rows
        )
        return Halt(samples=self._samples, channels=channels)

    def go_on(self, halt: Halt, heard: Iterable[Heard], last: Iterable[Block]) -> None:
        """Stand where another stood that had heard all this.

        `last` is the sound it took last: from `needed_from` up to where it was halted.
        """
        for one in heard:
            self._accounts[one.channel].keep(one.said)
            self._accounts[one.channel].hold(one.held, one.spoken)
        self._samples = halt.samples
        begins = needed_from(halt)
        sound = np.concatenate([np.zeros((len(self.windows), 0)), *(b.samples for b in last)], 1)
        rows = zip(self.windows, self._accounts, halt.channels, sound, strict=True)
        for windows, account, stood, samples in rows:
            account.speech, account.transcribed = stood.speech, stood.transcribed
            windows.go_on(stood.windows, floats(samples[stood.windows.first * FRAME - begins :]))

    def said_in(self, window: Window, segments: Iterable[HeardSegment]) -> tuple[Said, ...]:
        """What is said in a window, with how sure its words are, and with its voices where these
        tell who speaks."""
        said = tuple(utterances(window, segments))
        words = weighed([word for one in said for word in one.words], self.how.language)
        told = tuple(replace(one, words=tuple(islice(words, len(one.words)))) for one in said)
        if len(self.windows) > 1:  # the channel tells it
            return told
        spans = [Span(one.start, one.end) for one in told]
        voices = voices_of(spans, window.speech, window.sound)
        return tuple(replace(one, voice=voice) for one, voice in zip(told, voices, strict=True))

    def _spoken(self, rows: list[list[Said]]) -> list[Spoken]:
        """Who said it; told anew only where something else was said than the last time. In a
        silence it is asked every second."""
        if rows != self._told[0]:
            how = self.how
            self._told = rows, spoken(rows, how.language, how.roles, swapped=how.swapped)
        return self._told[1]

    def _listen(self, channel: int, given: Iterable[Window]) -> Iterator[Heard]:
        account = self._accounts[channel]
        for window, hearing in self._heard(self.windows[channel], given):
            sifted = sift(window, hearing, self.how.language, account.spoken)
            said = self.said_in(window, self._again(sifted.hearing).segments)
            account.keep(said)
            account.hold(sifted.held, sifted.spoken)
            account.count(window, said)
            yield Heard(window.kept[-1].end, said, channel, sifted.held, sifted.spoken)

    def _heard(self, windows: Windows, given: Iterable[Window]) -> Iterator[tuple[Window, Hearing]]:
        """Windows with what is heard in them; one in which Whisper loops, at its second try as
        well, is heard again in halves, if it has a pause to cut it at."""
        for window in given:
            hearing = self._look(window)
            halves = window.halves() if loops(hearing) else ()
            if len(halves) > 1:
                for half in halves:
                    yield half, self._look(half)
            elif window.speech_after(hearing.until) > LEFT_OVER:
                windows.put_back(hearing.until)
                yield window.up_to(hearing.until), hearing
            else:
                yield window, hearing

    def _look(self, window: Window) -> Hearing:
        hear = partial(self._listener.hear, window.samples, self.how.language, self.prompt)
        return self._aside(hear)

    def _again(self, hearing: Hearing) -> Hearing:
        return self._aside(partial(self._second.listen, hearing)) if self._second else hearing


def floats(sound: npt.NDArray[np.generic]) -> Floats:
    """16-bit samples as numbers from -1 to 1."""
    return np.asarray(sound.astype(np.float32) / _FULL_SCALE)


def needed_from(halt: Halt) -> int:
    """The first sample of the recording that is still needed to go on from there."""
    return min(channel.windows.first for channel in halt.channels) * FRAME
