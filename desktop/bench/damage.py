"""A conversation as a poor microphone leaves it: no signs, words misheard, labels swapped.

"Ten in a hundred words wrong" is read as it stands. Of all words of the conversation exactly that
share is drawn evenly, whatever the words mean, and each drawn word is heard as one other word:
mostly one that sounds alike, otherwise any word of the same conversation. Words that are lost, cut
in two or run together are more than wrong words (a word cut in two counts as two errors), so they
belong to the second option, `broken`: there a tenth of the words drawn makes 11.5 errors in a
hundred words. The labels of exactly five turns in a hundred are those of the other side.
"""

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
# alike, a sixth is missing, a sixth is cut or run together, the rest is another word. Without the
# missing and cut ones that is four of five alike.
_ALIKE, _MISSING, _CUT = 55, 15, 15
_ALIKE_OF_WHOLE = 79
_TWO_SOUNDS = 8  # letters from which two sounds of a word may be wrong
_SHORTEST_CUT = 6  # letters from which a word may be cut in two
_NO_LETTER = re.compile(r"[^\w\s'-]")
_SIGNS = re.compile(r"[^\w'-]*$")
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
    broken: bool = False  # wrong words may also be missing, cut in two or run together


MILD = Damage()


def damaged(transcript: Transcript, seed: int, damage: Damage = MILD) -> Transcript:
    """The same conversation with this much damage; the same seed gives the same damage."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    texts = [_plain(u.text) if damage.plain else u.text for u in transcript.utterances]
    rows = [text.split() for text in texts]
    places = [(turn, word) for turn, row in enumerate(rows) for word in range(len(row))]
    wrong = set(dice.sample(places, round(damage.wrong * len(places))))
    swapped = set(dice.sample(range(len(rows)), round(damage.swapped * len(rows))))
    everything = [word for one in transcript.utterances for word in _plain(one.text).split()]
    heard: list[Utterance] = []
    for turn, one in enumerate(transcript.utterances):
        bad = frozenset(word for at, word in wrong if at == turn)
        words = _broken if damage.broken else _wrong
        text = " ".join(words(rows[turn], bad, everything, dice))
        speaker = _OTHER_SIDE.get(one.speaker, one.speaker) if turn in swapped else one.speaker
        heard.append(one.model_copy(update={"text": text, "speaker": speaker, "words": ()}))
    return transcript.model_copy(update={"utterances": tuple(heard)})


def _plain(text: str) -> str:
    return " ".join(_NO_LETTER.sub("", text.lower()).split())


def _wrong(
    said: Sequence[str], bad: frozenset[int], everything: Sequence[str], dice: random.Random
) -> Iterator[str]:
    """Each bad word as one other word; the sign behind it stays."""
    for place, word in enumerate(said):
        if place not in bad:
            yield word
            continue
        core = _SIGNS.sub("", word)
        alike = dice.randrange(100) < _ALIKE_OF_WHOLE
        heard = _alike(core, dice) if alike else _another(core, everything, dice)
        yield heard + word[len(core) :]


def _another(word: str, everything: Sequence[str], dice: random.Random) -> str:
    others = [other for other in everything if other != word.lower()]
    return dice.choice(others) if others else word


def _broken(
    said: Sequence[str], bad: frozenset[int], everything: Sequence[str], dice: random.Random
) -> Iterator[str]:
    joined = ""
    for place, word in enumerate(said):
        word = joined + word
        joined = ""
        if place not in bad:
            yield word
            continue
        kind = dice.randrange(100)
        if kind < _ALIKE:
            yield _alike(word, dice)
        elif kind < _ALIKE + _MISSING:
            continue
        elif kind >= _ALIKE + _MISSING + _CUT:
            yield _another(word, everything, dice)
        elif len(word) >= _SHORTEST_CUT:
            at = dice.randrange(2, len(word) - 1)
            yield from (word[:at], word[at:])
        else:
            joined = word
    if joined:
        yield joined


def _alike(word: str, dice: random.Random) -> str:
    """The word with one sound heard for another, two in a long word."""
    heard = word
    for _ in range(dice.randint(1, 2) if len(word) >= _TWO_SOUNDS else 1):
        options = [one for one in dict.fromkeys(_changes(heard)) if one != word]
        if not options:
            break
        heard = dice.choice(options)
    return heard


def _changes(word: str) -> Iterator[str]:
    for pair in _HEARD_FOR:
        for old, new in (pair, pair[::-1]):
            for found in re.finditer(old, word.lower()):
                yield word[: found.start()] + new + word[found.end() :]
