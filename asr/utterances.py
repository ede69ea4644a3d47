"""Cut the words Whisper heard into utterances, with times that follow the voice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from asr.hearing import HeardSegment
from asr.transcript import Word
from asr.voices import VoiceSlice
from asr.window import Span, Window

# Whisper's word times wander by a few tenths of a second, the voice gate's do not: a border of an
# utterance is moved to the nearest border of speech if that is this near.
SNAP = 0.4
# Whisper misses a first short word ("Klopt."), and now and then some seconds. An utterance takes
# such speech of at most this many seconds along, before it or behind it: who listens back should
# hear it. It still counts as skipped.
SWALLOWED = 6.0
# A pause in the speech this long ends an utterance even without a full stop.
PAUSE = 0.6
# A silence of the voice this long is a breath; a word may lie over one by this much before it.
BREATH = 0.2
BEFORE = 0.3
EDGE = 0.09

_STOPS = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance that has no speaker and no number yet. Seconds of the recording."""

    start: float
    end: float
    words: tuple[Word, ...]
    voice: tuple[VoiceSlice, ...] = ()  # what it sounds like from its beginning to its end
    pauses: tuple[Span, ...] = ()  # where the voice is silent inside it

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def runs_on_into(self, following: "Said") -> bool:
        """No full stop and no pause between the two."""
        return not self.text.endswith(_STOPS) and following.start - self.end < SNAP

    def joined(self, following: "Said") -> "Said":
        """The two as one."""
        between = (Span(self.end, following.start),) if following.start > self.end else ()
        return Said(
            self.start,
            following.end,
            self.words + following.words,
            self.voice + following.voice,
            self.pauses + between + following.pauses,
        )

    def cut(self, at: int, slices: int, border: Span) -> "tuple[Said, Said]":
        """What is said before that word, with so many slices of voice, and from it on.

        The one ends where the border begins, and the other begins where it ends.
        """
        end = min(max(self.start, border.start), self.end)
        start = min(max(self.start, border.end), self.end)
        before = tuple(one for one in self.pauses if one.end <= end)
        after = tuple(one for one in self.pauses if one.start >= start)
        return (
            Said(self.start, end, self.words[:at], self.voice[:slices], before),
            Said(start, self.end, self.words[at:], self.voice[slices:], after),
        )


def utterances(window: Window, segments: Iterable[HeardSegment]) -> Iterator[Said]:
    """The utterances in one window, in order. Segments that only repeat themselves are left out."""
    words = _words(window, [s for s in segments if not s.loops])
    groups: list[list[Word]] = []
    for word in words:
        if groups and not _ends(groups[-1][-1], word, window):
            groups[-1].append(word)
        else:
            groups.append([word])
    spans = _with_unheard([_span(group, window.speech) for group in groups], window)
    for group, span in zip(groups, spans, strict=True):
        yield Said(span.start, span.end, tuple(group), pauses=_pauses(span, window.speech))


def _words(window: Window, segments: Iterable[HeardSegment]) -> list[Word]:
    """Whole words: Whisper parts "37,8" and "foto's"; a part without a space before it belongs."""
    words: list[Word] = []
    for heard in (word for segment in segments for word in segment.words):
        place = window.place(heard.start, heard.end)
        word = Word(
            text=heard.text.strip(),
            start=place.start,
            end=place.end,
            probability=heard.probability,
            heard=heard.heard,
        )
        if words and not heard.text.startswith(" "):
            words[-1] = _joined(words[-1], word)
        elif word.text:
            words.append(word)
    return words


def _joined(first: Word, rest: Word) -> Word:
    return Word(
        text=first.text + rest.text,
        start=first.start,
        end=max(first.end, rest.end),
        probability=min(first.probability, rest.probability),
        heard=f"{first.heard or first.text}{rest.heard or rest.text}"
        if first.heard or rest.heard
        else "",
    )


