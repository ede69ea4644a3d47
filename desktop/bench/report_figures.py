"""The figures of a bench report: all cases together, by kind, and case by case."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from asr.transcript import Language
from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.gold import GoldFact
from desktop.bench.said_values import ValueScore
from desktop.bench.scoring import CaseScore
from desktop.bench.share import Share

ALL, CRITICAL, OTHER = "all", "critical", "other"


class Row(Value):
    """One bar: a kind of fact or trap, and how many of it."""

    name: str
    share: Share


class Totals(Value):
    """Some cases together. Evidence is counted twice: over the facts held, and over statements."""

    name: str
    cases: int
    recall: Share
    critical: Share
    traps: Share
    right_section: Share
    evidence_of_facts: Share
    evidence_of_statements: Share
    without_evidence: Share
    unknown_turns: int
    turns_a_statement: float
    statements_without_fact: Share
    words: int
    length: float | None  # times the words of the reference notes; of the cases that have one


class CaseRow(Value):
    """One case, with the ids of what was missed and walked into; no words of the conversation."""

    case_id: str
    language: Language
    template: str
    failure: str
    recall: Share
    critical: Share
    traps: Share
    right_section: Share
    evidence: Share
    words: int
    length: float | None
    values_unsaid: int
    missed: tuple[str, ...]
    misplaced: tuple[str, ...]
    fired: tuple[str, ...]


def totals(name: str, scores: Sequence[CaseScore]) -> Totals:
    """The cases added up."""
    statements = sum(one.statements for one in scores)
    cited = sum(one.cited_turns for one in scores)
    telling = [one for one in scores if one.gold.facts]
    return Totals(
        name=name,
        cases=len(scores),
        recall=_sum(one.recall for one in scores),
        critical=_sum(one.critical for one in scores),
        traps=_sum(one.traps for one in scores),
        right_section=_sum(Share(len(one.placed), len(one.found)) for one in scores),
        evidence_of_facts=_sum(Share(len(one.cited_right), len(one.cited)) for one in scores),
        evidence_of_statements=_sum(Share(one.telling_right, one.telling) for one in scores),
        without_evidence=_sum(Share(one.without_evidence, one.statements) for one in scores),
        unknown_turns=sum(one.unknown_turns for one in scores),
        turns_a_statement=round(cited / statements, 2) if statements else 0.0,
        statements_without_fact=_sum(Share(one.factless, one.statements) for one in telling),
        words=sum(one.words for one in scores),
        length=_length(scores),
    )


def by_fact(scores: Sequence[CaseScore], kind: Callable[[GoldFact], str]) -> tuple[Row, ...]:
    """Recall of the facts of each kind, the most frequent kind first."""
    pairs = [(kind(fact), fact.id in one.found) for one in scores for fact in one.gold.facts]
    return _rows(pairs)


def by_severity(scores: Sequence[CaseScore]) -> tuple[Row, ...]:
    """Recall of the critical facts and of the others."""
    return by_fact(scores, lambda fact: CRITICAL if fact.critical else OTHER)


def by_trap(scores: Sequence[CaseScore]) -> tuple[Row, ...]:
    """Traps walked into, by kind."""
    return _rows([(trap.kind, trap.id in one.fired) for one in scores for trap in one.gold.traps])


def by_template(cases: Sequence[Case], scores: Sequence[CaseScore]) -> tuple[Totals, ...]:
    """The totals of each kind of note in each language."""
    parts: dict[str, list[CaseScore]] = {}
    for case, one in zip(cases, scores, strict=True):
        parts.setdefault(f"{case.template} {case.language}", []).append(one)
    return tuple(totals(name, parts[name]) for name in sorted(parts))


def case_row(case: Case, one: CaseScore, values: ValueScore, failure: str) -> CaseRow:
    """The row of one case."""
    return CaseRow(
        case_id=case.id,
        language=case.language,
        template=case.template,
        failure=failure,
        recall=one.recall,
        critical=one.critical,
        traps=one.traps,
        right_section=Share(len(one.placed), len(one.found)),
        evidence=Share(len(one.cited_right), len(one.cited)),
        words=one.words,
        length=_length([one]),
        values_unsaid=values.unsaid.part,
        missed=tuple(fact.id for fact in one.gold.facts if fact.id not in one.found),
        misplaced=tuple(sorted(one.found - one.placed)),
        fired=tuple(sorted(one.fired)),
    )


def _rows(pairs: Iterable[tuple[str, bool]]) -> tuple[Row, ...]:
    counted: dict[str, Share] = {}
    for name, hit in pairs:
        counted[name] = counted.get(name, Share()) + Share(int(hit), 1)
    return _ordered(counted)


def _ordered(counted: Mapping[str, Share]) -> tuple[Row, ...]:
    names = sorted(counted, key=lambda name: (-counted[name].whole, name))
    return tuple(Row(name=name, share=counted[name]) for name in names)


def _length(scores: Sequence[CaseScore]) -> float | None:
    known = [one for one in scores if one.reference_words]
    reference = sum(one.reference_words for one in known)
    return round(sum(one.words for one in known) / reference, 2) if reference else None


def _sum(shares: Iterable[Share]) -> Share:
    return sum(shares, Share())
