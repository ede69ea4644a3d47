"""Cut the words Whisper heard into utterances, with times that follow the voice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from asr.hearing import HeardSegment
from asr.transcript import Word
from asr.voices import VoiceSlice
from asr.window import Span, Window

# Whisper's word times wander by a few tenths of a second, the voice gate's do not: a border of an
# utterance is moved to the nearest border of speech if that is this near.
SNAP = 0.4
# After a silence Whisper often misses a first short word ("Klopt."). An utterance that opens or
# closes a stretch of voice takes such a rest of at most this many seconds along: who listens
# back should hear it. It still counts as skipped.
SWALLOWED = 2.0
# A pause in the speech this long ends an utterance even without a full stop.
PAUSE = 0.6
# A silence of the voice this long is a breath; a word may lie over one by this much before it.
BREATH = 0.2
BEFORE = 0.3
# The text of one segment repeats itself above this (Whisper's own mark for a failed decoding).
REPEATS_ABOVE = 2.4

_STOPS = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance that has no speaker and no number yet. Seconds of the recording."""

    start: float
    end: float
    words: tuple[Word, ...]
    voice: tuple[VoiceSlice, ...] = ()  # what it sounds like from its beginning to its end

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def runs_on_into(self, following: "Said") -> bool:
        """No full stop and no pause between the two."""
        return not self.text.endswith(_STOPS) and following.start - self.end < SNAP

    def joined(self, following: "Said") -> "Said":
        """The two as one."""
        return Said(
            self.start, following.end, self.words + following.words, self.voice + following.voice
        )

    def cut(self, at: int, slices: int) -> "tuple[Said, Said]":
        """What is said before that word, with so many slices of voice, and from it on.

        The border lies where the one voice ends and the other begins.
        """
        end, start = self.words[at - 1].end, self.words[at].start
        before, after = self.voice[:slices], self.voice[slices:]
        if before and after and before[-1].end < after[0].start:
            end, start = before[-1].end, after[0].start
        return (
            Said(self.start, min(max(self.start, end), self.end), self.words[:at], before),
            Said(min(max(self.start, start), self.end), self.end, self.words[at:], after),
        )


def utterances(window: Window, segments: Iterable[HeardSegment]) -> Iterator[Said]:
    """The utterances in one window, in order. Segments that only repeat themselves are left out."""
    words = _words(window, [s for s in segments if s.compression <= REPEATS_ABOVE])
    groups: list[list[Word]] = []
    for word in words:
        if groups and not _ends(groups[-1][-1], word, window):
            groups[-1].append(word)
        else:
            groups.append([word])
    for number, group in enumerate(groups):
        before = groups[number - 1][-1].end if number else window.kept[0].start
        after = groups[number + 1][0].start if number + 1 < len(groups) else window.kept[-1].end
        yield _said(group, window, Span(before, after))


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


def _said(words: list[Word], window: Window, room: Span) -> Said:
    """The words as one utterance. `room` is what the utterances on either side leave free."""
    start = _begins(words[0], window.speech)
    end = _nearest(words[-1].end, [span.end for span in window.speech])
    if end <= start:
        start, end = words[0].start, words[-1].end
    part = _part(window, start, end)
    voice = [s for s in window.speech if part.start <= s.start and s.end <= part.end]
    if (
        voice
        and room.start <= voice[0].start < start <= voice[0].start + SWALLOWED
        and start - voice[0].end <= voice[0].start - room.start  # else it ends what was said before
    ):
        start = voice[0].start
    if voice and room.end >= voice[-1].end > end >= voice[-1].end - SWALLOWED:
        end = voice[-1].end
    return Said(start, end, tuple(words))


def _begins(word: Word, speech: tuple[Span, ...]) -> float:
    """Where the voice begins that says the word.

    Whisper often has a first word begin in the silence before it, or where the last one ended: a
    word that lies over a pause begins behind it, unless a good part of it lies before.
    """
    for a, b in pairwise(speech):
        if word.start <= b.start < word.end and b.start - a.end >= BREATH:
            if a.end - word.start < BEFORE:
                return b.start
            break
    return _nearest(word.start, [span.start for span in speech])


def _part(window: Window, start: float, end: float) -> Span:
    """The part of the window with silence on either side in which an utterance lies."""
    middle = (start + end) / 2
    return next((part for part in window.kept if middle <= part.end), window.kept[-1])


def _nearest(time: float, borders: list[float]) -> float:
    best = min(borders, key=lambda border: abs(border - time), default=time)
    return best if abs(best - time) <= SNAP else time
