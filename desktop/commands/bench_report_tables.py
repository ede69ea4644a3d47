"""What `griffel bench report` and `speed` show on the screen when they are done."""

from collections.abc import Iterable

from rich.table import Table

from asr.transcript import Language
from desktop.bench.report import Report
from desktop.bench.report_words import count_of, decimal, name_of, say
from desktop.bench.speed import DRAFT_SECONDS, MEMORY_MB, RECHECK_MS, Speed
from desktop.words import screen_language, words


def totals_table(report: Report, language: Language) -> Table:
    """The figures that come first in a report, for each kind of note and for all."""
    codes = ("recall", "critical", "traps", "section", "evidence")
    table = _table(say(f"head.{code}", language) for code in ("note", *codes))
    for one in (*report.templates, report.totals):
        shares = (one.recall, one.critical, one.traps, one.right_section, one.evidence_of_facts)
        table.add_row(name_of(one.name, language), *(count_of(share, language) for share in shares))
    return table


def checks_table(report: Report, language: Language) -> Table:
    """What the findings point at, what damage costs, and what was heard wrong unseen."""
    table = _table(words(f"bench.{code}", language) for code in ("figure", "measured"))
    for row in report.mutations.kinds:
        name = words("bench.put_in", language, kind=name_of(row.name, language))
        table.add_row(name, count_of(row.share, language))
    untouched = count_of(report.mutations.untouched, language)
    table.add_row(words("bench.untouched", language), untouched)
    for one in report.damage if report.totals.critical.whole else ():
        lost = {"after": count_of(one.after, language), "points": decimal(one.points, 1, language)}
        measured = words("bench.damage_lost", language, **lost)
        table.add_row(words("bench.damage", language, seed=one.seed), measured)
    if report.heard is not None:
        safe = count_of(report.heard.values.safe, language)
        table.add_row(words("bench.heard_safe", language), safe)
        for code, share in (
            ("", report.heard.ceiling.facts),
            ("_critical", report.heard.ceiling.critical),
        ):
            table.add_row(words(f"bench.ceiling{code}", language), count_of(share, language))
    return table


def speed_table(speed: Speed) -> Table:
    """What was measured beside what is aimed at."""
    table = _table(_word(code) for code in ("figure", "measured", "target", "kept"))
    for code, measured, target, places in (
        ("draft_first", speed.draft_first, DRAFT_SECONDS, 2),
        ("draft_again", speed.draft_again, DRAFT_SECONDS, 2),
        ("recheck_median", speed.recheck_median, RECHECK_MS, 0),
        ("recheck_p95", speed.recheck_p95, RECHECK_MS, 0),
        ("recheck_slowest", speed.recheck_slowest, None, 0),
        ("memory", speed.memory, MEMORY_MB, 0),
        ("memory_growth", speed.memory_growth, None, 0),
    ):
        if measured is not None:
            aimed = "" if target is None else f"{target:.0f}"
            kept = "" if target is None else _word("kept_yes" if measured <= target else "kept_no")
            table.add_row(_word(code), f"{measured:.{places}f}", aimed, kept)
    return table


def _table(heads: Iterable[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left")
    return table


def _word(code: str) -> str:
    return words(f"bench.{code}", screen_language())
