"""The tables of a bench report."""

from collections.abc import Iterable, Iterator, Sequence

from asr.transcript import Language
from desktop.bench.consistency import Change
from desktop.bench.damage_loss import DamageLoss
from desktop.bench.findings_figures import Alarms
from desktop.bench.heard import HeardValues
from desktop.bench.markup import Markup, table
from desktop.bench.report_figures import ALL, CaseRow, Totals
from desktop.bench.report_words import (
    NOTHING,
    count_of,
    decimal,
    name_of,
    percent_of,
    say,
)
from desktop.bench.said_values import ValueScore
from desktop.words import all_words


def template_table(parts: Iterable[Totals], language: Language) -> Markup:
    """Each kind of note: where things stand in it, what they rest on, and how long it is."""
    heads = ("note", "cases", "recall", "critical", "section", "evidence", "no_source", "cited")
    rows = [
        (
            name_of(one.name, language),
            str(one.cases),
            percent_of(one.recall, language),
            percent_of(one.critical, language),
            percent_of(one.right_section, language),
            percent_of(one.evidence_of_facts, language),
            str(one.without_evidence.part),
            decimal(one.turns_a_statement, 1, language),
            _times(one.length, language),
        )
        for one in parts
    ]
    return table(_heads((*heads, "length"), language), rows)


def value_table(values: ValueScore, language: Language) -> Markup:
    """What was written of each kind of value, and how much of it nobody said."""
    rows = [
        (name_of(name, language), str(share.whole), count_of(share, language))
        for name, share in (
            ("drugs", values.drugs_unsaid),
            ("doses", values.doses_unsaid),
            ("numbers", values.numbers_unsaid),
        )
    ]
    return table(_heads(("value", "written", "never_said"), language), rows)


def alarm_table(alarms: Sequence[Alarms], language: Language) -> Markup:
    """Which finding each kind of false alarm was; nothing when there was none."""
    rows = [
        (name_of(one.name, language), name_of(row.name, language), count_of(row.share, language))
        for one in alarms
        for row in one.kinds
    ]
    return table(_heads(("right", "finding", "alarms"), language), rows) if rows else Markup()


def change_table(changes: Sequence[Change], language: Language) -> Markup:
    """What each way of saying it otherwise did to the notes."""
    heads = ("change", "turns", "lost", "gained", "values", "before", "after", "more_traps")
    rows = [
        (
            name_of(one.name, language),
            percent_of(one.turns, language),
            str(one.facts_lost),
            str(one.facts_gained),
            percent_of(one.values, language),
            percent_of(one.critical_before, language),
            percent_of(one.critical_after, language),
            str(one.traps_more),
        )
        for one in changes
    ]
    return table(_heads(heads, language), rows)


def damage_table(losses: Sequence[DamageLoss], language: Language) -> Markup:
    """What the damage costs with each seed."""
    heads = ("seed", "before", "after", "points", "traps", "safe")
    rows = [
        (
            str(one.seed),
            count_of(one.before, language),
            count_of(one.after, language),
            decimal(one.points, 1, language),
            count_of(one.traps, language),
            count_of(one.values, language),
        )
        for one in losses
    ]
    return table(_heads(heads, language), rows)


def heard_table(values: HeardValues, language: Language) -> Markup:
    """The values of notes of what was badly heard: said or marked as unsure."""
    rows = [
        (name_of(name, language), str(share.whole), count_of(share, language))
        for name, share in (
            ("drugs", values.drugs),
            ("doses", values.doses),
            ("numbers", values.numbers),
            (ALL, values.safe),
        )
    ]
    return table(_heads(("value", "written", "safe"), language), rows)


def case_table(cases: Sequence[CaseRow], language: Language) -> Markup:
    """Each case, with the ids of the facts it missed and the traps it walked into."""
    heads = ("case", "recall", "critical", "traps", "section", "length", "unsaid", "look_up")
    rows = [
        (
            one.case_id,
            percent_of(one.recall, language),
            percent_of(one.critical, language),
            say("of", language, part=one.traps.part, whole=one.traps.whole),
            percent_of(one.right_section, language),
            _times(one.length, language),
            str(one.values_unsaid),
            " ".join(_to_look_up(one, language)),
        )
        for one in cases
    ]
    return table(_heads(heads, language), rows)


def _to_look_up(one: CaseRow, language: Language) -> Iterator[str]:
    if one.failure:
        yield all_words(language).get(one.failure, one.failure)
    for code, ids in (("missed", one.missed), ("fired", one.fired)):
        if ids:
            yield say(code, language, ids=", ".join(_short(name, one.case_id) for name in ids))


def _short(name: str, case_id: str) -> str:
    """The id of a fact without that of its case in front."""
    return name.removeprefix(f"{case_id}-")


def _heads(codes: Iterable[str], language: Language) -> tuple[str, ...]:
    return tuple(say(f"head.{code}", language) for code in codes)


def _times(length: float | None, language: Language) -> str:
    return NOTHING if length is None else f"{decimal(length, 2, language)} ×"
