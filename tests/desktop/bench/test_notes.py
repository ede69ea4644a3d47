"""Every case gets a note in the neutral form, whatever happens to one of them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asr.transcript import Transcript, UtteranceId
from desktop.bench.cases import read_cases
from desktop.bench.notes import write_notes
from desktop.commands.bench import bench as commands
from summarize.summarize import find_writer
from summarize.template import Template
from summarize.writer import Line


class _TwoProblems:
    """Writes one line a problem, in the same section."""

    name = "two"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        first = transcript.utterances[0].id
        yield Line("P", "Second.", (first,), report=1)
        yield Line("P", "First.", (first,), report=0)


def test_reports_are_put_one_after_the_other(cases_folder: Path) -> None:
    (written,) = write_notes(read_cases(cases_folder / "v1.json"), _TwoProblems())
    assert [statement.text for statement in written.note.sections["P"]] == ["First.", "Second."]
    assert list(written.note.sections) == ["S", "O", "E", "P"]
    assert (written.statements, written.words, written.failure) == (2, 2, "")


def test_a_silent_case_gives_an_empty_note_and_the_run_goes_on(cases_folder: Path) -> None:
    by_id = {
        written.note.case_id: written
        for written in write_notes(read_cases(cases_folder), find_writer("extract"))
    }
    assert by_id["v2"].failure == "summarize.nothing_said"
    assert by_id["v2"].statements == 0
    assert set(by_id["v2"].note.sections) == {"S", "O", "E", "P"}
    assert by_id["v1"].failure == ""  # positive control: the same writer does write
    assert by_id["v1"].statements > 0


def test_evidence_names_turns_of_the_case(cases_folder: Path) -> None:
    (written,) = write_notes(read_cases(cases_folder / "v1.json"), find_writer("extract"))
    cited = {turn for statement in written.note.statements() for turn in statement.evidence}
    assert cited
    assert cited <= {UtteranceId(1), UtteranceId(2), UtteranceId(3)}


def test_command_writes_one_note_a_case_and_counts_what_failed(
    cases_folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "made" / "notes"
    ran = CliRunner().invoke(
        commands, ["notes", str(cases_folder), "--writer", "extract", "--out", str(out)]
    )
    assert ran.exit_code == 0, ran.output
    assert sorted(file.name for file in out.iterdir()) == ["c-1.json", "v1.json", "v2.json"]
    note = json.loads((out / "v1.json").read_text(encoding="utf-8"))
    assert set(note) == {"case_id", "sections"}
    assert note["case_id"] == "v1"
    assert all(set(s) == {"text", "evidence"} for line in note["sections"].values() for s in line)
    assert "summarize.nothing_said: 1" in ran.output


def test_the_same_cases_give_the_same_bytes(cases_folder: Path, tmp_path: Path) -> None:
    kept = []
    for name in ("one", "two"):
        args = ["notes", str(cases_folder), "--out", str(tmp_path / name)]
        assert CliRunner().invoke(commands, args).exit_code == 0
        kept.append([file.read_bytes() for file in sorted((tmp_path / name).iterdir())])
    assert kept[0] == kept[1]


@pytest.mark.bench
@pytest.mark.parametrize(
    ("place", "count"), [("dutch/cases", 18), ("dutch/heard", 18), ("english", 135)]
)
def test_all_development_cases_get_a_note(
    place: str, count: int, tmp_path: Path, bench: Path
) -> None:
    ran = CliRunner().invoke(commands, ["notes", str(bench / place), "--out", str(tmp_path)])
    assert ran.exit_code == 0
    assert len(list(tmp_path.iterdir())) == count
