"""Made people for tests: who sounds like himself every time, a little different each time."""

from base64 import b64encode
from collections.abc import Sequence

import numpy as np

from asr.transcript import Word
from asr.utterances import Said
from asr.voice_model import SIZE, Numbers
from asr.voices import VoiceSlice


def person(seed: int) -> Numbers:
    """What somebody sounds like: people are alike to 0.6, as they are in the network's numbers."""
    own = np.abs(np.random.default_rng(seed).normal(size=SIZE)) ** 1.2
    return np.asarray(own / np.linalg.norm(own))


def heard_from(who: Numbers, number: int, spread: float = 0.5) -> Numbers:
    """The same person another time."""
    off = np.abs(np.random.default_rng([7, number]).normal(size=SIZE)) * spread / np.sqrt(SIZE)
    return np.asarray((who + off) / np.linalg.norm(who + off))


def packed(numbers: Numbers) -> str:
    """As a slice of a voice keeps it."""
    whole = np.rint(255 * numbers / numbers.max()).astype(np.uint8)
    return b64encode(bytes(whole)).decode()


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
                packed(heard_from(one, int(1000 * start) + n)),
            )
            for n, one in enumerate(people)
        ),
    )
