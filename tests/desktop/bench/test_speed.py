"""The long conversation is as long as asked, and everything that is promised is timed."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from desktop.bench.errors import CasesTooFew
from desktop.bench.memory import most_memory
from desktop.bench.speed import long_talk, measure_speed
from desktop.commands.bench import bench as commands
from summarize.summarize import find_writer
from tests.desktop.bench.made import read_case, write_case


def test_cases_follow_each_other_until_the_time_is_full(tmp_path: Path) -> None:
    case, _ = read_case(tmp_path)
    talk, used = long_talk((case,), minutes=1)
    words = sum(len(one.text.split()) for one in talk.utterances)
    assert 150 <= words < 150 + 20  # the turn that fills it is whole
    assert used == -(-len(talk.utterances) // 5) == 5
    assert [one.id for one in talk.utterances] == list(range(1, len(talk.utterances) + 1))
    assert all(a.end == b.start for a, b in zip(talk.utterances, talk.utterances[1:], strict=False))


def test_draft_edits_and_memory_are_measured(tmp_path: Path) -> None:
    case, _ = read_case(tmp_path)
    speed = measure_speed((case,), "nl", 1, find_writer("extract"))
    assert (speed.edits, speed.times_used) == (60, 5)
    assert speed.draft_first > 0
    assert 0 < speed.recheck_median <= speed.recheck_p95 <= speed.recheck_slowest
    assert speed.statements > 0


def test_calls_and_other_languages_do_not_count(tmp_path: Path) -> None:
    visit, _ = read_case(tmp_path)
    call, _ = read_case(tmp_path, id="c1", template="call")
    writer = find_writer("extract")
    with pytest.raises(CasesTooFew):
        measure_speed((visit, call), "en", 1, writer)
    with pytest.raises(CasesTooFew):
        measure_speed((call,), "nl", 1, writer)
    assert measure_speed((visit, call), "nl", 1, writer).turns


def test_memory_counts_what_a_process_takes() -> None:
    if most_memory() is None:
        pytest.skip("this machine does not tell")
    code = (
        "from desktop.bench.memory import most_memory as most\n"
        "before = most(); held = b'x' * 100_000_000; print(most() - before)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert 90 < float(ran.stdout) < 110


def test_command_prints_targets_beside_what_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIFFEL_LANGUAGE", "en")
    write_case(tmp_path)
    ran = CliRunner().invoke(commands, ["speed", str(tmp_path), "--minutes", "1"])
    assert ran.exit_code == 0, ran.output
    assert "check after an edit, 19 of 20 (ms)" in ran.output
    assert "used 5 times" in ran.output
