"""A conversation as a poor microphone leaves it: no signs, words misheard, labels swapped."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from asr.transcript import Speaker, Transcript, Utterance

# Letters and groups that are heard for each other, in Dutch and in English. Both ways.
_HEARD_FOR = (
    ("d", "t"), ("b", "p"), ("v", "f"), ("z", "s"), ("g", "ch"), ("m", "n"), ("ei", "ij"),
    ("ou", "au"), ("a", "aa"), ("e", "ee"), ("o", "oo"), ("i", "ie"), ("u", "oe"), ("e", "i"),
    ("a", "o"), ("e", "u"), ("k", "g"), ("l", "r"), ("w", "v"), ("c", "k"),
)  # fmt: skip
# Of a hundred words heard wrong. Whisper-base on the development recordings: about half sound
# alike, a sixth is missing, a sixth is cut or run together, the rest is another word.
_ALIKE, _MISSING, _CUT = 55, 15, 15
_TWO_SOUNDS = 8  # letters from which two sounds of a word may be wrong
_SHORTEST_CUT = 6  # letters from which a word may be cut in two
_NO_LETTER = re.compile(r"[^\w\s'-]")
_OTHER_SIDE: Mapping[Speaker, Speaker] = MappingProxyType(
    {
        "clinician": "patient",
        "patient": "clinician",
        "other": "clinician",
        "agent": "customer",
        "customer": "agent",
    }
)


@dataclass(frozen=True)
class Damage:
    """What is done to a conversation, so that each part can be measured alone."""

    plain: bool = True  # lower case, no punctuation
    wrong: float = 0.10  # share of the words
    swapped: float = 0.05  # share of the turns


MILD = Damage()


def damaged(transcript: Transcript, seed: int, damage: Damage = MILD) -> Transcript:
    """The same conversation with this much damage; the same seed gives the same damage."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    everything = [word for one in transcript.utterances for word in _plain(one.text).split()]
    return transcript.model_copy(
        update={
            "utterances": tuple(
                _utterance(one, everything, dice, damage) for one in transcript.utterances
            )
        }
    )


def _utterance(
    one: Utterance, everything: Sequence[str], dice: random.Random, damage: Damage
) -> Utterance:
    text = _plain(one.text) if damage.plain else one.text
    heard = " ".join(_misheard(text.split(), everything, dice, damage.wrong))
    swapped = dice.random() < damage.swapped
    speaker = _OTHER_SIDE.get(one.speaker, one.speaker) if swapped else one.speaker
    return one.model_copy(update={"text": heard, "speaker": speaker, "words": ()})


def _plain(text: str) -> str:
    return " ".join(_NO_LETTER.sub("", text.lower()).split())


def _misheard(
    said: Sequence[str], everything: Sequence[str], dice: random.Random, share: float
) -> Iterator[str]:
    joined = ""
    for word in said:
        word = joined + word
        joined = ""
        if dice.random() >= share:
            yield word
            continue
        kind = dice.randrange(100)
        if kind < _ALIKE:
            yield _alike(word, dice)
        elif kind < _ALIKE + _MISSING:
            continue
        elif kind >= _ALIKE + _MISSING + _CUT:
            yield dice.choice(everything)
        elif len(word) >= _SHORTEST_CUT:
            at = dice.randrange(2, len(word) - 1)
            yield from (word[:at], word[at:])
        else:
            joined = word
    if joined:
        yield joined


def _alike(word: str, dice: random.Random) -> str:
    """The word with one sound heard for another, two in a long word."""
    for _ in range(dice.randint(1, 2) if len(word) >= _TWO_SOUNDS else 1):
        options = list(dict.fromkeys(_changes(word)))
        if not options:
            break
        word = dice.choice(options)
    return word


def _changes(word: str) -> Iterator[str]:
    for pair in _HEARD_FOR:
        for old, new in (pair, pair[::-1]):
            for found in re.finditer(old, word.lower()):
                yield word[: found.start()] + new + word[found.end() :]
