"""What was agreed or advised: tests, referrals, leaflets, follow-up, when to call, and commands."""

from dataclasses import dataclass
from typing import Literal

from asr.transcript import Speaker
from summarize.fact import Status
from summarize.reading import Reading

PlanKind = Literal["commitment", "safety_net", "instruction", "social"]

_PLANNERS: frozenset[Speaker] = frozenset({"clinician", "agent", "customer", "unknown"})
_WHAT = ("test", "referral", "leaflet", "follow_up")


@dataclass(frozen=True)
class Plan:
    """A sentence (token places) that commits somebody or warns, and to what."""

    kind: PlanKind
    name: str  # test, referral, leaflet, follow_up, promise, call, to_computer, ...
    first: int
    last: int
    status: Status = "planned"


def plans(reading: Reading, speaker: Speaker) -> tuple[Plan, ...]:
    """The plans in a text, one a sentence."""
    found = []
    for first, last in sentences(reading):
        plan = _plan(reading, speaker, first, last)
        if plan is not None:
            found.append(plan)
    return tuple(found)


def sentences(reading: Reading) -> tuple[tuple[int, int], ...]:
    """First and last token of each sentence."""
    spans: list[tuple[int, int]] = []
    for place, token in enumerate(reading.words):
        if spans and reading.words[spans[-1][1]].sentence == token.sentence:
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((place, place))
    return tuple(spans)


def _plan(reading: Reading, speaker: Speaker, first: int, last: int) -> Plan | None:
    labels = reading.scopes.labels(first, last)
    if "instruction.to_computer" in labels:
        return Plan("instruction", "to_computer", first, last, "current")
    if {"safety_net.call", "hypothetical.if"} <= labels and speaker in _PLANNERS:
        return Plan("safety_net", "call", first, last, "hypothetical")
    what = [name for name in _WHAT if f"commitment.{name}" in labels]
    promised = "commitment.promise" in labels
    if speaker in _PLANNERS and (promised or (what and speaker != "customer")):
        return Plan("commitment", what[0] if what else "promise", first, last)
    if "social.words" in labels:
        return Plan("social", "social", first, last, "current")
    return None
