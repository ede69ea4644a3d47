"""Made people for tests: who sounds like himself every time, a little different each time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from asr.transcript import Word
from asr.utterances import Said
from asr.voice_model import SIZE, Numbers
from asr.voices import CLOSE, CLOSE_STEP, VoiceSlice, packed


def person(seed: int) -> Numbers:
    """What somebody sounds like: people are alike to 0.6, as they are in the network's numbers."""
    own = np.abs(np.random.default_rng(seed).normal(size=SIZE)) ** 1.2
    return np.asarray(own / np.linalg.norm(own))


def heard_from(who: Numbers, number: int, spread: float = 0.5) -> Numbers:
    """The same person another time."""
    off = np.abs(np.random.default_rng([7, number]).normal(size=SIZE)) * spread / np.sqrt(SIZE)
    return np.asarray((who + off) / np.linalg.norm(who + off))


def utterance(text: str, start: float, end: float, people: Sequence[Numbers]) -> Said:
    """Words spread evenly, and a slice of voice for each of these people in turn."""
    words = text.split()
    step, part = (end - start) / len(words), (end - start) / max(1, len(people))
    return Said(
        start,
        end,
        tuple(
            Word(text=word, start=start + n * step, end=start + (n + 1) * step, probability=1)
            for n, word in enumerate(words)
        ),
        tuple(
            VoiceSlice(
                start + n * part,
                start + (n + 1) * part,
                packed(heard_from(one, int(1000 * start) + n)[None]),
            )
            for n, one in enumerate(people)
        ),
    )


def closely(said: Said, first: Numbers, second: Numbers, change: float) -> Said:
    """The same, heard closely: the one until then, the other from then on."""
    times = np.arange(said.start + CLOSE_STEP / 2, said.end, CLOSE_STEP)
    part = np.clip((change - times) / CLOSE + 0.5, 0, 1)[:, None]
    whole = VoiceSlice(
        said.start,
        said.end,
        packed((first if change > said.start else second)[None]),
        float(times[0]),
        packed(part * first + (1 - part) * second),
    )
    return replace(said, voice=(whole,))
