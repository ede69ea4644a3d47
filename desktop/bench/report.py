"""The bench report: write the notes, score them, reword the conversations, check statements."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.consistency import WAYS, Change, other_words, repeated
from desktop.bench.damage_loss import TIMES, DamageLoss, damage_losses
from desktop.bench.errors import CasesMissing
from desktop.bench.findings import StatementRow
from desktop.bench.findings_figures import FindingsFigures, findings_figures
from desktop.bench.gold import Gold
from desktop.bench.groups import Difference, differences
from desktop.bench.heard import Ceiling, HeardValues, ceiling, heard_values
from desktop.bench.mutation_figures import MutationFigures, mutation_figures
from desktop.bench.notes import Written, write_notes
from desktop.bench.progress import Watched, unwatched
from desktop.bench.report_figures import (
    ALL,
    CaseRow,
    Row,
    Totals,
    by_fact,
    by_severity,
    by_template,
    by_trap,
    case_row,
    totals,
)
from desktop.bench.said_values import ValueScore, score_values
from desktop.bench.scoring import score
from desktop.bench.share import Share
from summarize.writer import Writer


class Heard(Value):
    """Notes of conversations that were badly heard, where the case tells what was really said."""

    values: HeardValues
    ceiling: Ceiling


class Report(Value):
    """Everything that one run measured. No words of a conversation or a note are in it."""

    griffel: str
    writer: str
    seed: int
    totals: Totals
    templates: tuple[Totals, ...]
    kinds: tuple[Row, ...]
    severities: tuple[Row, ...]
    polarities: tuple[Row, ...]
    traps: tuple[Row, ...]
    values: ValueScore
    repeats_differ: Share | None  # cases whose second note differs from the first
    changes: tuple[Change, ...]
    damage: tuple[DamageLoss, ...]
    differences: tuple[Difference, ...]
    findings: FindingsFigures | None
    mutations: MutationFigures
    heard: Heard | None
    cases: tuple[CaseRow, ...]

    def text(self) -> str:
        """The report as JSON, with a percentage beside every share."""
        told = _with_percentages(self.model_dump(mode="json"))
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True)
class Task:
    """What to measure: the cases with their gold, who writes, and the statements to check.

    `said` are the same cases as they were really said, where these are what was heard.
    """

    cases: tuple[Case, ...]
    gold: Mapping[str, Gold]
    writer: Writer
    statements: tuple[StatementRow, ...] = ()
    said: tuple[Case, ...] = ()
    reword: bool = True
    seed: int = 1


def make_report(task: Task, watched: Watched = unwatched) -> Report:
    """Measure everything that was asked for."""
    cases, gold = task.cases, task.gold
    written = tuple(watched(write_notes(cases, task.writer), len(cases)))
    notes = [one.note for one in written]
    scores = [score(c, gold[c.id], n) for c, n in zip(cases, notes, strict=True)]
    values = [
        score_values(c, n, gold[c.id].reference_text) for c, n in zip(cases, notes, strict=True)
    ]
    changes = other_words(cases, gold, notes, task.writer, task.seed) if task.reword else ()
    same = tuple(repeated(cases, notes, task.writer)) if task.reword else ()
    losses = damage_losses(cases, gold, notes, task.writer, task.seed) if task.reword else ()
    return Report(
        griffel=version("griffel"),
        writer=task.writer.name,
        seed=task.seed,
        totals=totals(ALL, scores),
        templates=by_template(cases, scores),
        kinds=by_fact(scores, lambda fact: fact.type),
        severities=by_severity(scores),
        polarities=by_fact(scores, lambda fact: fact.polarity),
        traps=by_trap(scores),
        values=sum(values, ValueScore()),
        repeats_differ=Share(same.count(False), len(same)) if task.reword else None,
        changes=tuple(watched(changes, WAYS if task.reword else 0)),
        damage=tuple(watched(losses, TIMES if task.reword else 0)),
        differences=differences(scores),
        findings=findings_figures(task.statements, cases, watched) if task.statements else None,
        mutations=mutation_figures(cases, written, task.seed),
        heard=_heard(task, written) if task.said else None,
        cases=tuple(map(case_row, cases, scores, values, (done.failure for done in written))),
    )


def _heard(task: Task, written: Sequence[Written]) -> Heard:
    said = {case.id: case for case in task.said}
    both = [
        (case, one.drafted)
        for case, one in zip(task.cases, written, strict=True)
        if case.id in said and one.drafted is not None
    ]
    if not both:
        raise CasesMissing
    return Heard(
        values=sum((heard_values(said[case.id], note) for case, note in both), HeardValues()),
        ceiling=sum((ceiling(case, task.gold[case.id]) for case, _ in both), Ceiling()),
    )


def _with_percentages(told: object) -> object:
    """The same, with "percent" beside every "part" and "whole"."""
    if isinstance(told, dict):
        inner = {key: _with_percentages(value) for key, value in told.items()}
        if set(told) == {"part", "whole"}:
            whole = told["whole"]
            inner["percent"] = round(100 * told["part"] / whole, 1) if whole else None
        return inner
    return [_with_percentages(one) for one in told] if isinstance(told, list) else told
