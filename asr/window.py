"""Pack the speech of a recording into windows that Whisper can take at once."""

from collections import deque
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np

from asr.audio import SAMPLE_RATE
from asr.frames import Frames, parts, runs
from asr.halt import WindowsHalt
from asr.speech import FRAME, MICROPHONE, Floats, Marks, Sounding, VoiceGate

FRAMES_A_SECOND = SAMPLE_RATE / FRAME  # 31.25
# Whisper looks at 30 s; a window ends at a pause, so that no word is cut in two.
LONGEST = int(29.5 * FRAMES_A_SECOND)
# A cut is looked for in the last part of a full window only, so that windows stay well filled:
# each costs a whole encoder run, however short it is.
CUT_FROM = int(27 * FRAMES_A_SECOND)
# Sound kept on either side of speech. The gate eats the edges of words: without it the words
# wrong rise by 1.6 points (measured on two Dutch cases).
PAD = int(0.4 * FRAMES_A_SECOND)
# Silence inside a sentence, and between two of the same turn, is mostly shorter than this.
BREAK = int(0.64 * FRAMES_A_SECOND)
# Fewer speaking frames together than this are a click, not a word.
SHORTEST = 3


@dataclass(frozen=True)
class Span:
    """From and to, in seconds of the recording."""

    start: float
    end: float


@dataclass(frozen=True)
class Window:
    """Up to 29.5 s of sound with the silence taken out, and where its parts came from."""

    samples: Floats
    kept: tuple[Span, ...]  # what the samples are, one after the other
    speech: tuple[Span, ...]  # where in the recording somebody speaks, without the padding

    def place(self, start: float, end: float) -> Span:
        """The seconds of the recording for seconds of the window.

        A stretch over a place where silence was taken out lies where most of it lies.
        """
        offset, best = 0.0, Span(self.kept[-1].end, self.kept[-1].end)
        most = -1.0
        for part in self.kept:
            length = part.end - part.start
            low, high = max(start - offset, 0.0), min(end - offset, length)
            if high >= low and high - low > most:
                most, best = high - low, Span(part.start + low, part.start + high)
            offset += length
        return best

    def halves(self) -> "tuple[Window, ...]":
        """The window cut in two at its longest pause, for a second try; itself if it has none."""
        pauses = [Span(a.end, b.start) for a, b in pairwise(self.speech)]
        if not pauses:
            return (self,)
        middle = self.place(len(self.samples) / SAMPLE_RATE / 2, len(self.samples)).start
        best = max(pauses, key=lambda p: (p.end - p.start) / (1 + abs(p.start - middle)))
        cut = (best.start + best.end) / 2
        return self._between(self.kept[0].start, cut), self._between(cut, self.kept[-1].end)

    def up_to(self, second: float) -> "Window":
        """The window as far as that second of it."""
        return self._between(self.kept[0].start, self.place(second, second).start)

    def from_on(self, time: float) -> "Window":
        """The window from that time of the recording on."""
        return self._between(time, self.kept[-1].end)

    def speech_after(self, second: float) -> float:
        """Seconds of speech beyond that second of the window."""
        return sum(s.end - s.start for s in self.speech) - sum(
            s.end - s.start for s in self.up_to(second).speech
        )

    def speech_under(self, spans: Iterable[Span]) -> float:
        """Seconds of speech that lie in any of these spans of the recording."""
        wanted, total = sorted(spans, key=lambda span: span.start), 0.0
        for speech in self.speech:
            at = speech.start
            for span in wanted:
                low, high = max(at, span.start), min(speech.end, span.end)
                if high > low:
                    total, at = total + high - low, high
        return total

    def _between(self, start: float, end: float) -> "Window":
        return Window(
            samples=self.sound(start, end),
            kept=_clipped(self.kept, start, end),
            speech=_clipped(self.speech, start, end),
        )

    def sound(self, start: float, end: float) -> Floats:
        """The samples between two times of the recording."""
        offset, pieces = 0.0, []
        for part in self.kept:
            low, high = max(start, part.start), min(end, part.end)
            if high > low:
                at = offset + low - part.start
                pieces.append(
                    self.samples[int(at * SAMPLE_RATE) : int((at + high - low) * SAMPLE_RATE)]
                )
            offset += part.end - part.start
        return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.float32)


def _clipped(spans: Iterable[Span], start: float, end: float) -> tuple[Span, ...]:
    clipped = (Span(max(start, span.start), min(end, span.end)) for span in spans)
    return tuple(span for span in clipped if span.end > span.start)


