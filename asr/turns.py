"""Cut what is said where another voice takes over."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from asr.persons import Persons
from asr.utterances import Said
from asr.voice_model import Numbers
from asr.voices import LONGEST, VoiceSlice
from asr.window import Span

# What a slice of a second or more that fits one person only weighs against a change of voice (log
# chances). Of 546 turns joined of people's clips 3 % more have both borders within half a second at
# 0.5 than at 3.0, of 822 made ones 1 %.
_SOUND = 6.0
_FULL_SECONDS = 1.0
_CHANGE = 0.5
# The voice changes in a pause, if there is one within so many seconds of where it seems to change.
_REACH = 0.4
# Who takes over without a pause mostly begins before the other has ended. Nobody can tell from one
# microphone by how much; both are heard in so many seconds on either side.
_LAP = 0.2
_AT_ONCE = 0.06  # less silence than this is none: two frames of the voice gate
# Who takes over may pause after his first word. Then the voice does not change in that pause, and a
# slice beside it is not of one voice. A change so many seconds from a pause, of a few at most, is
# believed when the slices fit so much better with it (in squares, a full slice counts for one).
# Fitted on those 546 turns: 513 are on time for 503 without; of 842 others 768 for 753.
_AWAY = 0.8
_PAUSE = 2.0
_FIT_BETTER = 0.2
_GRID = 0.05  # seconds between the times that are tried
_OWN = 0.85  # where a slice of one voice lies between another one (-1) and the mean of its own (1)
# A voice of which nothing became text goes with what the same voice says no farther off.
_NEAR = 1.0


def voice_of(said: Said) -> Numbers:
    """What the whole utterance sounds like: one row of numbers of length 1."""
    total = np.sum([one.seconds * one.numbers for one in said.voice], axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9))


def in_pieces(said: Iterable[Said], there: Persons) -> list[Said]:
    """The utterances in pieces of one voice each.

    A piece of which nothing became text goes with the one before it or behind it, if the same voice
    says that near by; else it is left out.
    """
    told: list[Said] = []
    silent: Said | None = None
    for piece in (piece for one in said for piece in _cut_at_changes(one, there)):
        if piece.words:
            told.append(silent.joined(piece) if silent and _same(silent, piece, there) else piece)
            silent = None
        elif told and _same(told[-1], piece, there):
            told[-1] = told[-1].joined(piece)
        else:
            silent = piece
    return told


def with_borders(pieces: Sequence[Said], who: Sequence[int], there: Persons) -> list[Said]:
    """The pieces, with both voices where one gives way to another without a pause."""
    starts, ends = [one.start for one in pieces], [one.end for one in pieces]
    last = 0.0  # no piece ends before it begins
    for n, (a, b) in enumerate(pairwise(pieces)):
        if who[n] == who[n + 1] or b.start - a.end > _PAUSE:
            continue
        time = _off_the_pause(a, b, there.voices[[who[n], who[n + 1]]])
        if time is not None or b.start - a.end < _AT_ONCE:
            last = max(last, (a.end + b.start) / 2 if time is None else time)
            ends[n] = min(last + _LAP, max(a.end, b.end))
            starts[n + 1] = max(last - _LAP, min(a.start, b.start))
    return [
        replace(one, start=start, end=end)
        for one, start, end in zip(pieces, starts, ends, strict=True)
    ]


def _cut_at_changes(said: Said, there: Persons) -> Iterator[Said]:
    """The utterance in pieces of one voice each; mostly one piece."""
    gone = 0  # slices that went with the pieces before
    for slices, time in _changes(said, there):
        border = _border(said, time)
        piece, said = said.cut(_words_before(said, border), slices - gone, border)
        gone = slices
        yield piece
    yield said


def _same(before: Said, after: Said, there: Persons) -> bool:
    """Whether one voice says both, near by."""
    if not (before.voice and after.voice):
        return False
    who = there.fits(np.stack([voice_of(before), voice_of(after)])).argmax(axis=1)
    return bool(who[0] == who[1] and after.start - before.end < _NEAR)


def _off_the_pause(before: Said, after: Said, voices: Numbers) -> float | None:
    """When the first voice gives way to the second, if that is not where the two pieces meet.

    A slice lies between the two voices by how much of it is of either.
    """
    first, last = before.end - _AWAY, after.start + _AWAY
    near = [
        one
        for one in (*before.voice, *after.voice)
        if one.end > first - _AWAY and one.start < last + _AWAY
    ]
    times = np.arange(max(first, before.start), min(last, after.end), _GRID)
    if not near or not len(times):
        return None
    own, other = voices
    between = np.stack([one.numbers for one in near]) @ (own - other) / (1 - own @ other)
    weights = np.square([one.seconds / LONGEST for one in near])
    starts, ends = np.array([(one.start, one.end) for one in near]).T

    def misfit(times: Numbers) -> Numbers:
        part = np.clip((times[:, None] - starts) / (ends - starts), 0, 1)
        off = np.clip(between, -_OWN, _OWN) - _OWN * (2 * part - 1)
        return np.asarray((weights * off**2).sum(axis=1))

    found = misfit(times)
    in_pause = misfit(np.array([(before.end + after.start) / 2]))[0]
    return float(times[found.argmin()]) if found.min() + _FIT_BETTER < in_pause else None


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


def _border(said: Said, time: float) -> Span:
    """The pause in which the voice changes; that moment itself where there is none."""
    off = [max(one.start - time, time - one.end, 0.0) for one in said.pauses]
    nearest = min(off, default=_REACH)
    return said.pauses[off.index(nearest)] if nearest < _REACH else Span(time, time)


def _words_before(said: Said, border: Span) -> int:
    """How many words are said before it."""
    middle = border.start + border.end
    return sum(word.start + word.end < middle for word in said.words)
