"""Check single statements against their conversation, and count what is caught and what is not."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from asr.transcript import UtteranceId
from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.errors import StatementsBroken, StatementsMissing
from summarize.findings import findings
from summarize.note import Finding


class StatementRow(BaseModel):
    """One line of a file with statements: a planted error, a paraphrase, or a plain text."""

    model_config = ConfigDict(frozen=True)  # fields for other tools may stand beside these

    id: str
    case_id: str
    evidence: tuple[UtteranceId, ...] = ()
    original: str = ""
    corrupted: str = ""
    paraphrase: str = ""
    text: str = ""
    error: str = ""
    made: str = ""

    @property
    def checked(self) -> str:
        """The statement to check: what was made of the original, or the text itself."""
        return self.corrupted or self.paraphrase or self.text

    @property
    def kind(self) -> str:
        """What a finding on this row means: an error caught by kind, else a false alarm or not."""
        if self.corrupted:
            return self.error or "error"
        return "paraphrase" if self.paraphrase else "text"


class Checked(Value):
    """The findings on one row; on its original too where the row holds a planted error."""

    id: str
    findings: tuple[Finding, ...]
    original_findings: tuple[Finding, ...] | None = None

    def line(self) -> str:
        """The row as one line of JSON."""
        return self.model_dump_json(exclude_none=True)


@dataclass(frozen=True)
class Tally:
    """How many of a group of statements have a finding, and how many one that must be seen."""

    rows: int = 0
    flagged: int = 0
    must_see: int = 0

    def plus(self, found: tuple[Finding, ...]) -> "Tally":
        """The tally with one more statement."""
        blocking = any(finding.severity == "must_see" for finding in found)
        return Tally(self.rows + 1, self.flagged + bool(found), self.must_see + blocking)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.rows + other.rows,
            self.flagged + other.flagged,
            self.must_see + other.must_see,
        )


Groups = dict[tuple[str, str], Tally]  # (kind, made) -> tally


def read_statements(file: Path) -> tuple[StatementRow, ...]:
    """The statements of a JSON-lines file, in order."""
    if not file.is_file():
        raise StatementsMissing
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
        rows = tuple(
            StatementRow.model_validate(json.loads(line)) for line in lines if line.strip()
        )
    except (OSError, ValueError) as error:
        raise StatementsBroken from error
    if not rows:
        raise StatementsMissing
    if not all(row.checked for row in rows):
        raise StatementsBroken
    return rows


def check_statements(rows: Iterable[StatementRow], cases: Iterable[Case]) -> Iterator[Checked]:
    """The findings on each row, in order. The original of several rows is checked once."""
    by_id = {case.id: case for case in cases}
    originals: dict[tuple[str, str, tuple[UtteranceId, ...]], tuple[Finding, ...]] = {}
    for row in rows:
        found = _findings(row.checked, row, by_id)
        if not row.corrupted:
            yield Checked(id=row.id, findings=found)
            continue
        original = (row.case_id, row.original, row.evidence)
        if original not in originals:
            originals[original] = _findings(row.original, row, by_id)
        yield Checked(id=row.id, findings=found, original_findings=originals[original])


def caught(rows: Iterable[StatementRow], checked: Iterable[Checked]) -> Groups:
    """By kind of row and by whether a hand or a rule made it: how many have a finding."""
    groups: Groups = {}
    for row, result in zip(rows, checked, strict=True):
        group = (row.kind, row.made)
        groups[group] = groups.get(group, Tally()).plus(result.findings)
    return groups


def false_alarms(rows: Iterable[StatementRow], checked: Iterable[Checked]) -> Tally:
    """How many of the correct originals have a finding, each counted once."""
    tally = Tally()
    seen: set[tuple[str, str]] = set()
    for row, result in zip(rows, checked, strict=True):
        original = (row.case_id, row.original)
        if result.original_findings is not None and original not in seen:
            seen.add(original)
            tally = tally.plus(result.original_findings)
    return tally


def _findings(text: str, row: StatementRow, cases: Mapping[str, Case]) -> tuple[Finding, ...]:
    case = cases.get(row.case_id)
    if case is None:
        raise StatementsBroken
    known = {utterance.id for utterance in case.transcript.utterances}
    if not known.issuperset(row.evidence):
        raise StatementsBroken
    return tuple(findings(text, row.evidence, case.transcript))