class Windows:
    """Cuts one channel of sound into windows. Feed blocks in order, then finish.

    Holds at most one window of sound, whatever the length of the recording; uncut ones what they
    are fed.
    """

    def __init__(self, marks: Marks = MICROPHONE) -> None:
        self._gate = VoiceGate(marks)
        self._reach = marks.reach
        self._longest: float = LONGEST
        self._rest: Floats = np.zeros(0, dtype=np.float32)
        self._next = 0  # number of the next frame of the recording
        self._before = Frames()  # the last frames without speech: padding, should speech start
        self._frames = Frames()
        self._waiting: deque[tuple[Floats, Sounding]] = deque()  # frames fed and not yet taken
        self._given = Frames()  # the window that was given last, until its taker goes on
        self._quiet = 0  # frames since somebody spoke; at most PAD of them are kept
        self._since_voice = 0  # frames since the model last recognised one

    def feed(self, samples: Floats) -> Iterator[Window]:
        """Take the next samples (-1 to 1); give the windows that are full."""
        self.take_in(samples)
        yield from self.full()

    def take_in(self, samples: Floats) -> None:
        """Take the next samples, all at once."""
        sound = np.concatenate([self._rest, samples])
        whole = len(sound) - len(sound) % FRAME
        self._rest = sound[whole:]
        frames = sound[:whole].reshape(-1, FRAME)
        self._waiting.extend(zip(frames, self._gate.judge(sound[:whole]), strict=True))

    def full(self) -> Iterator[Window]:
        """The windows that are full with what was taken in. Each is in hand until the next."""
        while self._waiting:
            self._take(*self._waiting.popleft())
            if len(self._frames.numbers) >= self._longest:
                yield from self._give(_best_cut(self._frames))

    def finish(self) -> Iterator[Window]:
        """Give what is left."""
        if len(self._rest):
            padding = np.zeros(FRAME - len(self._rest), dtype=np.float32)
            yield from self.feed(padding)
        while self._frames.numbers:
            yield from self._give(len(self._frames.numbers))

    def uncut(self) -> "Windows":
        """The same as they were before the window in hand was cut off, to be fed apart from these;
        they are never full."""
        ahead = copy(self)
        ahead._longest = inf
        ahead._gate, ahead._before = copy(self._gate), self._before.followed_by(Frames())
        ahead._waiting = self._waiting.copy()
        ahead._frames, ahead._given = self._given.followed_by(self._frames), Frames()
        return ahead

    @property
    def unfinished(self) -> Window | None:
        """What there is by now of the next window, if somebody speaks in it."""
        return next(_window(self._frames), None)

    def halt(self) -> WindowsHalt:
        """Where it stands, when all windows were taken that the sound fed so far gives."""
        return WindowsHalt(
            gate=self._gate.halt(),
            next=self._next,
            before=self._before.runs,
            frames=self._frames.runs,
            quiet=self._quiet,
            since_voice=self._since_voice,
        )

    def go_on(self, halt: WindowsHalt, sound: Floats) -> None:
        """Stand where another stood; `sound` is all that was fed from frame `halt.first` on."""
        self._gate.go_on(halt.gate)
        self._next, self._quiet, self._since_voice = halt.next, halt.quiet, halt.since_voice
        self._before = Frames.again(halt.before, sound, halt.first)
        self._frames = Frames.again(halt.frames, sound, halt.first)
        self._rest = sound[(halt.next - halt.first) * FRAME :]

    def put_back(self, second: float) -> None:
        """Take what comes after that second of the window given last along with the next one."""
        self._given, rest = self._given.split(max(1, int(second * FRAMES_A_SECOND)))
        self._frames = rest.followed_by(self._frames)

    def _take(self, frame: Floats, sounding: Sounding) -> None:
        number, self._next = self._next, self._next + 1
        self._since_voice = 0 if sounding is Sounding.voice else self._since_voice + 1
        if sounding is Sounding.voice or self._goes_on(sounding):
            self._lead_in()
            self._frames.add(number, True, frame)
            self._quiet = 0
        elif self._frames.numbers and self._quiet < PAD:
            self._quiet += 1
            self._frames.add(number, False, frame)
        else:
            self._before.add(number, sounding is Sounding.loud, frame)
            spare = len(self._before.numbers) - PAD - self._reach
            _, self._before = self._before.split(max(0, spare))

    def _goes_on(self, sounding: Sounding) -> bool:
        """Is this the end of a word that the model no longer takes for voice?"""
        near = self._since_voice <= self._reach and self._quiet <= BREAK
        return near and sounding is Sounding.loud and bool(self._frames.numbers)

    def _lead_in(self) -> None:
        """Take along what came just before the voice: loud frames within reach, and padding."""
        loud = self._before.speaking
        first = len(loud)
        while any(loud[max(0, first - BREAK) : first]) and len(loud) - first < self._reach:
            first -= 1
        _, kept = self._before.split(max(0, first - PAD))
        skipped = len(loud) - len(kept.numbers)
        for at, (number, sound) in enumerate(zip(kept.numbers, kept.sound, strict=True), skipped):
            self._frames.add(number, self._reach > 0 and at >= first and loud[at], sound)
        self._before = Frames()

    def _give(self, frames: int) -> Iterator[Window]:
        self._given, self._frames = self._frames.split(frames)
        yield from _window(self._given)
        self._given = Frames()


def _best_cut(frames: Frames) -> int:
    """The middle of the longest pause in the last third; the quietest frame if there is none."""
    pauses = [p for p in runs(frames.speaking, False) if p[1] > CUT_FROM]
    if pauses:
        start, end = max(pauses, key=lambda pause: pause[1] - max(pause[0], CUT_FROM))
        return (max(start, CUT_FROM) + end + 1) // 2
    loudness = [float(np.abs(sound).mean()) for sound in frames.sound[CUT_FROM:]]
    return CUT_FROM + loudness.index(min(loudness)) + 1


def _window(frames: Frames) -> Iterator[Window]:
    spoken = [run for run in runs(frames.speaking, True) if run[1] - run[0] >= SHORTEST]
    if not spoken:
        return
    kept = parts(frames.numbers)
    yield Window(
        samples=np.concatenate(frames.sound),
        kept=tuple(_span(frames.numbers[a], frames.numbers[b - 1] + 1) for a, b in kept),
        speech=tuple(_span(frames.numbers[a], frames.numbers[b - 1] + 1) for a, b in spoken),
    )


def _span(first: int, after: int) -> Span:
    return Span(first * FRAME / SAMPLE_RATE, after * FRAME / SAMPLE_RATE)
