"""What a poor microphone costs: critical facts of the note before and after the damage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.damage import damaged
from desktop.bench.gold import Gold
from desktop.bench.heard import HeardValues, heard_values
from desktop.bench.notes import NeutralNote, write_notes
from desktop.bench.scoring import score
from desktop.bench.share import Share
from summarize.writer import Writer

TIMES = (
    3  # one seed may be lucky: the recall of the development set differs 1.4 points between three
)


class DamageLoss(Value):
    """The notes of damaged conversations, all cases together, with one seed."""

    seed: int
    before: Share  # critical facts in the note of the conversation as it was
    after: Share
    points: float  # lost
    traps: Share
    values: Share  # said, or marked as unsure


def damage_losses(
    cases: Sequence[Case],
    gold: Mapping[str, Gold],
    notes: Sequence[NeutralNote],
    writer: Writer,
    seed: int,
) -> Iterator[DamageLoss]:
    """The loss with this seed and with the next ones."""
    before = sum(
        (score(c, gold[c.id], n).critical for c, n in zip(cases, notes, strict=True)), Share()
    )
    for number in range(seed, seed + TIMES):
        poor = [replace(case, transcript=damaged(case.transcript, number)) for case in cases]
        written = list(write_notes(poor, writer))
        scores = [score(c, gold[c.id], w.note) for c, w in zip(poor, written, strict=True)]
        after = sum((one.critical for one in scores), Share())
        drafted = zip(cases, (one.drafted for one in written), strict=True)
        values = (heard_values(case, note) for case, note in drafted if note is not None)
        yield DamageLoss(
            seed=number,
            before=before,
            after=after,
            points=round(before.percent - after.percent, 1),
            traps=sum((one.traps for one in scores), Share()),
            values=sum(values, HeardValues()).safe,
        )
