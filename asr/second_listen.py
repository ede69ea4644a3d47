"""Listen a second time where heard words sound like a term of the trade, and let Whisper judge.

What was heard and what it may have been are weighed by the likelihood that the speech model itself
gives them, in the whole of the window. A term is taken only when the model leans to it as far as
its sound asks for. Numbers are never changed: one that might as well be its rival is doubted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from asr.hearing import HeardSegment, HeardWord, Hearing, Judge
from asr.hypotheses import Hypothesis, hypotheses, numbers_in_doubt, together
from asr.terms import find_terms
from asr.transcript import UNSURE_BELOW, Language

# Words behind the place that may speak for one reading or the other; farther on they tell nothing.
_AFTER = 5
# A changed word, or a doubted number, is no surer than this: everybody sees that it is in doubt.
DOUBTED = 0.9 * UNSURE_BELOW
# A number is doubted when its rival is not this much less likely (in log probability).
_RIVAL = 3.0
# What a term must gain. Fitted on the development recordings with odd numbers and tried on those
# with even ones, and the other way round; on five that were left out of both 18 of 24 names of
# drugs are right instead of 1, and none is made up (whisper-base).
_FROM = 80.0
_GAIN = 2.0
_FOR_LIKENESS = 0.5  # less for each point above `_FROM`
# More, when each of the words makes sense as it stands: unless they sound very much alike, people
# say "uit te leggen" more often than any name.
_EVERYDAY, _EVERYDAY_LIKE, _CLOSE = 5.0, 1.0, 86.0
_BRAND = 4.0


@dataclass(frozen=True)
class Weighed:
    """A hypothesis, and how much likelier (in log probability) than what was heard it is."""

    what: Hypothesis
    gain: float


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
        weighed = weigh(texts, found, hearing.judge)
        doubted = {w.what.first for w in weighed if not w.what.term and w.gain > -_RIVAL}
        changes = {one.first: one for one in chosen(weighed)}
        return _changed(hearing, changes, doubted)


def weigh(words: Sequence[str], found: Sequence[Hypothesis], judge: Judge) -> list[Weighed]:
    """What the model thinks of each. One look at the words as heard, one for each part."""
    if not found:
        return []
    heard = judge(words, ())
    return [one for part in together(found) for one in _weighed(words, heard, part, judge)]


def asked(one: Hypothesis) -> float:
    """How much likelier than what was heard a term must be: the less, the more alike it sounds."""
    if one.term is None:
        return inf
    gain = _GAIN - _FOR_LIKENESS * (one.likeness - _FROM)
    if one.everyday:
        gain += _EVERYDAY_LIKE if one.likeness >= _CLOSE else _EVERYDAY
    if one.term.kind == "brand":
        gain += _BRAND
    return max(gain, 0.0) if one.term.kind == "other" else gain


def chosen(weighed: Sequence[Weighed]) -> list[Hypothesis]:
    """The hypotheses that hold; of those about the same words the one with most to spare."""
    kept: list[Hypothesis] = []
    spare = [(w.gain - asked(w.what), w.what) for w in weighed if w.what.term]
    for left, one in sorted(spare, key=lambda pair: -pair[0]):
        if left >= 0 and not any(one.meets(other) for other in kept):
            kept.append(one)
    return kept


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
        after = min(_AFTER, border - one.end)
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
                kept.append(_as_one(words[place:skip_to], changes[place].text))
            elif place >= skip_to:
                kept.append(_doubted(word) if place in doubted else word)
            place += 1
        if kept:
            segments.append(replace(segment, words=tuple(kept)))
    return replace(hearing, segments=segments)


def _as_one(words: Sequence[HeardWord], text: str) -> HeardWord:
    return HeardWord(
        text=text,
        start=words[0].start,
        end=words[-1].end,
        probability=min(DOUBTED, *(word.probability for word in words)),
        heard="".join(word.text for word in words).strip(" .,?!;:…"),
    )


def _doubted(word: HeardWord) -> HeardWord:
    return replace(word, probability=min(DOUBTED, word.probability))
