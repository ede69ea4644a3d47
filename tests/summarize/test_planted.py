"""The planted errors of the development set: how many are caught, and how many false alarms."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from asr.transcript import Transcript, Utterance
from summarize.conversation import Conversation, read
from summarize.findings import findings
from tests.summarize.conversations import SILENCE, ids

BENCH = Path(__file__).resolve().parents[2] / "../shared/bench/dutch"

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(
        not BENCH.is_dir(), reason="no development conversations beside the checkout"
    ),
]


@cache
def conversation(case: str) -> Conversation:
    data = json.loads((BENCH / "cases" / f"{case}.json").read_text(encoding="utf-8"))
    utterances = tuple(
        Utterance(id=turn["id"], speaker=turn["speaker"], start=0, end=0, text=turn["text"])
        for turn in data["turns"]
    )
    return read(Transcript(language=data["language"], utterances=utterances, coverage=SILENCE))


def rows(file: str) -> list[dict[str, object]]:
    text = (BENCH / "planted" / file).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def flagged(row: dict[str, object], field: str) -> bool:
    evidence = row["evidence"]
    assert isinstance(evidence, list)
    return bool(findings(str(row[field]), ids(*evidence), conversation(str(row["case_id"]))))


def test_hand_made_errors_are_caught() -> None:
    made = [row for row in rows("errors.jsonl") if row["made"] == "hand"]
    total = Counter(str(row["error"]) for row in made)
    caught = Counter(str(row["error"]) for row in made if flagged(row, "corrupted"))
    assert caught.total() >= 0.85 * total.total()
    for kind in ("dose_swap", "drug_swap", "laterality", "negation"):
        assert caught[kind] >= 0.8 * total[kind], kind


def test_right_statements_raise_hardly_any_alarm() -> None:
    originals = {(row["case_id"], row["original"]): row for row in rows("errors.jsonl")}
    alarms = sum(flagged(row, "original") for row in originals.values())
    assert alarms <= 0.02 * len(originals)
    paraphrases = rows("paraphrases.jsonl")
    assert sum(flagged(row, "paraphrase") for row in paraphrases) <= 0.03 * len(paraphrases)
