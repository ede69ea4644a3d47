"""Of the mistakes put into the statements of a note, how many a finding points at."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence

from asr.transcript import UtteranceId
from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.mutation import KINDS, Mutation, figures, mutated
from desktop.bench.notes import Written
from desktop.bench.report_figures import Row
from desktop.bench.share import Share
from summarize.conversation import Conversation, read
from summarize.findings import findings
from summarize.note import Finding, Statement

Checker = Callable[[str, Sequence[UtteranceId], Conversation], Iterable[Finding]]


class MutationFigures(Value):
    """Mistakes found by kind, and beside them the same statements left as they were."""

    kinds: tuple[Row, ...]
    untouched: Share  # statements that have a finding without any mistake put in

    @property
    def found(self) -> Share:
        """All kinds together."""
        return sum((row.share for row in self.kinds), Share())


def mutation_figures(
    cases: Sequence[Case],
    written: Sequence[Written],
    seed: int,
    check: Checker = findings,
) -> MutationFigures:
    """Put one mistake of each kind that fits into every statement, and check it.

    A mistake is found when a finding names the words it is in. Statements that have a finding as
    they were written get none: what is found there may have been there before.
    """
    counted = dict.fromkeys(KINDS, Share())
    untouched = Share()
    for case, one in zip(cases, written, strict=True):
        if one.drafted is None:
            continue
        said = read(case.transcript)
        dice = random.Random(f"{case.id} {seed}")  # noqa: S311 - repeatable, not secret
        for _, statement in one.drafted.statements():
            objected = any(check(statement.text, statement.evidence, said))
            untouched += Share(int(objected), 1)
            for mutation in () if objected else _mutated(statement, case, dice):
                found = _named(mutation, check(mutation.text, statement.evidence, said))
                counted[mutation.kind] += Share(int(found), 1)
    return MutationFigures(
        kinds=tuple(Row(name=kind, share=counted[kind]) for kind in KINDS),
        untouched=untouched,
    )


def _mutated(statement: Statement, case: Case, dice: random.Random) -> Iterator[Mutation]:
    said = [f for one in case.transcript.utterances for f in figures(one.text, case.language)]
    return mutated(statement.text, case.language, said, dice)


def _named(mutation: Mutation, found: Iterable[Finding]) -> bool:
    """Whether one of the findings names it; that nothing is cited at all names nothing."""
    return any(one.kind != "no_evidence" and mutation.named_by(one.written) for one in found)
