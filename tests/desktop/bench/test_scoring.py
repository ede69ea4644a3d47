"""The score falls with every mistake in a note, and agrees with a scorer we did not write."""

import importlib.util
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from desktop.bench.cases import read_cases
from desktop.bench.gold import read_gold
from desktop.bench.notes import NeutralNote, NeutralStatement, save_note, write_notes
from desktop.bench.report_figures import Totals, totals
from desktop.bench.scoring import CaseScore, score
from summarize.summarize import find_writer
from tests.desktop.bench.made import RIGHT, note, read_case

_Note = Mapping[str, Sequence[tuple[str, Sequence[int]]]]


def _score(tmp_path: Path, sections: _Note = RIGHT, **fields: object) -> CaseScore:
    case, gold = read_case(tmp_path, **fields)
    return score(case, gold, note(sections))


def test_nothing_is_wrong_with_the_right_note(tmp_path: Path) -> None:
    right = _score(tmp_path, reference_note={"S": ["Drie woorden lang.", "En nog drie."]})
    assert right.found == right.placed == {"f1", "f2", "f3", "f4"}
    assert right.cited == right.cited_right == {"f1", "f3", "f4"}  # f2 names no turns
    assert right.fired == frozenset()
    assert (right.recall.percent, right.critical.whole) == (100.0, 2)
    assert (right.without_evidence, right.unknown_turns) == (0, 0)
    assert (right.words, right.reference_words) == (15, 6)


@pytest.mark.parametrize(
    ("sections", "lost"),
    [
        ({**RIGHT, "S": [("3 dgn hoest, koorts.", [2])]}, {"f2", "f3"}),
        ({**RIGHT, "S": [("Geen hoest, geen koorts.", [2])]}, {"f1", "f3"}),
        ({**RIGHT, "P": []}, {"f4"}),
        ({**RIGHT, "S": [("Hoest, geen koorts, paracetamol 500 mg.", [2])]}, {"f3"}),
        ({"S": [("Bel bij hoest of geen koorts.", [2])]}, {"f1", "f2", "f3"}),
        ({}, {"f1", "f2", "f3", "f4"}),
    ],
)
def test_a_wrong_note_holds_less(tmp_path: Path, sections: _Note, lost: set[str]) -> None:
    everything = _score(tmp_path).found
    assert everything - _score(tmp_path, sections).found == lost


def test_a_fact_in_another_section_is_found_and_out_of_place(tmp_path: Path) -> None:
    moved = _score(tmp_path, {**RIGHT, "O": [*RIGHT["P"]], "P": []})
    assert moved.found - moved.placed == {"f4"}


def test_traps_fire_on_what_was_denied_or_never_said(tmp_path: Path) -> None:
    assert _score(tmp_path, {"S": [("Hoest en koorts.", [2])]}).fired == {"v1"}
    assert _score(tmp_path, {"P": [("Amoxicilline gestart.", [5])]}).fired == {"v2"}


def test_evidence_that_is_missing_or_points_elsewhere_is_counted(tmp_path: Path) -> None:
    elsewhere = _score(tmp_path, {"S": [("Hoest.", [5]), ("Geen koorts.", []), ("Bel.", [99])]})
    assert elsewhere.cited - elsewhere.cited_right == {"f1", "f4"}
    assert (elsewhere.without_evidence, elsewhere.unknown_turns) == (1, 1)


# --- beside the scorer that came with the development set


@pytest.fixture(scope="session")
def other_scorer(bench: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", bench / "dutch" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _extract(bench: Path) -> Iterator[NeutralNote]:
    cases = read_cases(bench / "dutch" / "cases")
    return (written.note for written in write_notes(cases, find_writer("extract")))


def _kept(name: str) -> Callable[[Path], Iterator[NeutralNote]]:
    def notes(bench: Path) -> Iterator[NeutralNote]:
        for file in sorted((bench / "dutch" / "notes" / name).glob("*.json")):
            yield NeutralNote.model_validate_json(file.read_bytes())

    return notes


def _planted(bench: Path) -> Iterator[NeutralNote]:
    """The reference notes with every third statement in the form that has a mistake."""
    wrong: dict[tuple[str, str], str] = {}
    planted = bench / "dutch" / "planted" / "errors.jsonl"
    for line in planted.read_text(encoding="utf-8").splitlines()[::3]:
        row = json.loads(line)
        wrong[row["case_id"], row["original"]] = row["corrupted"]
    for right in _kept("reference")(bench):
        sections = {
            key: tuple(
                NeutralStatement(
                    text=wrong.get((right.case_id, s.text), s.text), evidence=s.evidence
                )
                for s in statements
            )
            for key, statements in right.sections.items()
        }
        yield right.model_copy(update={"sections": sections})


def _ours(bench: Path, notes: Sequence[NeutralNote]) -> Totals:
    place = bench / "dutch" / "cases"
    cases = {case.id: case for case in read_cases(place)}
    gold = read_gold(place, cases.values())
    return totals("all", [score(cases[n.case_id], gold[n.case_id], n) for n in notes])


def _theirs(scorer: ModuleType, bench: Path, folder: Path) -> dict[str, float]:
    out = folder / "out" / "scores.json"
    out.parent.mkdir()
    cases = str(bench / "dutch" / "cases")
    assert scorer.main([str(folder), "--cases", cases, "--json", str(out)]) == 0
    scores: dict[str, float] = json.loads(out.read_text(encoding="utf-8"))["summary"]["all"]
    return scores


@pytest.mark.bench
@pytest.mark.parametrize(
    "notes",
    [_extract, _kept("reference"), _kept("verbatim"), _planted],
    ids=["extract", "reference", "verbatim", "planted"],
)
def test_agrees_with_the_scorer_of_the_development_set(
    notes: Callable[[Path], Iterator[NeutralNote]],
    bench: Path,
    other_scorer: ModuleType,
    tmp_path: Path,
) -> None:
    """Within a point where a statement is read, and exactly where only turns are counted."""
    written = list(notes(bench))
    for one in written:
        save_note(one, tmp_path)
    ours, theirs = _ours(bench, written), _theirs(other_scorer, bench, tmp_path)
    for share, name, margin in (
        (ours.recall, "recall_all", 1.0),
        (ours.critical, "recall_critical", 1.0),
        (ours.traps, "trap_error", 1.0),
        (ours.right_section, "right_section", 1.0),
        (ours.evidence_of_facts, "evidence_fact_correct", 1.0),
        (ours.evidence_of_statements, "evidence_correct", 1.0),
        (ours.without_evidence, "no_evidence", 0.0),
    ):
        assert share.percent == pytest.approx(theirs[name], abs=margin + 0.05), name
    assert ours.unknown_turns == theirs["bad_turn_ids"]
    assert ours.length == pytest.approx(theirs["length_ratio"], abs=0.02)
