"""The frames of a recording that are kept, with what is known of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from asr.halt import Run
from asr.speech import FRAME, Floats


@dataclass
class Frames:
    """Frames in order: their numbers, whether somebody speaks in them, and their sound."""

    numbers: list[int] = field(default_factory=list)
    speaking: list[bool] = field(default_factory=list)
    sound: list[Floats] = field(default_factory=list)

    def add(self, number: int, speaking: bool, sound: Floats) -> None:
        """Add the next that is kept."""
        self.numbers.append(number)
        self.speaking.append(speaking)
        self.sound.append(sound)

    @classmethod
    def again(cls, kept: Iterable[Run], sound: Floats, first: int) -> "Frames":
        """The frames of these runs; `sound` begins with frame number `first`."""
        frames = cls()
        for start, marks in kept:
            for number, mark in enumerate(marks, start):
                at = (number - first) * FRAME
                frames.add(number, mark == "1", sound[at : at + FRAME])
        return frames

    @property
    def runs(self) -> tuple[Run, ...]:
        """Each stretch of frames: the number of the first, and for each whether somebody speaks."""
        marks = "".join("01"[speaking] for speaking in self.speaking)
        return tuple((self.numbers[a], marks[a:b]) for a, b in parts(self.numbers))

    def split(self, at: int) -> "tuple[Frames, Frames]":
        """The first so many, and the rest."""
        head = Frames(self.numbers[:at], self.speaking[:at], self.sound[:at])
        return head, Frames(self.numbers[at:], self.speaking[at:], self.sound[at:])

    def followed_by(self, other: "Frames") -> "Frames":
        """These and the others after them."""
        return Frames(
            self.numbers + other.numbers, self.speaking + other.speaking, self.sound + other.sound
        )


def parts(numbers: list[int]) -> list[tuple[int, int]]:
    """Start and end (exclusive) of each stretch in which the numbers count on."""
    steps = [i + 1 for i, (a, b) in enumerate(pairwise(numbers)) if b != a + 1]
    return list(pairwise([0, *steps, len(numbers)])) if numbers else []


def runs(marks: list[bool], wanted: bool) -> list[tuple[int, int]]:
    """Start and end (exclusive) of each run of marks that are as wanted."""
    edges = [i for i, (a, b) in enumerate(pairwise([not wanted, *marks, not wanted])) if a != b]
    return list(zip(edges[::2], edges[1::2], strict=True))
