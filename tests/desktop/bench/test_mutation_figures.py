"""Mistakes put into notes are counted as found only when a finding points at them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from asr.transcript import UtteranceId
from desktop.bench.cases import read_cases
from desktop.bench.mutation import KINDS
from desktop.bench.mutation_figures import Checker, MutationFigures, mutation_figures
from desktop.bench.notes import write_notes
from desktop.bench.share import Share
from summarize.conversation import Conversation
from summarize.findings import findings
from summarize.note import Finding
from summarize.summarize import find_writer
from tests.desktop.bench.made import read_case

_TURNS = (
    ("clinician", "Vertelt u eens."),
    ("patient", "Drie dagen pijn in mijn linker knie. Ik slik metoprolol, vijftig milligram."),
    ("clinician", "Heeft u koorts?"),
    ("patient", "Nee hoor."),
    ("clinician", "De linker knie is gezwollen. Over twee weken belt u mij."),
)  # fmt: skip


def _figures(tmp_path: Path, check: Checker) -> MutationFigures:
    turns = [{"speaker": who, "text": text} for who, text in _TURNS]
    case, _ = read_case(tmp_path, turns=turns, facts=[], traps=[])
    written = list(write_notes((case,), find_writer("extract")))
    return mutation_figures((case,), written, 1, check)


def _blind(*_: object) -> Iterable[Finding]:
    return ()


def _points_elsewhere(
    text: str, evidence: Sequence[UtteranceId], said: Conversation
) -> Iterable[Finding]:
    """Objects to every wrong statement, and never says what is wrong with it."""
    if findings(text, evidence, said):
        yield Finding(kind="number", severity="must_see", written="elders")
        yield Finding(kind="no_evidence", severity="look", written=text)


def _alarmed(text: str, *_: object) -> Iterable[Finding]:
    yield Finding(kind="number", severity="must_see", written=text)


def test_the_findings_point_at_the_mistakes(tmp_path: Path) -> None:
    figures = _figures(tmp_path, findings)
    assert [row.name for row in figures.kinds] == list(KINDS)
    assert all(row.share.whole for row in figures.kinds)
    assert figures.untouched.part == 0
    assert figures.found.percent >= 80


@pytest.mark.parametrize("check", [_blind, _points_elsewhere])
def test_a_check_that_points_at_nothing_scores_nothing(tmp_path: Path, check: Checker) -> None:
    figures = _figures(tmp_path, check)
    assert figures.found.part == 0
    assert figures.found.whole == _figures(tmp_path, findings).found.whole


def test_a_check_that_always_objects_is_seen_and_finds_nothing(tmp_path: Path) -> None:
    figures = _figures(tmp_path, _alarmed)
    assert figures.untouched.part == figures.untouched.whole > 0
    assert figures.found == Share()


@pytest.mark.bench
@pytest.mark.parametrize("seed", [1, 2])
def test_four_of_five_mistakes_in_the_development_notes_are_found(bench: Path, seed: int) -> None:
    cases = read_cases(bench / "dutch" / "cases")
    written = list(write_notes(cases, find_writer("extract")))
    figures = mutation_figures(cases, written, seed)
    assert {row.name: row.share.percent >= 80 for row in figures.kinds} == dict.fromkeys(
        KINDS, True
    )
    assert figures.found.whole > 700
    assert figures.untouched.percent <= 4
