"""Statements are checked against their case, and what is caught is counted by kind."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from desktop.bench.cases import read_cases
from desktop.bench.errors import StatementsBroken, StatementsMissing
from desktop.bench.findings import (
    Checked,
    StatementRow,
    Tally,
    caught,
    check_statements,
    false_alarms,
    read_statements,
)
from desktop.commands.bench import bench as commands
from summarize.note import Finding

_ROWS: tuple[dict[str, object], ...] = (
    {
        "id": "e1",
        "case_id": "v1",
        "section": "S",
        "original": "Keelpijn sinds 3 dagen.",
        "corrupted": "Keelpijn sinds 9 dagen.",
        "error": "number",
        "evidence": [2],
        "made": "hand",
    },
    {
        "id": "p1",
        "case_id": "v1",
        "original": "Keelpijn sinds 3 dagen.",
        "paraphrase": "Sinds 3 dagen keelpijn.",
        "evidence": [2],
        "made": "rule",
    },
    {"id": "t1", "case_id": "v1", "text": "Slikt paracetamol.", "evidence": [2]},
)


def _file(tmp_path: Path, *rows: object) -> Path:
    file = tmp_path / "statements.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return file


def _finding(severity: str) -> Finding:
    return Finding.model_validate({"kind": "number", "severity": severity, "written": "9"})


def test_what_is_checked_and_what_it_counts_as(tmp_path: Path) -> None:
    rows = read_statements(_file(tmp_path, *_ROWS))
    assert [(row.kind, row.checked) for row in rows] == [
        ("number", "Keelpijn sinds 9 dagen."),
        ("paraphrase", "Sinds 3 dagen keelpijn."),
        ("text", "Slikt paracetamol."),
    ]


def test_findings_on_the_original_stand_apart(cases_folder: Path, tmp_path: Path) -> None:
    rows = read_statements(_file(tmp_path, *_ROWS))
    error, paraphrase, text = check_statements(rows, read_cases(cases_folder))
    assert error.findings
    assert error.original_findings == ()
    assert set(json.loads(error.line())) == {"id", "findings", "original_findings"}
    assert set(json.loads(paraphrase.line())) == set(json.loads(text.line())) == {"id", "findings"}
    assert set(json.loads(error.line())["findings"][0]) == {
        "kind",
        "severity",
        "written",
        "said",
        "said_in",
        "suggestion",
    }


def test_counts() -> None:
    same = {"case_id": "v1", "original": "o", "corrupted": "c", "error": "unit", "made": "hand"}
    rows = [StatementRow.model_validate({"id": name, **same}) for name in "abc"]
    checked = [
        Checked(id="a", findings=(_finding("must_see"),), original_findings=(_finding("look"),)),
        Checked(id="b", findings=(_finding("look"),), original_findings=(_finding("look"),)),
        Checked(id="c", findings=(), original_findings=(_finding("look"),)),
    ]
    assert caught(rows, checked) == {("unit", "hand"): Tally(rows=3, flagged=2, must_see=1)}
    assert false_alarms(rows, checked) == Tally(rows=1, flagged=1, must_see=0)  # one original


def test_command_writes_a_line_each_and_prints_the_table(
    cases_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIFFEL_LANGUAGE", "en")
    out = tmp_path / "made" / "findings.jsonl"
    statements = str(_file(tmp_path, *_ROWS))
    ran = CliRunner().invoke(
        commands, ["findings", statements, "--cases", str(cases_folder), "--out", str(out)]
    )
    assert ran.exit_code == 0, ran.output
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["e1", "p1", "t1"]
    assert "1/1 100.0 %" in ran.output
    assert "false alarms on originals" in ran.output


@pytest.mark.parametrize("change", [{"corrupted": ""}, {"case_id": None}, {"evidence": "2"}])
def test_a_row_out_of_form_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    assert read_statements(_file(tmp_path, _ROWS[0]))
    with pytest.raises(StatementsBroken):
        read_statements(_file(tmp_path, {**_ROWS[0], **change}))


@pytest.mark.parametrize("change", [{"case_id": "elsewhere"}, {"evidence": [99]}])
def test_a_row_of_another_case_or_turn_is_refused(
    cases_folder: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    cases = read_cases(cases_folder)
    assert list(check_statements(read_statements(_file(tmp_path, _ROWS[0])), cases))
    with pytest.raises(StatementsBroken):
        list(check_statements(read_statements(_file(tmp_path, {**_ROWS[0], **change})), cases))


def test_no_statements(tmp_path: Path) -> None:
    with pytest.raises(StatementsMissing):
        read_statements(tmp_path / "nowhere.jsonl")
    with pytest.raises(StatementsMissing):
        read_statements(_file(tmp_path))


@pytest.mark.bench
@pytest.mark.parametrize("name", ["errors", "paraphrases"])
def test_development_statements_are_checked(name: str, tmp_path: Path, bench: Path) -> None:
    planted = (bench / "dutch" / "planted" / f"{name}.jsonl").read_text(encoding="utf-8")
    every_tenth = planted.splitlines()[::10]  # of every case some; all of them take a minute
    statements, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    statements.write_text("\n".join(every_tenth), encoding="utf-8")
    cases = str(bench / "dutch" / "cases")
    ran = CliRunner().invoke(
        commands, ["findings", str(statements), "--cases", cases, "--out", str(out)]
    )
    assert ran.exit_code == 0
    checked = [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert checked == [json.loads(line)["id"] for line in every_tenth]
