"""Cut the words Whisper heard into utterances, with times that follow the voice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from asr.transcribe import HeardSegment
from asr.transcript import Word
from asr.window import Span, Window

# Whisper's word times wander by a few tenths of a second, the voice gate's do not: a border of an
# utterance is moved to the nearest border of speech if that is this near.
SNAP = 0.4
# A pause in the speech this long ends an utterance even without a full stop.
PAUSE = 0.6
# The text of one segment repeats itself above this (Whisper's own mark for a failed decoding).
REPEATS_ABOVE = 2.4

_STOPS = (".", "?", "!", "…")


@dataclass(frozen=True)
class Said:
    """An utterance that has no speaker and no number yet. Seconds of the recording."""

    start: float
    end: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def utterances(window: Window, segments: Iterable[HeardSegment]) -> Iterator[Said]:
    """The utterances in one window, in order. Segments that only repeat themselves are left out."""
    words = _words(window, [s for s in segments if s.compression <= REPEATS_ABOVE])
    group: list[Word] = []
    for word in words:
        if group and _ends(group[-1], word, window.speech):
            yield _said(group, window.speech)
            group = []
        group.append(word)
    if group:
        yield _said(group, window.speech)


def _words(window: Window, segments: Iterable[HeardSegment]) -> list[Word]:
    """Whole words: Whisper parts "37,8" and "foto's"; a part without a space before it belongs."""
    words: list[Word] = []
    for heard in (word for segment in segments for word in segment.words):
        start = window.time(heard.start)
        word = Word(
            text=heard.text.strip(),
            start=start,
            end=max(start, window.time(heard.end)),
            probability=heard.probability,
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
    )


def _ends(last: Word, following: Word, speech: tuple[Span, ...]) -> bool:
    if last.text.endswith(_STOPS):
        return True
    return _longest_pause(speech, last.start, following.end) >= PAUSE


def _longest_pause(speech: tuple[Span, ...], start: float, end: float) -> float:
    between = [b.start - a.end for a, b in pairwise(speech) if start <= a.end and b.start <= end]
    return max(between, default=0.0)


def _said(words: list[Word], speech: tuple[Span, ...]) -> Said:
    start = _nearest(words[0].start, [span.start for span in speech])
    end = _nearest(words[-1].end, [span.end for span in speech])
    if end <= start:
        start, end = words[0].start, words[-1].end
    return Said(start, end, tuple(words))


def _nearest(time: float, borders: list[float]) -> float:
    best = min(borders, key=lambda border: abs(border - time), default=time)
    return best if abs(best - time) <= SNAP else time
