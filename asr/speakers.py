"""Who said it: clinician or patient, agent or caller, or somebody else who is there.

For one microphone. The voices tell how many people there are and who speaks where; an utterance in
which another voice takes over is cut there. Which person is the clinician is told by what is said:
each utterance gets a score from the cues in assets/cues/speakers.*.toml. Then the likeliest run of
speakers is taken from both, in which a change of speaker costs something and a question is likely
to be answered by somebody else. Where the voices do not tell, the words do it alone.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise, permutations
from math import ceil, log
from typing import TypeVar

import numpy as np

from asr.persons import Persons, persons
from asr.transcript import Language, Roles, Speaker
from asr.turns import in_pieces, voice_of, with_borders
from asr.utterances import Said
from asr.voice_model import SIZE, Numbers

ROLES: dict[Roles, tuple[Speaker, Speaker]] = {
    "visit": ("clinician", "patient"),
    "call": ("agent", "customer"),
}
_THIRD: Speaker = "other"

# Chances that the next utterance is by the other person: after a question, after anything else,
# and inside a breath. Counted by hand on three conversations written for the purpose.
_AFTER_QUESTION = 0.85
_AFTER_PAUSE = 0.35
_IN_A_BREATH = 0.12
_BREATH = 0.25  # seconds between utterances below which it is one breath
_QUESTION = 1.5  # patients ask as well, but clinicians and agents ask most of what is asked
_STRONGEST = 4.0  # no pile of cues makes an utterance surer than this
# The voice of an utterance that lasts so long weighs as much as this against the words (log odds);
# a shorter one weighs less, in proportion.
_SOUND = 6.0
_FULL_SECONDS = 1.2
# From how many slices, or pieces, it is told who there is, at most: those of half an hour. All of
# four hours, told again with each window, would take 18 MB.
_MOST = 1500

_T = TypeVar("_T")


@dataclass(frozen=True)
class _Cues:
    first: tuple[tuple[re.Pattern[str], float], ...]  # speak for the clinician or the agent
    second: tuple[tuple[re.Pattern[str], float], ...]  # speak for the patient or the caller
    third: tuple[tuple[re.Pattern[str], float], ...]  # speak for somebody who came along
    question: re.Pattern[str]


def told_apart(
    said: Sequence[Said], language: Language, roles: Roles = "visit"
) -> list[tuple[Said, Speaker]]:
    """The utterances, cut where another voice takes over, each with its speaker."""
    # An utterance may be by two people, a slice of it is mostly by one.
    slices = _spread([one for each in said for one in each.voice])
    there = _persons([Said(one.start, one.end, (), (one,)) for one in slices])
    if there.count < 2:
        return list(zip(said, speakers(said, language, roles), strict=True))
    # Who speaks is heard better in all that each says at a time.
    again = _persons(in_pieces(said, there))
    there = again if again.count > 1 else there
    cues = _cues(language, roles)
    pieces = in_pieces(said, there)
    sound = np.stack([_sound(piece, there) for piece in pieces])
    words = [_score(piece.text, cues) for piece in pieces]
    names = _named(pieces, words, sound, cues, roles)
    chances = sound + np.array([[_fits(score, name, roles) for name in names] for score in words])
    path = _likeliest(chances, [_change(a, b, cues) for a, b in pairwise(pieces)])
    told = with_borders(pieces, path, there)
    return list(zip(told, (names[who] for who in path), strict=True))


def speakers(said: Sequence[Said], language: Language, roles: Roles = "visit") -> list[Speaker]:
    """A speaker for each utterance by the words alone, first role or second."""
    if not said:
        return []
    cues = _cues(language, roles)
    scores = [_score(one.text, cues) for one in said]
    chances = np.array([[score / 2, -score / 2] for score in scores])
    path = _likeliest(chances, [_change(a, b, cues) for a, b in pairwise(said)])
    return [ROLES[roles][who] for who in path]


def _spread(things: Sequence[_T]) -> Sequence[_T]:
    """The same; where there are many, some of everywhere."""
    return things[:: max(1, ceil(len(things) / _MOST))]


def _persons(said: Sequence[Said]) -> Persons:
    """Who there is in what was said."""
    known = _spread([one for one in said if one.voice])
    heard = np.zeros((len(known), SIZE))
    for row, one in zip(heard, known, strict=True):
        row[:] = voice_of(one)
    return persons(heard, [one.end - one.start for one in known])


def _sound(piece: Said, there: Persons) -> Numbers:
    """How well the voice fits each person (log chance, the best has 0)."""
    if not piece.voice:
        return np.zeros(there.count)
    part = min(1.0, (piece.end - piece.start) / _FULL_SECONDS)
    return np.asarray(_SOUND * part * there.fits(voice_of(piece)[None, :])[0])


def _named(
    pieces: Sequence[Said], words: Sequence[float], sound: Numbers, cues: _Cues, roles: Roles
) -> tuple[Speaker, ...]:
    """A role for each person: those that fit best what each says most of the time."""
    who = sound.argmax(axis=1)
    thirds = [_third(one.text, cues) if sound.shape[1] > 2 else 0.0 for one in pieces]
    scores = np.array([words, thirds]).T
    sums = [scores[who == person].sum(axis=0) for person in range(sound.shape[1])]
    first, second = ROLES[roles]

    def fit(names: tuple[Speaker, ...]) -> float:
        worth = {first: (1.0, 0.0), second: (-1.0, 0.0), _THIRD: (-0.5, 1.0)}
        return sum(float(total @ worth[name]) for total, name in zip(sums, names, strict=True))

    wanted = (first, second, _THIRD)[: sound.shape[1]]
    return max(permutations(wanted), key=fit)


def _fits(score: float, name: Speaker, roles: Roles) -> float:
    """The log chance that somebody of that role says what has that score."""
    return score / 2 if name == ROLES[roles][0] else -score / 2


def _third(text: str, cues: _Cues) -> float:
    """How much it sounds like somebody who speaks of the patient."""
    folded = text.lower()
    return min(_STRONGEST, sum(weight * len(cue.findall(folded)) for cue, weight in cues.third))


def _score(text: str, cues: _Cues) -> float:
    """Above 0 for the first role, below 0 for the second."""
    folded = text.lower()
    score = sum(weight * len(cue.findall(folded)) for cue, weight in cues.first)
    score -= sum(weight * len(cue.findall(folded)) for cue, weight in cues.second)
    if _asks(text, cues):
        score += _QUESTION
    return max(-_STRONGEST, min(_STRONGEST, score))


def _asks(text: str, cues: _Cues) -> bool:
    return text.endswith("?") or cues.question.search(text.lower()) is not None


def _change(before: Said, after: Said, cues: _Cues) -> float:
    if _asks(before.text, cues):
        return _AFTER_QUESTION
    return _IN_A_BREATH if after.start - before.end < _BREATH else _AFTER_PAUSE


def _likeliest(chances: Numbers, changes: Sequence[float]) -> list[int]:
    """Viterbi: a row of log chances an utterance, a column a person."""
    count = chances.shape[1]
    best = chances[0]
    came_from = []
    for own, change in zip(chances[1:], changes, strict=True):
        moves = np.full((count, count), log(change / (count - 1)))
        np.fill_diagonal(moves, log(1 - change))
        options = best[:, None] + moves
        came_from.append(options.argmax(axis=0))
        best = options.max(axis=0) + own
    path = [int(best.argmax())]
    for back in reversed(came_from):
        path.append(int(back[path[-1]]))
    return path[::-1]


@cache
def _cues(language: Language, roles: Roles) -> _Cues:
    text = (files("assets") / "cues" / f"speakers.{language}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    chosen = table[roles]
    return _Cues(
        first=tuple(_weighed(chosen["first"])),
        second=tuple(_weighed(chosen["second"])),
        third=tuple(_weighed(chosen["third"])),
        question=re.compile("|".join(table["question"]["starts"])),
    )


def _weighed(blocks: dict[str, list[str]]) -> list[tuple[re.Pattern[str], float]]:
    """One pattern a weight; a cue is words, `*` stands for the rest of a word."""
    return [
        (re.compile("|".join(_pattern(cue) for cue in cues)), float(weight))
        for weight, cues in blocks.items()
    ]


def _pattern(cue: str) -> str:
    words = re.escape(cue).replace(r"\*", r"\w*").replace(r"\ ", r"[\s,]+")
    return rf"(?<!\w){words}(?!\w)"
