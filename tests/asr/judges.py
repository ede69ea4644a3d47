"""Hand-written judges: they like the words that they are told to like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from asr.hearing import HeardSegment, HeardWord, Hearing, Judge


@dataclass
class FakeJudge:
    """Takes one off for each letter, but for the words it likes; remembers what it was asked."""

    liked: Mapping[str, float] = field(default_factory=dict)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def __call__(self, words: Sequence[str], names: Sequence[str]) -> list[float]:
        self.asked.append(("".join(words).strip(), tuple(names)))
        bare = [word.strip(" .,?!").lower() for word in words]
        return [self.liked.get(word, -float(len(word))) for word in bare]


def hearing(*sentences: str, judge: Judge | None = None) -> Hearing:
    """These sentences as heard, a segment each, half a second a word."""
    segments = []
    at = 0.0
    for sentence in sentences:
        words = []
        for word in sentence.split():
            words.append(HeardWord(f" {word}", at, at + 0.5, 0.9))
            at += 0.5
        segments.append(HeardSegment(tuple(words), 0.1, -0.2, 1.1))
    return Hearing(segments, at, judge)


def text(heard: Hearing) -> str:
    """All words of it."""
    return "".join(word.text for segment in heard.segments for word in segment.words).strip()
