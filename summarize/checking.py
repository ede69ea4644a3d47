"""One statement beside the part of the conversation that it cites, ready for the checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from asr.transcript import UtteranceId
from summarize.conversation import Conversation, Turn
from summarize.doses import Quantity
from summarize.note import Finding, FindingKind, Severity
from summarize.reading import Mention, Reading


@dataclass(frozen=True)
class Check:
    """A statement, the conversation, and the places of the turns that should support it."""

    statement: Reading
    said: Conversation
    places: tuple[int, ...]
    cited: bool  # False: the statement cites nothing, so the whole conversation may support it

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(self.said.turns[place] for place in self.places)

    @cached_property
    def place_set(self) -> frozenset[int]:
        return frozenset(self.places)

    @cached_property
    def amounts(self) -> tuple[tuple[Turn, Quantity], ...]:
        """Every amount in the cited turns."""
        return tuple((turn, one) for turn in self.turns for one in turn.reading.quantities)

    def mentions(self, name: str, *, anywhere: bool = False) -> Iterator[tuple[Turn, Mention]]:
        """Where a concept or drug is named in the cited turns (or in the whole conversation)."""
        for place, mention in self.said.mentions.get(name, ()):
            if anywhere or place in self.place_set:
                yield self.said.turns[place], mention

    def stems(self, stem: str) -> Iterator[tuple[Turn, int]]:
        """Where a word form occurs in the cited turns."""
        for place, token in self.said.stems.get(stem, ()):
            if place in self.place_set:
                yield self.said.turns[place], token


def finding(
    check: Check,
    kind: FindingKind,
    severity: Severity,
    span: tuple[int, int],
    heard: tuple[Turn, int, int] | None = None,
    suggestion: str = "",
) -> Finding:
    """A finding on the statement's words first to last, against the words of a turn."""
    written = check.statement.said(*span)
    if heard is None:
        return Finding(kind=kind, severity=severity, written=written, suggestion=suggestion)
    turn, first, last = heard
    said_in: tuple[UtteranceId, ...] = (turn.id,)
    return Finding(
        kind=kind,
        severity=severity,
        written=written,
        said=turn.reading.said(first, last),
        said_in=said_in,
        suggestion=suggestion,
    )
