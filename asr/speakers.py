"""Who said it, by what is said: clinician or patient, agent or caller.

For one microphone. Every utterance gets a score from the cues in assets/cues/speakers.*.toml; then
the likeliest run of speakers is taken, in which a change of speaker costs something and a question
is likely to be answered by somebody else. From that first guess the two voices are learned, and
the run is sought again with what is heard added to what is said.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import inf, log

import numpy as np

from asr.transcript import Language, Roles, Speaker
from asr.utterances import Said
from asr.voices import ROUNDS, likelier_first

ROLES: dict[Roles, tuple[Speaker, Speaker]] = {
    "visit": ("clinician", "patient"),
    "call": ("agent", "customer"),
}

# Chances that the next utterance is by the other person: after a question, after anything else,
# and inside a breath. Counted by hand on three conversations written for the purpose.
_AFTER_QUESTION = 0.85
_AFTER_PAUSE = 0.35
_IN_A_BREATH = 0.12
_BREATH = 0.25  # seconds between utterances below which it is one breath
_QUESTION = 1.5  # patients ask as well, but clinicians and agents ask most of what is asked
_STRONGEST = 4.0  # no pile of cues makes an utterance surer than this


_SURE_OF_A_GUESS = 0.9  # how far the voices are learned from a guess that may be wrong


@dataclass(frozen=True)
class _Cues:
    first: tuple[tuple[re.Pattern[str], float], ...]  # speak for the clinician or the agent
    second: tuple[tuple[re.Pattern[str], float], ...]  # speak for the patient or the caller
    question: re.Pattern[str]


def speakers(said: Sequence[Said], language: Language, roles: Roles = "visit") -> list[Speaker]:
    """A speaker for each utterance, first role or second."""
    if not said:
        return []
    cues = _cues(language, roles)
    words = [_score(one.text, cues) for one in said]
    changes = [_change(a, b, cues) for a, b in pairwise(said)]
    runs = [
        _listened_again(said, words, changes, path)
        for path in (_likeliest(words, changes).path, *_by_pitch(said, words))
    ]
    best = max(runs, key=lambda run: run.chance)
    return [ROLES[roles][index] for index in best.path]


def _listened_again(
    said: Sequence[Said], words: list[float], changes: list[float], path: list[int]
) -> "_Run":
    """Learn the two voices from a guess at who speaks, and guess again, some rounds."""
    prints = [np.array(one.voice) if one.voice else None for one in said]
    seconds = [one.end - one.start for one in said]
    run = _Run(path, -inf)
    for _ in range(ROUNDS):
        guess = [_SURE_OF_A_GUESS if who == 0 else 1 - _SURE_OF_A_GUESS for who in run.path]
        sound = likelier_first(prints, seconds, guess)
        run = _likeliest([a + b for a, b in zip(words, sound, strict=True)], changes)
    return run


def _by_pitch(said: Sequence[Said], words: list[float]) -> list[list[int]]:
    """The other first guess: the lower voice is one person, whichever its words fit better."""
    pitches = [one.voice[0] for one in said if one.voice]
    if not pitches:
        return []
    middle = float(np.median(pitches))
    lower = [bool(one.voice) and one.voice[0] < middle for one in said]
    fits = sum(score if low else -score for score, low in zip(words, lower, strict=True))
    return [[0 if low == (fits >= 0) else 1 for low in lower]]


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


@dataclass(frozen=True)
class _Run:
    """Who speaks each utterance (0 or 1), and how likely all of it is (log)."""

    path: list[int]
    chance: float


def _likeliest(scores: list[float], changes: list[float]) -> _Run:
    """Viterbi over two speakers; score/2 is the log chance of the first, -score/2 of the second."""
    best = [scores[0] / 2, -scores[0] / 2]
    came_from: list[tuple[int, int]] = []
    for score, change in zip(scores[1:], changes, strict=True):
        stay, switch = log(1 - change), log(change)
        step = [(0, 0.0), (0, 0.0)]
        for now, own in ((0, score / 2), (1, -score / 2)):
            options = [best[was] + (stay if was == now else switch) + own for was in (0, 1)]
            winner = 0 if options[0] >= options[1] else 1
            step[now] = (winner, options[winner])
        came_from.append((step[0][0], step[1][0]))
        best = [step[0][1], step[1][1]]
    path = [0 if best[0] >= best[1] else 1]
    for back in reversed(came_from):
        path.append(back[path[-1]])
    return _Run(path[::-1], max(best))


@cache
def _cues(language: Language, roles: Roles) -> _Cues:
    text = (files("assets") / "cues" / f"speakers.{language}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    chosen = table[roles]
    return _Cues(
        first=tuple(_weighed(chosen["first"])),
        second=tuple(_weighed(chosen["second"])),
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
