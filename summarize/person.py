"""Whom a sentence is about, where the words alone would leave it open."""

from collections.abc import Sequence
from dataclasses import replace

from summarize.choose import terms, weight
from summarize.spoken import Sentence, Word, stretches
from summarize.wording import Wording

_OF_HEALTH = frozenset({"symptom", "condition", "finding"})
_HEAD = 4  # words at the beginning of a sentence in which its subject stands


def with_subject(said: Sequence[Sentence], lists: Wording) -> list[Sentence]:
    """The sentences, with the relative named before put to one that only says "die" or "she".

    Without it "mijn dochter! Die is zwanger" would become a pregnant patient.
    """
    family = lists.lexicon("vocabulary.family")
    found: list[Sentence] = []
    relative: Word | None = None
    for sentence in said:
        lows = [low for low in sentence.lows if low not in lists.lexicon("fillers", "joining")]
        named = [word for word in sentence.words if word.low in family]
        third = bool(lows) and lows[0] in lists.lexicon("companion.third")
        if named:
            near = (*lows[:_HEAD], *lows[-1:])
            subject = any(low in family for low in near) or len(lows) <= _HEAD
            relative = replace(named[0], mark="") if subject else None
        elif third and relative is not None and sentence.speaker != "other":
            start = next(p for p, w in enumerate(sentence.words) if w.low == lows[0])
            if not any(word.term in _OF_HEALTH for word in sentence.words):
                continue  # that a daughter comes to dinner
            sentence = replace(sentence, words=(relative, *sentence.words[start + 1 :]))
        elif not third:
            relative = None
        found.append(sentence)
    return found


def without_clause_on_relative(words: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """The sentence less a stretch on a relative that says nothing of health: "die is zestien"."""
    family = lists.lexicon("vocabulary.family")
    kept: list[tuple[Word, ...]] = []
    named = False
    for part in stretches(words):
        clause = part[0].low in lists.lexicon("companion.third")
        if not (named and clause and not terms(part, lists)):
            kept.append(part)
        named = any(word.low in family for word in part)
    return tuple(word for part in kept for word in part)


def without_companion(sentence: Sentence, lists: Wording) -> Sentence:
    """The sentence less what somebody who came along says of himself."""
    if sentence.speaker != "other":
        return sentence
    kept = [part for part in stretches(sentence.words) if not _about_self(part, lists)]
    words = tuple(word for part in kept for word in part)
    return replace(sentence, words=_without_own(words, lists))


def _without_own(words: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """The words less what a companion calls his own at the end: "(een strip) van mijn rosacea"."""
    own, family = lists.lexicon("companion.own"), lists.lexicon("vocabulary.family")
    for place in range(1, len(words) - 1):
        last = place == len(words) - 2 or words[place + 1].mark
        if words[place].low in own and last and words[place + 1].low not in family:
            before = (*words[: place - 2], replace(words[place - 2], mark=words[place + 1].mark))
            return (*before, *words[place + 2 :]) if place > 1 else tuple(words[place + 2 :])
    return tuple(words)


def _about_self(part: Sequence[Word], lists: Wording) -> bool:
    lows = [word.low for word in part]
    if any(low in lists.lexicon("companion.about_patient") for low in lows):
        return False
    aside = lists.phrases("asides")
    self = lists.lexicon("companion.about_self")
    return any(low in self for low in lows) and not aside.within(lows) and bool(weight(part, lists))
