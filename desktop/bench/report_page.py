"""The bench report as one page that needs nothing else: no script, no font, no net."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

from asr.transcript import Language
from desktop.bench.bars import Tone, bars
from desktop.bench.findings_figures import FindingsFigures
from desktop.bench.markup import Markup, element, joined
from desktop.bench.report import Report
from desktop.bench.report_figures import ALL, Row
from desktop.bench.report_tables import (
    alarm_table,
    case_table,
    change_table,
    damage_table,
    heard_table,
    template_table,
    value_table,
)
from desktop.bench.report_words import NOTHING, count_of, decimal, name_of, percent_of, say
from desktop.bench.share import Share


def report_page(report: Report, language: Language) -> str:
    """The whole page, in the language of the reader."""
    style = (files("assets") / "bench" / "report.css").read_text(encoding="utf-8")
    head = element(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", say("title", language)),
        element("style", Markup(style)),
    )
    body = element("body", *_body(report, language))
    return f"<!doctype html>\n{element('html', head, body, lang=language)}\n"


def _body(report: Report, language: Language) -> Iterator[Markup]:
    made = say("made", language, griffel=report.griffel, writer=report.writer, seed=report.seed)
    yield element(
        "header",
        element("h1", say("title", language)),
        element("p", say("cases", language, count=report.totals.cases), " ", made, class_="soft"),
    )
    yield element("dl", *_tiles(report, language), class_="tiles")
    yield element("p", say("reading", language), class_="soft")
    yield from _facts(report, language)
    yield from _traps(report, language)
    yield from _form(report, language)
    yield from _values(report, language)
    yield from _heard(report, language)
    yield from _findings(report, language)
    yield from _consistency(report, language)
    yield from _groups(report, language)
    yield from _cases(report, language)
    yield element("footer", element("p", say("limits", language), class_="soft"))


def _tiles(report: Report, language: Language) -> Iterator[Markup]:
    whole = report.totals
    for name, share in (
        ("recall", whole.recall),
        ("critical", whole.critical),
        ("traps", whole.traps),
        ("section", whole.right_section),
        ("evidence", whole.evidence_of_facts),
    ):
        if share.whole:
            yield _tile(name, percent_of(share, language), _counted(share, language), language)
    if whole.length is not None:
        length = f"{decimal(whole.length, 2, language)} ×"
        yield _tile("length", length, say("words", language, count=whole.words), language)
    unsaid = report.values.unsaid
    yield _tile("unsaid", str(unsaid.part), _counted(unsaid, language), language)
    if report.repeats_differ is not None:
        differ = report.repeats_differ
        same = Share(differ.whole - differ.part, differ.whole)
        yield _tile("repeats", percent_of(same, language), _counted(same, language), language)


def _tile(name: str, big: str, small: str, language: Language) -> Markup:
    return element(
        "div",
        element("dt", say(f"tile.{name}", language)),
        element("dd", big, class_="big"),
        element("dd", small, class_="small"),
        class_="tile",
    )


def _counted(share: Share, language: Language) -> str:
    return say("of", language, part=share.part, whole=share.whole)


def _facts(report: Report, language: Language) -> Iterator[Markup]:
    yield from _opening("facts", language)
    if not report.totals.recall.whole:
        yield element("p", say("no_facts", language))
        return
    yield _plot("severity", (*report.severities, *report.polarities), "good", language)
    yield _plot("kinds", report.kinds, "good", language)


def _traps(report: Report, language: Language) -> Iterator[Markup]:
    if report.traps:
        yield from _opening("traps", language)
        yield _plot("trap_kinds", report.traps, "bad", language)


def _form(report: Report, language: Language) -> Iterator[Markup]:
    yield from _opening("form", language)
    whole = (report.totals,) if len(report.templates) > 1 else ()
    yield template_table((*report.templates, *whole), language)


def _values(report: Report, language: Language) -> Iterator[Markup]:
    yield from _opening("values", language)
    yield value_table(report.values, language)
    held = (
        Row(name="drugs", share=report.values.reference_drugs),
        Row(name="figures", share=report.values.reference_numbers),
        Row(name="terms", share=report.values.reference_terms),
    )
    if any(row.share.whole for row in held):
        yield _plot("reference", held, "good", language)


def _heard(report: Report, language: Language) -> Iterator[Markup]:
    if report.heard is None:
        return
    yield from _opening("heard", language)
    yield heard_table(report.heard.values, language)
    told = {
        "facts": count_of(report.totals.recall, language),
        "facts_ceiling": count_of(report.heard.ceiling.facts, language),
        "critical": count_of(report.totals.critical, language),
        "critical_ceiling": count_of(report.heard.ceiling.critical, language),
    }
    yield element("p", say("ceiling", language, **told))


def _findings(report: Report, language: Language) -> Iterator[Markup]:
    yield from _opening("findings", language)
    put_in = report.mutations
    rows = (Row(name=ALL, share=put_in.found), *put_in.kinds)
    yield _plot("mutations", rows, "good", language)
    untouched = count_of(put_in.untouched, language)
    yield element("p", say("untouched", language, count=untouched), class_="soft")
    if report.findings is not None:
        yield from _statements(report.findings, language)


def _statements(findings: FindingsFigures, language: Language) -> Iterator[Markup]:
    """The planted mistakes, and the sentences that are right."""
    for made in sorted({one.made for one in findings.caught}):
        caught = [one for one in findings.caught if one.made == made]
        rows = [Row(name=one.name, share=one.flagged) for one in caught]
        total = sum((one.flagged for one in caught), Share())
        name = "caught" if made not in ("hand", "rule") else f"caught_{made}"
        yield _plot(name, (Row(name=ALL, share=total), *rows), "good", language)
    if findings.alarms:
        rows = [Row(name=one.name, share=one.flagged) for one in findings.alarms]
        yield _plot("alarms", rows, "bad", language)
        yield alarm_table(findings.alarms, language)


def _consistency(report: Report, language: Language) -> Iterator[Markup]:
    if report.repeats_differ is None:
        return
    yield from _opening("consistency", language)
    differ = report.repeats_differ
    told = "repeats_same" if not differ.part else "repeats_differ"
    yield element("p", say(told, language, part=differ.part, whole=differ.whole))
    facts = [Row(name=one.name, share=one.facts) for one in report.changes]
    yield _plot("changes", facts, "bad", language)
    values = [Row(name=one.name, share=one.values) for one in report.changes]
    yield _plot("changed_values", values, "bad", language)
    yield change_table(report.changes, language)
    if report.totals.critical.whole:
        yield element("p", say("damage", language), class_="soft")
        yield damage_table(report.damage, language)


def _groups(report: Report, language: Language) -> Iterator[Markup]:
    if not report.differences:
        return
    yield from _opening("groups", language)
    for one in report.differences:
        yield element("h3", name_of(one.name, language))
        rows = [Row(name=group.name, share=group.recall) for group in one.groups]
        yield _plot("group_recall", rows, "good", language)
        yield element(
            "p",
            say(
                "group_noise" if one.is_noise else "group_real",
                language,
                points=decimal(one.points, 1, language),
                chance=NOTHING if one.chance is None else decimal(one.chance, 1, language),
                cases=", ".join(f"{group.name} {group.cases}" for group in one.groups),
            ),
        )


def _cases(report: Report, language: Language) -> Iterator[Markup]:
    yield from _opening("each_case", language)
    told = element("summary", say("open_cases", language, count=len(report.cases)))
    yield element("details", told, case_table(report.cases, language))


def _opening(name: str, language: Language) -> tuple[Markup, ...]:
    return (
        element("h2", say(f"{name}.title", language)),
        element("p", say(f"{name}.about", language), class_="soft"),
    )


def _plot(name: str, rows: Sequence[Row], tone: Tone, language: Language) -> Markup:
    caption = say(f"plot.{name}", language)
    drawn = bars(rows, tone, language, caption)
    if not drawn:
        return joined(())
    return element("figure", element("figcaption", caption), drawn)
