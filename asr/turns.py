"""Cut what is said where another voice takes over."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from asr.persons import Persons
from asr.utterances import Said
from asr.voice_model import SIZE, Numbers
from asr.voices import CLOSE, VoiceSlice
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
# microphone by how much; both are heard in so many seconds on either side at least.
_LAP = 0.25
_AT_ONCE = 0.06  # less silence than this is none: two frames of the voice gate
# Who takes over may pause after his first word, or begin when the other has not ended. Then the
# voice does not change where the two pieces meet, but so many seconds from it, of a few at most:
# in another pause, or anywhere, if that fits the slices of half a second so much better (in
# squares). Where they meet without a pause, little more speaks for there than for anywhere. Of the
# 546 turns 521 are on time for 513 by the longer slices, of 435 others 405 for 391, of 407 on
# which nothing was fitted 383 for 377.
_AWAY = 0.8
_AROUND = 0.3  # slices so much farther off tell of it
_PAUSE = 2.0
_ANYWHERE, _OTHER_PAUSE, _NO_PAUSE = 1.2, 0.4, 0.5
# Two voices that are more alike than this, as made ones are, differ less than they vary.
_APART = 0.25
_LEAST_SLICES = 3
_LAPS = 0.0, 0.2, 0.4, 0.6  # seconds in which both may be heard
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
    for n, (a, b) in enumerate(pairwise(pieces)):
        if who[n] != who[n + 1] and b.start - a.end <= _PAUSE:
            own = replace(a, start=max(a.start, starts[n]))
            ends[n], starts[n + 1] = _gives_way(own, b, there.voices[[who[n], who[n + 1]]])
    return [
        replace(one, start=start, end=max(start, end))
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


def _gives_way(before: Said, after: Said, voices: Numbers) -> tuple[float, float]:
    """When the first voice ends and when the second begins."""
    first = max(before.end - _AWAY, before.start)
    last = min(after.start + _AWAY, after.end)
    pauses = _pauses(before, after, first, last)
    tried, laps = np.meshgrid(np.arange(first, last, _GRID), _LAPS)
    from_on = np.concatenate([pauses[:, 0], (tried - laps / 2).ravel()])
    until = np.concatenate([pauses[:, 1], (tried + laps / 2).ravel()])
    times, between = _closely(before, after, voices, first - _AROUND, last + _AROUND)
    best = 0
    if len(times) >= _LEAST_SLICES:
        cost = np.full(len(from_on), _ANYWHERE)
        cost[1 : len(pauses)] = _OTHER_PAUSE
        cost[0] = 0.0 if after.start - before.end >= _AT_ONCE else _NO_PAUSE
        tells = min(1.0, (1 - float(voices[0] @ voices[1])) / _APART) ** 2
        best = int((cost + tells * _misfit(times, between, from_on, until)).argmin())
    pause = until[best] - from_on[best] if best else after.start - before.end
    if best < len(pauses) and pause >= _AT_ONCE:
        return float(from_on[best]), float(until[best])
    middle, lap = (from_on[best] + until[best]) / 2, max(_LAP, (until[best] - from_on[best]) / 2)
    earliest, latest = min(before.start, after.start), max(before.end, after.end)
    return float(min(middle + lap, latest)), float(max(middle - lap, earliest))


def _pauses(before: Said, after: Said, first: float, last: float) -> Numbers:
    """Where nobody speaks, from and to: between the two, and inside them near by."""
    between = sorted((before.end, after.start))
    inside = [
        (one.start, one.end)
        for one in (*before.pauses, *after.pauses)
        if first <= one.start and one.end <= last and one.end - one.start >= _AT_ONCE
    ]
    return np.array([between, *inside])


def _closely(
    before: Said, after: Said, voices: Numbers, first: float, last: float
) -> tuple[Numbers, Numbers]:
    """When half a second sounds how much like the first voice (1), not like the second (-1)."""
    own, other = voices
    closely = [one.closely for one in (*before.voice, *after.voice)]
    times, rows = zip((np.zeros(0), np.zeros((0, SIZE))), *closely, strict=True)
    all_times = np.concatenate(times)
    near = (first < all_times) & (all_times < last)
    between = np.concatenate(rows)[near] @ (own - other) / (1 - own @ other)
    return all_times[near], np.clip(between, -_OWN, _OWN)


def _misfit(times: Numbers, between: Numbers, from_on: Numbers, until: Numbers) -> Numbers:
    """How badly the slices fit each of these: the first voice alone before the one time, the
    second alone after the other."""
    starts, ends = times - CLOSE / 2, times + CLOSE / 2
    own = np.clip((from_on[:, None] - starts) / CLOSE, 0, 1)
    others = np.clip((ends - until[:, None]) / CLOSE, 0, 1)
    return np.asarray(((between - _OWN * (own - others)) ** 2).sum(axis=1))


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
