"""Listen a second time where heard words sound like a term of the trade, and let Whisper judge.

What was heard and what it may have been are weighed by the likelihood that the speech model itself
gives them, in the whole of the window. A term is taken only when the model leans to it as far as
its sound asks for. Numbers are never changed: one that might as well be its rival is doubted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import inf, log

from asr.hearing import HeardSegment, HeardWord, Hearing, Judge, Unprompted
from asr.hypotheses import AFTER, Hypothesis, hypotheses, likest, numbers_in_doubt, together
from asr.prompted import hardly_believed, prompted
from asr.sounding import sound
from asr.terms import Kind, find_terms
from asr.transcript import UNSURE_BELOW, Language

# A name put in, or a doubted number, is no surer than this: everybody sees that it is in doubt. Of
# other terms five in six are right, of what is said in most conversations nine in ten; these are
# still seen to be changed, with what was heard.
DOUBTED = 0.9 * UNSURE_BELOW
MOSTLY_RIGHT = 0.8
# A number is doubted when its rival is not this much less likely (in log probability).
_RIVAL = 3.0
# What a term must gain. Fitted on four hours of recordings, a third spoken for it (whisper-base,
# 386 names of drugs): fitted on the one part it does as well on the other.
_FROM = 80.0
_GAIN = 2.5
# Less for each point above `_FROM`; what is not a name loses nothing when it is taken wrongly.
_FOR_LIKENESS, _NAME_FOR_LIKENESS = 0.5, 0.3
_AT_LEAST = -3.0
# Of the stretches that may be it the more alike, so that no word beside a name goes with it.
_MORE_ALIKE = 0.2
# More, when each of the words makes sense as it stands: unless they sound very much alike, people
# say "uit te leggen" more often than any name.
_EVERYDAY, _EVERYDAY_LIKE, _CLOSE = 5.0, 1.0, 86.0
_BRAND, _CONDITION = 4.0, 1.5
# And for a name, when Whisper was sure of every word ("marathon" is no malathion), by its log odds,
# and for each sound that the name has less than so many.
_LONG = 8
_LEAST_SURE = 0.01
# Below this Whisper hardly believes its own words, and a name made of them is looked at again; none
# of what is heard without a prompt is like it when nothing is above this likeness.
_HARDLY_SURE = 0.2
_NOTHING_LIKE = 65.0
# What is said in most conversations is taken for little, but where every word makes sense as it
# stands: then it must be likelier, and never one word for others. On 17 of the 18 recordings 97
# stretches became better by it and 2 worse.
_PHRASE, _PHRASE_FOR_LIKENESS, _PHRASE_AT_LEAST = -1.0, 0.2, -5.0
_EVERYDAY_PHRASE, _EVERYDAY_PHRASE_LIKE = 1.0, 83.0
# Of two names that one stretch may be, the second this near to the first, neither is taken.
_NAMES: tuple[Kind, ...] = ("drug", "brand", "own")
_TOO_NEAR = 0.7


@dataclass(frozen=True)
class Weighed:
    """A hypothesis, and how much likelier (in log probability) than what was heard it is.

    `sure`: Whisper's probability for the least sure of the words heard.
    """

    what: Hypothesis
    gain: float
    sure: float = 0.5

    @property
    def spare(self) -> float:
        """What it gains above what is asked of it."""
        return self.gain - asked(self.what, self.sure)


class SecondListen:
    """Listens again in one language, for the listed words and these of the clinician's own."""

    def __init__(self, language: Language, own: Sequence[str] = ()) -> None:
        self._language = language
        self._terms = find_terms(language, own)

    def listen(self, hearing: Hearing) -> Hearing:
        """The hearing with the terms that Whisper prefers, each with what was heard first."""
        words = [word for segment in hearing.segments for word in segment.words]
        texts = [word.text for word in words]
        if hearing.judge is None:
            return hearing
        found = hypotheses(texts, self._terms, self._language)
        found += numbers_in_doubt(texts, self._language)
        weighed = [
            replace(one, sure=min(w.probability for w in words[one.what.first : one.what.end]))
            for one in weigh(texts, found, hearing.judge)
        ]
        doubted = {w.what.first for w in weighed if not w.what.term and w.gain > -_RIVAL}
        unprompted = cache(hearing.unprompted) if hearing.unprompted else None
        taken = [one.what for one in heard_unprompted(chosen(weighed), unprompted)]
        if unprompted and hardly_believed(words, self._terms):
            put_back = prompted(words, self._terms, hearing.judge, unprompted(), self._language)
            taken += [one for one in put_back if not any(one.meets(other) for other in taken)]
        return _changed(hearing, {one.first: one for one in taken}, doubted)


def weigh(words: Sequence[str], found: Sequence[Hypothesis], judge: Judge) -> list[Weighed]:
    """What the model thinks of each. One look at the words as heard, one for each part."""
    if not found:
        return []
    heard = judge(words, ())
    return [one for part in together(found) for one in _weighed(words, heard, part, judge)]