def _ends(last: Word, following: Word, window: Window) -> bool:
    if last.text.endswith(_STOPS):
        return True
    seams = [part.start for part in window.kept[1:]]
    if any(last.start < seam <= following.end for seam in seams):
        return True  # seconds of silence, or somebody else, were taken out here
    return _longest_pause(window.speech, last, following) >= PAUSE


def _longest_pause(speech: tuple[Span, ...], last: Word, following: Word) -> float:
    """The longest silence of the voice that begins and ends about where the two words meet."""
    pauses = [
        b.start - a.end
        for a, b in pairwise(speech)
        if last.start - SNAP <= a.end <= following.end and b.start <= following.end + SNAP
    ]
    return max(pauses, default=0.0)


def _span(words: Sequence[Word], speech: Sequence[Span]) -> Span:
    """From where the voice begins that says these words to where it ends."""
    start = _begins(words[0], speech)
    end = _nearest(words[-1].end, [span.end for span in speech])
    return Span(start, end) if end > start else Span(words[0].start, words[-1].end)


def _with_unheard(spans: Sequence[Span], window: Window) -> list[Span]:
    """The same, with the speech before, between and behind them of which nothing became text."""
    if not spans:
        return []
    rooms = [_shared(Span(a.end, b.start), window.speech) for a, b in pairwise(spans)]
    starts = [_opening(spans[0].start, window), *(room.end for room in rooms)]
    ends = [*(room.start for room in rooms), _closing(spans[-1].end, window)]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def _shared(room: Span, speech: Sequence[Span]) -> Span:
    """What is left of the room between two utterances, which part the speech in it where it pauses
    longest."""
    edges = [Span(room.start, room.start), *_inside(room, speech), Span(room.end, room.end)]
    before, after = max(pairwise(edges), key=lambda pair: pair[1].start - pair[0].end)
    return Span(
        before.end if before.end <= room.start + SWALLOWED else room.start,
        after.start if after.start >= room.end - SWALLOWED else room.end,
    )


def _opening(start: float, window: Window) -> float:
    """Where the first utterance of a window begins that takes along the speech before it."""
    first = window.kept[0].start
    unheard = _inside(Span(first, start), window.speech)
    if unheard and unheard[0].start == first and unheard[0].end - first < BEFORE:
        del unheard[0]  # the end of the word behind which the window before was cut off
    return unheard[0].start if unheard and start - unheard[0].start <= SWALLOWED else start


def _closing(end: float, window: Window) -> float:
    unheard = _inside(Span(end, window.kept[-1].end), window.speech)
    return unheard[-1].end if unheard and unheard[-1].end - end <= SWALLOWED else end


def _inside(room: Span, speech: Iterable[Span]) -> list[Span]:
    """The speech in it; less than three frames of the voice gate are the edge of a word."""
    parts = (Span(max(one.start, room.start), min(one.end, room.end)) for one in speech)
    return [part for part in parts if part.end - part.start > EDGE]


def _pauses(span: Span, speech: Iterable[Span]) -> tuple[Span, ...]:
    silent = (Span(a.end, b.start) for a, b in pairwise(speech))
    return tuple(one for one in silent if span.start < one.start < one.end < span.end)


def _begins(word: Word, speech: Sequence[Span]) -> float:
    """Where the voice begins that says the word.

    Whisper often has a first word begin in the silence before it, or where the last one ended: a
    word that lies over a pause begins behind it, unless a good part of it lies before.
    """
    for a, b in pairwise(speech):
        if word.start <= b.start < word.end and b.start - a.end >= BREATH:
            if a.end - word.start < BEFORE:
                return b.start
            break
    if speech and word.start <= speech[0].start < word.end:
        return speech[0].start
    return _nearest(word.start, [span.start for span in speech])


def _nearest(time: float, borders: list[float]) -> float:
    best = min(borders, key=lambda border: abs(border - time), default=time)
    return best if abs(best - time) <= SNAP else time
