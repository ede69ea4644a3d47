"""What else the heard words may have been: which stretches sound like a term without being one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asr.guarded import turns_round
from asr.numerals import is_amount, rival
from asr.sounding import likeness, sound
from asr.terms import Kind, Term, Terms, everyday, known_alone
from asr.transcript import Language

_LONGEST_RUN = 5  # words: "valas ik laveer", "zo een had er een aline"
_SHORTEST, _LONGEST = 4, 22  # sounds
_IN_ONE_PLACE = 4
# Words on either side that are left as heard when several places are tried at once.
_APART = 2
# Words behind a place that may speak for one reading or the other; farther on they tell nothing.
AFTER = 5
_NEVER_ORDINARY: tuple[Kind, ...] = ("brand", "condition")
STOP = re.compile(r"[.?!…]\s*$")
_TAIL = re.compile(r"[.,?!;:…]*$")
_BARE = re.compile(r"[^\w'’-]")


@dataclass(frozen=True)
class Hypothesis:
    """Words from `first` up to `end` may be `text`. Without a term it is a number's rival."""

    first: int
    end: int
    text: str
    likeness: float
    term: Term | None = None
    everyday: bool = False  # each of the words is one of every conversation

    def meets(self, other: "Hypothesis", apart: int = 0) -> bool:
        """Whether the two are about the same words, or about words too near."""
        return self.first < other.end + apart and other.first < self.end + apart


def hypotheses(words: Sequence[str], terms: Terms, language: Language) -> list[Hypothesis]:
    """The likeliest of each place; `words` as Whisper writes them, the space before included."""
    kept: list[Hypothesis] = []
    for one in sorted(_all(words, terms, language), key=lambda h: -h.likeness):
        rivals = [other for other in kept if other.meets(one)]
        same = [other for other in rivals if other.term == one.term]
        if len(rivals) < _IN_ONE_PLACE and len(same) < 2:
            kept.append(one)
    return kept


def likest(words: Sequence[str], text: str) -> float:
    """How much the run of these words that is most like a text sounds like it (0-100)."""
    bare, wanted = [bare_word(word) for word in words], sound(text)
    runs = (
        " ".join(bare[first:end])
        for first in range(len(bare))
        for end in range(first + 1, min(len(bare), first + _LONGEST_RUN) + 1)
    )
    return max((likeness(sound(run), wanted) for run in runs), default=0.0)


def numbers_in_doubt(words: Sequence[str], language: Language) -> Iterator[Hypothesis]:
    """The numbers that another one sounds like."""
    for place, word in enumerate(words):
        other = rival(bare_word(word), language)
        if other:
            yield Hypothesis(place, place + 1, _dressed(words, place, place + 1, other), 100.0)


def together(found: Sequence[Hypothesis]) -> list[list[Hypothesis]]:
    """The same, parted so that no two in one part are near each other: they are tried at once."""
    parts: list[list[Hypothesis]] = []
    for one in found:
        free = (p for p in parts if not any(one.meets(other, _APART) for other in p))
        part = next(free, None)
        if part is None:
            parts.append([one])
        else:
            part.append(one)
    return [sorted(part, key=lambda h: h.first) for part in parts]


def _all(words: Sequence[str], terms: Terms, language: Language) -> Iterator[Hypothesis]:
    bare = [bare_word(word) for word in words]
    stops = [is_amount(word, language) or word in terms for word in bare]
    plain, alone = everyday(language), known_alone(language)
    for first in range(len(words)):
        for end in range(first + 1, min(len(words), first + _LONGEST_RUN) + 1):
            if stops[end - 1] or (end - first > 1 and STOP.search(words[end - 2])):
                break
            run = " ".join(bare[first:end])
            sounds = sound(run)
            if len(sounds) > _LONGEST:
                break
            if len(sounds) < _SHORTEST or run in terms or run in alone:
                continue
            for near in terms.near(sounds):
                kind, text = near.term.kind, near.term.text
                listed = alone if kind == "phrase" else plain
                known = all(word in listed for word in bare[first:end])
                if known and kind in _NEVER_ORDINARY:
                    continue  # "te weten" is no Teveten and "kan er" no cancer, however alike
                if kind == "phrase" and turns_round(bare[first:end], text, language, known=known):
                    continue
                dressed = _dressed(words, first, end, text)
                yield Hypothesis(first, end, dressed, near.likeness, near.term, known)


def bare_word(word: str) -> str:
    """In lower case, without the signs around it."""
    return _BARE.sub("", word).lower()


def _dressed(words: Sequence[str], first: int, end: int, text: str) -> str:
    """The text in the place of those words: with their space, capital and full stop."""
    space = " " if words[first].startswith(" ") else ""
    begins = first == 0 or STOP.search(words[first - 1])
    if begins and words[first].strip()[:1].isupper():
        text = text[:1].upper() + text[1:]
    tail = _TAIL.search(words[end - 1])
    return f"{space}{text}{tail.group() if tail else ''}"
