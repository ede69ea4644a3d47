"""Does the note stay the same when the conversation does: twice the same, and in other words?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from asr.transcript import Transcript
from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.damage import damaged
from desktop.bench.gold import Gold
from desktop.bench.notes import NeutralNote, write_notes
from desktop.bench.rewording import REWORDINGS, reworded
from desktop.bench.said_values import values_of
from desktop.bench.scoring import CaseScore, score
from desktop.bench.share import Share
from summarize.writer import Writer

DAMAGE = "damage"  # not harmless: what a poor microphone does, shown beside the rest
WAYS = len(REWORDINGS) + 1


class Change(Value):
    """What one way of saying it otherwise did to the notes, all cases together.

    `facts` counts those that are in one of the two notes and not in the other, out of all in
    either; `values` the same for drugs and numbers. `turns` counts the turns that were changed or
    added: a way that changes none has shown nothing.
    """

    name: str
    turns: Share
    facts: Share
    facts_lost: int
    facts_gained: int
    critical_before: Share
    critical_after: Share
    values: Share
    traps_more: int


def repeated(cases: Sequence[Case], notes: Sequence[NeutralNote], writer: Writer) -> Iterator[bool]:
    """For each case whether writing it once more gives the same bytes."""
    for before, again in zip(notes, write_notes(cases, writer), strict=True):
        yield before.model_dump_json() == again.note.model_dump_json()


def other_words(
    cases: Sequence[Case],
    gold: Mapping[str, Gold],
    notes: Sequence[NeutralNote],
    writer: Writer,
    seed: int,
) -> Iterator[Change]:
    """One change a way of rewording, and the damage last."""
    before = [score(c, gold[c.id], n) for c, n in zip(cases, notes, strict=True)]
    for name in (*REWORDINGS, DAMAGE):
        say = _damage(seed) if name == DAMAGE else _reword(name, seed)
        changed = [replace(case, transcript=say(case.transcript)) for case in cases]
        after = [written.note for written in write_notes(changed, writer)]
        scores = [score(c, gold[c.id], n) for c, n in zip(changed, after, strict=True)]
        yield _change(
            name,
            list(zip(before, scores, strict=True)),
            turns=_turns(cases, changed),
            values=_values(cases, notes, after),
        )


def _reword(name: str, seed: int) -> Callable[[Transcript], Transcript]:
    return lambda transcript: reworded(transcript, name, seed)


def _damage(seed: int) -> Callable[[Transcript], Transcript]:
    return lambda transcript: damaged(transcript, seed)


def _change(
    name: str, scores: Sequence[tuple[CaseScore, CaseScore]], turns: Share, values: Share
) -> Change:
    lost = sum(len(before.found - after.found) for before, after in scores)
    gained = sum(len(after.found - before.found) for before, after in scores)
    return Change(
        name=name,
        turns=turns,
        facts=Share(lost + gained, sum(len(b.found | a.found) for b, a in scores)),
        facts_lost=lost,
        facts_gained=gained,
        critical_before=sum((before.critical for before, _ in scores), Share()),
        critical_after=sum((after.critical for _, after in scores), Share()),
        values=values,
        traps_more=sum(len(after.fired - before.fired) for before, after in scores),
    )


def _turns(cases: Sequence[Case], changed: Sequence[Case]) -> Share:
    share = Share()
    for case, other in zip(cases, changed, strict=True):
        old = set(case.transcript.utterances)
        now = other.transcript.utterances
        share += Share(sum(one not in old for one in now), len(now))
    return share


def _values(
    cases: Sequence[Case], before: Sequence[NeutralNote], after: Sequence[NeutralNote]
) -> Share:
    share = Share()
    for case, one, other in zip(cases, before, after, strict=True):
        old, new = values_of(one, case.language), values_of(other, case.language)
        share += Share(len(old ^ new), len(old | new))
    return share
