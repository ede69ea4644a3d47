"""The figures of the findings in a bench report: errors caught, and false alarms by kind."""

from collections.abc import Iterable, Iterator, Sequence

from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.findings import (
    Checked,
    StatementRow,
    caught,
    check_statements,
)
from desktop.bench.progress import Watched, unwatched
from desktop.bench.report_figures import Row
from desktop.bench.share import Share
from summarize.note import Finding

PARAPHRASES, ORIGINALS, TEXTS = "paraphrases", "originals", "texts"


class Caught(Value):
    """Planted errors of one kind: with any finding, and with one that must be seen."""

    name: str
    made: str  # by hand or by rule
    flagged: Share
    must_see: Share


class Alarms(Value):
    """Statements that are right, and how many have a finding all the same."""

    name: str
    flagged: Share
    must_see: Share
    kinds: tuple[Row, ...]  # which kind of finding it was; a statement may have two


class FindingsFigures(Value):
    """Errors caught by kind, and false alarms on paraphrases, originals and plain texts."""

    caught: tuple[Caught, ...]
    alarms: tuple[Alarms, ...]


def findings_figures(
    rows: Sequence[StatementRow], cases: Sequence[Case], watched: Watched = unwatched
) -> FindingsFigures:
    """Check every statement and count. `watched` shows how far it is."""
    checked = tuple(watched(check_statements(rows, cases), len(rows)))
    groups = caught(rows, checked)
    planted = [key for key in sorted(groups) if key[0] not in ("paraphrase", "text")]
    right = (
        (PARAPHRASES, list(_of_kind(rows, checked, "paraphrase"))),
        (ORIGINALS, list(_originals(rows, checked))),
        (TEXTS, list(_of_kind(rows, checked, "text"))),
    )
    return FindingsFigures(
        caught=tuple(
            Caught(
                name=kind,
                made=made,
                flagged=Share(groups[kind, made].flagged, groups[kind, made].rows),
                must_see=Share(groups[kind, made].must_see, groups[kind, made].rows),
            )
            for kind, made in planted
        ),
        alarms=tuple(_alarms(name, found) for name, found in right if found),
    )


def _of_kind(
    rows: Iterable[StatementRow], checked: Iterable[Checked], kind: str
) -> Iterator[tuple[Finding, ...]]:
    for row, result in zip(rows, checked, strict=True):
        if row.kind == kind:
            yield result.findings


def _originals(
    rows: Iterable[StatementRow], checked: Iterable[Checked]
) -> Iterator[tuple[Finding, ...]]:
    """The findings on each original, once however many errors were planted in it."""
    seen: set[tuple[str, str]] = set()
    for row, result in zip(rows, checked, strict=True):
        original = (row.case_id, row.original)
        if result.original_findings is not None and original not in seen:
            seen.add(original)
            yield result.original_findings


def _alarms(name: str, found: Sequence[tuple[Finding, ...]]) -> Alarms:
    kinds = sorted({finding.kind for one in found for finding in one})
    return Alarms(
        name=name,
        flagged=Share(sum(bool(one) for one in found), len(found)),
        must_see=Share(
            sum(any(finding.severity == "must_see" for finding in one) for one in found),
            len(found),
        ),
        kinds=tuple(
            Row(
                name=kind,
                share=Share(sum(any(f.kind == kind for f in one) for one in found), len(found)),
            )
            for kind in kinds
        ),
    )