def asked(one: Hypothesis, sure: float = 0.5) -> float:
    """How much likelier than what was heard a term must be: the less, the more alike it sounds.

    `sure`: how sure Whisper was of what it heard.
    """
    if one.term is None:
        return inf
    if one.term.kind == "phrase":
        return _asked_of_phrase(one, one.term.text, sure)
    name = one.term.kind in _NAMES
    gain = _GAIN - (_NAME_FOR_LIKENESS if name else _FOR_LIKENESS) * (one.likeness - _FROM)
    if one.everyday:
        gain += _EVERYDAY_LIKE if one.likeness >= _CLOSE else _EVERYDAY
    if one.term.kind == "brand":
        gain += _BRAND
    if name:
        gain += _for_sureness(sure) + max(0, _LONG - len(sound(one.term.text)))
        return max(gain, _AT_LEAST)
    return max(gain, 0.0) + (_CONDITION if one.term.kind == "condition" else 0.0)


def _asked_of_phrase(one: Hypothesis, phrase: str, sure: float) -> float:
    gain = _PHRASE - _PHRASE_FOR_LIKENESS * (one.likeness - _FROM)
    if one.everyday:
        if " " not in phrase or one.likeness < _EVERYDAY_PHRASE_LIKE:
            return inf
        return max(gain, 0.0) + _EVERYDAY_PHRASE + _for_sureness(sure)
    return max(gain, _PHRASE_AT_LEAST)


def _for_sureness(sure: float) -> float:
    held = min(1 - _LEAST_SURE, max(_LEAST_SURE, sure))
    return max(0.0, log(held / (1 - held)))


def chosen(weighed: Sequence[Weighed]) -> list[Weighed]:
    """The hypotheses that hold; of those about the same words the one with most to spare."""
    holding = [one for one in weighed if one.what.term and one.spare >= 0]
    kept: list[Weighed] = []
    for one in sorted(holding, key=lambda each: -each.spare - _MORE_ALIKE * each.what.likeness):
        if not any(one.what.meets(other.what) for other in kept):
            kept.append(one)
    return [one for one in kept if not any(_rivals(one, other) for other in holding)]


def heard_unprompted(chosen: Sequence[Weighed], unprompted: Unprompted | None) -> Sequence[Weighed]:
    """Those of which something is heard without the words to expect in the prompt as well.

    Where Whisper makes nothing of a stretch it makes up a name like those in its prompt: "Pamplona"
    was heard as "Pantopraz...". Only names made of what it was hardly sure of are tried.
    """
    doubtful = [one for one in chosen if _is_name(one) and one.sure < _HARDLY_SURE]
    if unprompted is None or not doubtful:
        return chosen
    words = unprompted().split()
    made_up = [one for one in doubtful if likest(words, one.what.text) < _NOTHING_LIKE]
    return [one for one in chosen if one not in made_up]


def _is_name(one: Weighed) -> bool:
    return one.what.term is not None and one.what.term.kind in _NAMES


def _rivals(one: Weighed, other: Weighed) -> bool:
    """Whether the words may as well be this other name."""
    return (
        _is_name(one)
        and _is_name(other)
        and one.what.term != other.what.term
        and one.what.meets(other.what)
        and one.spare - other.spare < _TOO_NEAR
    )


def _weighed(
    words: Sequence[str], heard: Sequence[float], part: Sequence[Hypothesis], judge: Judge
) -> list[Weighed]:
    text: list[str] = []
    places: list[int] = []
    at = 0
    for one in part:
        text += words[at : one.first]
        places.append(len(text))
        text.append(one.text)
        at = one.end
    names = [one.term.text for one in part if one.term]
    likely = judge([*text, *words[at:]], names)
    borders = [one.first for one in part[1:]] + [len(words)]
    weighed: list[Weighed] = []
    for one, place, border in zip(part, places, borders, strict=True):
        after = min(AFTER, border - one.end)
        new = sum(likely[place : place + 1 + after])
        weighed.append(Weighed(one, new - sum(heard[one.first : one.end + after])))
    return weighed


def _changed(
    hearing: Hearing, changes: Mapping[int, Hypothesis], doubted: Collection[int]
) -> Hearing:
    """The hearing with these changes, by the number of the word that they begin with."""
    segments: list[HeardSegment] = []
    place = skip_to = 0
    words = [word for segment in hearing.segments for word in segment.words]
    for segment in hearing.segments:
        kept: list[HeardWord] = []
        for word in segment.words:
            if place in changes:
                skip_to = changes[place].end
                kept.append(_as_one(words[place:skip_to], changes[place]))
            elif place >= skip_to:
                kept.append(_doubted(word) if place in doubted else word)
            place += 1
        if kept:
            segments.append(replace(segment, words=tuple(kept)))
    return replace(hearing, segments=segments)


def _as_one(words: Sequence[HeardWord], one: Hypothesis) -> HeardWord:
    name = one.term is None or one.term.kind in _NAMES
    doubt = min(DOUBTED, *(word.probability for word in words))
    return HeardWord(
        text=one.text,
        start=words[0].start,
        end=words[-1].end,
        probability=doubt if name else MOSTLY_RIGHT,
        heard="".join(word.text for word in words).strip(" .,?!;:…"),
    )


def _doubted(word: HeardWord) -> HeardWord:
    return replace(word, probability=min(DOUBTED, word.probability))
