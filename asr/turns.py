"""Cut an utterance where another voice takes over inside it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from asr.persons import Persons
from asr.utterances import Said
from asr.voice_model import Numbers
from asr.voices import VoiceSlice

# What a slice of a second or more that fits one person only weighs against a change of voice (log
# chances): a change inside an utterance is rare, and a wrong cut tears a sentence.
_SOUND = 6.0
_FULL_SECONDS = 1.0
_CHANGE = 3.0
# A cut is made between two words that lie within so many seconds of where the voice changes; a
# second of pause between them makes up for a second of distance.
_REACH = 1.0


def voice_of(said: Said) -> Numbers:
    """What the whole utterance sounds like: one row of numbers of length 1."""
    total = np.sum([one.seconds * one.numbers for one in said.voice], axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9))


def cut_at_changes(said: Said, there: Persons) -> Iterator[Said]:
    """The utterance in pieces of one voice each; mostly one piece."""
    gone = 0  # slices that went with the pieces before
    for slices, time in _changes(said, there):
        word = _word_at(said, time)
        if word:
            piece, said = said.cut(word, slices - gone)
            gone = slices
            yield piece
    yield said


def _changes(said: Said, there: Persons) -> list[tuple[int, float]]:
    """After how many slices another voice takes over, and when."""
    if len(said.voice) < 2:
        return []
    fits = there.fits(np.stack([one.numbers for one in said.voice]))
    weights = [_SOUND * min(1.0, one.seconds / _FULL_SECONDS) for one in said.voice]
    run = _run(fits * np.array(weights)[:, None])
    pairs = enumerate(pairwise(run))
    return [
        (number + 1, _between(said.voice, fits, number, a, b)) for number, (a, b) in pairs if a != b
    ]


def _between(slices: Sequence[VoiceSlice], fits: Numbers, number: int, a: int, b: int) -> float:
    """When a's voice gives way to b's after that slice: in the pause, or where both fit as well."""
    first, second = slices[number], slices[number + 1]
    if first.end < second.start:
        return (first.end + second.start) / 2
    before = fits[number, a] - fits[number, b]
    after = fits[number + 1, b] - fits[number + 1, a]
    part = float(np.clip(before / max(before + after, 1e-9), 0, 1))
    return first.middle + part * (second.middle - first.middle)


def _run(chances: Numbers) -> list[int]:
    """The likeliest run of persons over the slices (Viterbi)."""
    best = chances[0]
    came_from = []
    for row in chances[1:]:
        options = best[:, None] - _CHANGE * (1 - np.eye(len(row)))
        came_from.append(options.argmax(axis=0))
        best = options.max(axis=0) + row
    run = [int(best.argmax())]
    for back in reversed(came_from):
        run.append(int(back[run[-1]]))
    return run[::-1]


def _word_at(said: Said, time: float) -> int:
    """The word that begins where the voice changes; 0 where none does."""
    best, found = _REACH, 0
    for number, (a, b) in enumerate(pairwise(said.words), start=1):
        off = max(a.end - time, time - b.start, 0.0) - max(b.start - a.end, 0.0)
        if off < best:
            best, found = off, number
    return found
