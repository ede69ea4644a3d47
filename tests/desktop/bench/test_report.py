"""The report holds every figure it promises, falls when notes are wrong, and tells no secrets."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asr.transcript import Transcript
from desktop.bench.cases import read_cases
from desktop.bench.errors import CasesMissing
from desktop.bench.gold import read_gold
from desktop.bench.report import Report, Task, make_report
from desktop.bench.share import Share
from desktop.commands.bench import bench as commands
from summarize.template import Template
from summarize.writer import Line, Writer
from tests.conftest import SENTINEL
from tests.desktop.bench.made import TALK, write_case


class _Scribe:
    """Writes these statements, each resting on the second turn."""

    name = "scribe"

    def __init__(self, *statements: str) -> None:
        self._statements = statements

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        for text in self._statements:
            yield Line("S", text, (transcript.utterances[1].id,))


def _report(place: Path, writer: Writer, *, reword: bool = False) -> Report:
    cases = read_cases(place)
    return make_report(Task(cases, read_gold(place, cases), writer, reword=reword))


def test_a_wrong_note_scores_lower_in_every_figure(tmp_path: Path) -> None:
    write_case(tmp_path)
    right = _report(tmp_path, _Scribe("Hoest, geen koorts.", "Paracetamol 1000 mg.", "Belt."))
    wrong = _report(tmp_path, _Scribe("Hoest en koorts.", "Paracetamol 500 mg.", "Amoxicilline."))
    assert (right.totals.recall, wrong.totals.recall) == (Share(4, 4), Share(1, 4))
    assert (right.totals.critical, wrong.totals.critical) == (Share(2, 2), Share(1, 2))
    assert (right.totals.traps, wrong.totals.traps) == (Share(0, 2), Share(2, 2))
    assert (right.values.unsaid.part, wrong.values.unsaid.part) == (0, 2)
    kinds = {row.name: row.share for row in wrong.kinds}
    assert kinds["symptom"] == Share(1, 2)
    assert kinds["medication"] == kinds["plan"] == Share(0, 1)
    assert {row.name: row.share for row in wrong.severities}["critical"] == Share(1, 2)
    (row,) = wrong.cases
    assert (row.missed, row.fired) == (("f2", "f3", "f4"), ("v1", "v2"))


def test_a_planted_group_difference_shows(tmp_path: Path) -> None:
    """Of one group the notes lack half: their cases ask for what nobody writes."""
    for number in range(20):
        group = "65+" if number % 2 else "18-39"
        fact = {"id": "f", "type": "symptom", "must_contain": [["hoest"]]}
        hard = {**fact, "id": "g", "must_contain": [["jeuk" if group == "65+" else "hoest"]]}
        write_case(tmp_path, id=f"c{number}", facts=[fact, hard], groups={"age": group})
    (age,) = _report(tmp_path, _Scribe("Hoest.")).differences
    assert (age.lowest, age.points, age.is_noise) == ("65+", 50.0, False)


def test_a_case_that_cannot_be_written_is_named_and_the_others_count(tmp_path: Path) -> None:
    write_case(tmp_path)
    write_case(tmp_path, id="m2", template="nowhere")
    report = _report(tmp_path, _Scribe("Hoest."))
    assert [row.failure for row in report.cases] == ["", "summarize.template_unknown"]
    assert report.totals.recall == Share(1, 8)


def test_json_has_a_percentage_beside_every_share(tmp_path: Path) -> None:
    write_case(tmp_path)
    told = json.loads(_report(tmp_path, _Scribe("Hoest.")).text())
    assert told["totals"]["recall"] == {"part": 1, "whole": 4, "percent": 25.0}
    assert told["totals"]["evidence_of_facts"]["percent"] == 100.0
    assert told["repeats_differ"] is None


def _run(*args: object) -> str:
    ran = CliRunner().invoke(commands, [str(arg) for arg in args])
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.mark.parametrize(
    ("language", "heads", "kept"),
    [("en", ("important", "right heading", "put in"), "Report: "),
     ("nl", ("belangrijk", "juiste kop", "ingezet"), "Rapport: ")],
)  # fmt: skip
def test_the_screen_speaks_the_language_of_the_report(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    heads: tuple[str, ...],
    kept: str,
) -> None:
    """Whatever the machine speaks: each of the two is tried on a machine that speaks the other."""
    monkeypatch.setenv("GRIFFEL_LANGUAGE", "nl" if language == "en" else "en")
    place = write_case(tmp_path)
    shown = _run("report", place, "--out", tmp_path / "out", "--language", language, "--no-reword")
    assert all(head in shown for head in heads)
    assert kept in shown
    without = _run("report", place, "--out", tmp_path / "out", "--no-reword")
    assert kept not in without  # without a choice it is the language of the machine


def test_heard_cases_are_held_against_what_was_said(tmp_path: Path) -> None:
    said, heard = tmp_path / "said", tmp_path / "heard"
    said.mkdir()
    heard.mkdir()
    write_case(said)
    turns = [{"speaker": "patient", "text": text.replace("duizend", "honderd")} for text in TALK]
    place = write_case(heard, turns=turns)
    cases = read_cases(place)
    task = Task(
        cases,
        read_gold(place, cases),
        _Scribe("Paracetamol 100 mg."),
        said=read_cases(said),
        reword=False,
    )
    report = make_report(task)
    assert report.heard is not None
    assert report.heard.values.safe == Share(1, 2)
    assert report.heard.ceiling.facts == Share(2, 4)
    other = write_case(tmp_path, id="m9")
    with pytest.raises(CasesMissing):
        make_report(replace(task, said=read_cases(other)))
    shown = _run("report", place, "--said", said, "--out", tmp_path / "out", "--language", "en")
    assert "really said, or marked as unsure" in shown
    assert "Heard badly" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_the_case_to_begin_from_runs_and_has_something_in_every_part(tmp_path: Path) -> None:
    start, out = tmp_path / "start", tmp_path / "out"
    _run("start", "--out", start)
    assert (start / "README.md").is_file()
    planted = ("--planted", start / "errors.jsonl", "--paraphrases", start / "paraphrases.jsonl")
    _run("report", start / "cases", "--out", out, *planted)
    told = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert told["totals"]["recall"]["whole"] == 7
    assert told["totals"]["traps"]["whole"] == 4
    assert told["repeats_differ"] == {"part": 0, "whole": 1, "percent": 0.0}
    assert {row["flagged"]["part"] for row in told["findings"]["caught"]} == {1}
    assert {row["flagged"]["part"] for row in told["findings"]["alarms"]} == {0}


def test_the_reference_note_of_the_case_to_begin_from_scores_full_marks(tmp_path: Path) -> None:
    _run("start", "--out", tmp_path)
    (case,) = read_cases(tmp_path / "cases")
    gold = read_gold(tmp_path / "cases", (case,))[case.id]
    report = _report(tmp_path / "cases", _Scribe(*gold.reference_text.splitlines()))
    assert (report.totals.recall, report.totals.traps) == (Share(7, 7), Share(0, 4))
    assert report.values.unsaid.part == 0


def test_starting_again_overwrites_nothing(tmp_path: Path) -> None:
    _run("start", "--out", tmp_path)
    mine = tmp_path / "cases" / "t01.json"
    mine.write_text("mine", encoding="utf-8")
    ran = CliRunner().invoke(commands, ["start", "--out", str(tmp_path)])
    assert ran.exit_code == 1
    assert mine.read_text(encoding="utf-8") == "mine"


def test_nothing_said_or_written_is_in_the_report(tmp_path: Path) -> None:
    turns = [{"speaker": "patient", "text": f"{text} {SENTINEL}."} for text in TALK]
    facts = [{"id": "f1", "type": "symptom", "must_contain": [[SENTINEL]], "value": SENTINEL}]
    write_case(tmp_path, turns=turns, facts=facts, reference_note={"S": [SENTINEL]})
    out = tmp_path / "out"
    _run("report", tmp_path / "m1.json", "--out", out)
    kept = [file.read_text(encoding="utf-8") for file in out.iterdir()]
    assert len(kept) == 2
    assert all(SENTINEL.split()[0] not in text for text in kept)
    assert "m1" in kept[0]  # positive control: what it may name is there


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    """Sets come out in another order there, and nothing of the report may hang on that."""
    (tmp_path / "cases").mkdir()
    write_case(tmp_path / "cases")
    kept = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "desktop", "bench", "report", "cases", "--out", seed]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)  # noqa: S603
        kept.append([(out / name).read_bytes() for name in ("report.html", "report.json")])
    assert kept[0] == kept[1]


@pytest.mark.bench
def test_the_development_conversations_make_a_report(tmp_path: Path, bench: Path) -> None:
    dutch = bench / "dutch"
    _run("report", dutch / "cases", "--out", tmp_path, "--no-reword")
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert told["totals"]["recall"]["whole"] == 447
    assert told["totals"]["recall"]["percent"] > 60
