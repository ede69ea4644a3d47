"""Hold what a model wrote against the lines it was given, and keep of each what is true.

A line that is settled is never lost: where no statement says it, or says it and more than was said,
the line itself goes into the note.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from asr.transcript import Language
from summarize.conversation import Conversation
from summarize.facts import Fact, facts_in, facts_of_turn
from summarize.findings import findings
from summarize.loops import loops, repeats
from summarize.numbers import numbers
from summarize.reading import read_text
from summarize.schema import Proposal
from summarize.words import tokens
from summarize.writer import Line

# Of the words that carry meaning, the part that must be the same: a statement that holds fewer of a
# line's does not say it, and one with fewer of the conversation's own says something else.
_SAME = 0.5
_FREE_TEXT = ("commitment", "safety_net", "instruction", "social")  # facts that are a sentence

# Facts that are called by a name; figures are held against the conversation by themselves.
_NAMED = ("drug", "symptom", "allergy", "history", "examination", "vital", "lab")


@dataclass(frozen=True)
class Tally:
    """What became of a model's statements."""

    lines: int = 0  # that were settled
    proposed: int = 0
    kept: int = 0
    looped: int = 0  # went round in circles
    unfounded: int = 0  # said what was not said, or too little of it
    quoted: int = 0  # lines that went into the note themselves
    again: int = 0  # lines that were put to the model a second time

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            *(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__)
        )


def joined(
    proposals: Sequence[Proposal], lines: Sequence[Line], said: Conversation
) -> tuple[tuple[Line, ...], Tally]:
    """The lines of one heading in the best words there are for them, in the order of the lines."""
    language = said.language
    sound: list[Line] = []
    looped = 0
    for number, one in enumerate(proposals):
        before = [earlier.text for earlier in proposals[:number]]
        if loops(one.text, language) or repeats(one.text, before, language):
            looped += 1
            continue
        beside = [line for line in lines if set(line.evidence) & set(one.evidence)]
        cited = {*one.evidence, *(n for line in beside for n in line.evidence)}
        statement = replace(lines[0], text=one.text, evidence=tuple(sorted(cited)))
        if _holds(statement, beside, said):
            sound.append(statement)
    says = {number: _sayers(line, sound, language) for number, line in enumerate(lines)}
    used = {n for saying in says.values() for n in saying}
    placed = [(number, line) for number, line in enumerate(lines) if not says[number]]
    placed += [
        (min(number for number, saying in says.items() if n in saying), one)
        for n, one in enumerate(sound)
        if n in used
    ]
    quoted = sum(not saying for saying in says.values())
    tally = Tally(
        lines=len(lines),
        proposed=len(proposals),
        kept=len(used),
        looped=looped,
        unfounded=len(proposals) - looped - len(used),
        quoted=quoted,
    )
    return tuple(line for _, line in sorted(placed, key=lambda pair: pair[0])), tally


def _holds(one: Line, beside: Sequence[Line], said: Conversation) -> bool:
    """Whether nothing in the statement goes beyond the lines and sentences it rests on."""
    language = said.language
    known = {f.kind for line in beside for f in findings(line.text, line.evidence, said)}
    if any(f.kind not in known for f in findings(one.text, one.evidence, said)):
        return False
    turns = [said.turns[said.by_id[n]] for n in one.evidence]
    stated = {_name(fact) for turn in turns for fact in facts_of_turn(said, turn)}
    stated |= {_name(fact) for line in beside for fact in facts_in(line.text, language)}
    if not {_name(f) for f in facts_in(one.text, language) if f.kind in _NAMED} <= stated:
        return False
    grounds = [turn.reading.text for turn in turns] + [line.text for line in beside]
    if not _values(one.text, language) <= {v for text in grounds for v in _values(text, language)}:
        return False
    words = _content(one.text, language)
    heard = {stem for text in grounds for stem in _content(text, language)}
    return bool(words) and len(words & heard) >= _SAME * len(words)


def _sayers(line: Line, sound: Sequence[Line], language: Language) -> frozenset[int]:
    """The statements that together say this line; none where a fact of it would be lost."""
    near = [n for n, one in enumerate(sound) if set(one.evidence) & set(line.evidence)]
    facts = {fact for n in near for fact in _facts(sound[n].text, language)}
    words = {stem for n in near for stem in _content(sound[n].text, language)}
    values = {value for n in near for value in _values(sound[n].text, language)}
    figures = {figure for n in near for figure in _figures(sound[n].text, language)}
    own = _content(line.text, language)
    whole = (
        _facts(line.text, language) <= facts
        and _values(line.text, language) <= values
        and _figures(line.text, language) <= figures
        and len(own & words) >= _SAME * len(own)
    )
    return frozenset(near) if whole else frozenset()


def _content(text: str, language: Language) -> frozenset[str]:
    reading = read_text(text, language)
    return frozenset(reading.words[place].stem for place in reading.content)


def _values(text: str, language: Language) -> frozenset[str]:
    words = tokens(text.replace("/", " / "), language)
    found = numbers(words, language, temperature=True)
    return frozenset(number.value for number in found if not number.weak)


def _name(fact: Fact) -> tuple[str, ...]:
    return fact.name, fact.polarity, fact.experiencer


def _figures(text: str, language: Language) -> frozenset[str]:
    """The numbers in digits: one that a model wrote out in words is lost to the eye."""
    return frozenset(token.text for token in tokens(text, language) if token.is_digits)


def _facts(text: str, language: Language) -> frozenset[tuple[str, ...]]:
    return frozenset(
        (fact.kind,)
        if fact.kind in _FREE_TEXT
        else (fact.kind, fact.name, fact.value, fact.unit, fact.frequency, fact.polarity, fact.side)
        for fact in facts_in(text, language)
    )
