"""Values nobody said are counted, and those said in other words are not."""

from pathlib import Path

import pytest

from desktop.bench.cases import read_cases
from desktop.bench.gold import read_gold
from desktop.bench.notes import write_notes
from desktop.bench.said_values import ValueScore, score_values, values_of
from desktop.bench.share import Share
from summarize.summarize import find_writer
from tests.desktop.bench.made import note, read_case


def _values(tmp_path: Path, text: str, *said: str, reference: str = "") -> ValueScore:
    turns = [{"speaker": "patient", "text": one} for one in said]
    case, _ = read_case(tmp_path, turns=turns, facts=[], traps=[])
    return score_values(case, note({"S": [(text, [1])]}), reference)


_SAID = (
    "Ik slik paracetamol, duizend milligram, drie keer per dag.",
    *["Ja, precies."] * 8,
    "En metoprolol, vijfentwintig milligram. Het kostte vijf euro vijftig, anderhalve week terug.",
)


@pytest.mark.parametrize(
    "text",
    [
        "Paracetamol 1000 mg 3dd.",
        "Metoprolol 25 mg.",
        "Kosten 5,50.",
        "1,5 wk geleden.",
    ],
)
def test_what_was_said_is_not_unsaid(tmp_path: Path, text: str) -> None:
    assert _values(tmp_path, text, *_SAID).unsaid.part == 0


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("Ibuprofen.", Share(1, 1)),
        ("Paracetamol 999 mg.", Share(1, 2)),
        ("Paracetamol 25 mg.", Share(1, 2)),  # the dose of the other drug
        ("RR 140/90.", Share(2, 2)),
        ("Metoprolol 25 mg, 4dd.", Share(1, 3)),
    ],
)
def test_what_nobody_said_is_counted_once(tmp_path: Path, text: str, unsaid: Share) -> None:
    assert _values(tmp_path, text, *_SAID).unsaid == unsaid


def test_of_a_reference_only_what_was_said_counts(tmp_path: Path) -> None:
    said = ("Ik heb hoest en geen koorts, en ik neem 2 keer paracetamol.",)
    reference = "Hoest, geen koorts. Paracetamol 2dd. Bekend met astma, insuline 40."
    held = _values(tmp_path, "Hoest, geen koorts. Paracetamol 2dd.", *said, reference=reference)
    assert (held.reference_drugs, held.reference_numbers) == (Share(1, 1), Share(1, 1))
    assert held.reference_terms == Share(2, 2)
    denied = _values(tmp_path, "Geen hoest, geen koorts.", *said, reference=reference)
    assert denied.reference_terms == Share(1, 2)


def test_values_are_the_same_however_written() -> None:
    digits, words = (note({"P": [(t, [1])]}) for t in ("25 mg.", "Vijfentwintig mg."))
    assert values_of(digits, "nl") == values_of(words, "nl") == {"25"}


@pytest.mark.bench
@pytest.mark.parametrize(("name", "count"), [("aci_bench_valid", 20), ("primock57_day1", 15)])
def test_english_visits_are_read_with_the_notes_people_wrote(
    name: str, count: int, bench: Path
) -> None:
    file = bench / "english" / f"{name}.jsonl"
    cases = read_cases(file)
    gold = read_gold(file, cases)
    assert len(cases) == count
    written = list(write_notes(cases[:4], find_writer("extract")))
    scores = [
        score_values(case, one.note, gold[case.id].reference_text)
        for case, one in zip(cases, written, strict=False)
    ]
    whole = sum(scores, ValueScore())
    assert whole.reference_terms.whole > 20
    assert whole.numbers_unsaid.whole > 10
