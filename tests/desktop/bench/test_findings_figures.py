"""Mistakes caught and false alarms, by kind, from a file of each."""

from pathlib import Path

from desktop.bench.findings import StatementRow
from desktop.bench.findings_figures import findings_figures
from desktop.bench.share import Share
from tests.desktop.bench.made import read_case

_ROWS = (
    {"original": "Hoest 3 dgn.", "corrupted": "Hoest 9 dgn.", "error": "number", "made": "hand"},
    {"original": "Hoest 3 dgn.", "corrupted": "Hoest 8 dgn.", "error": "number", "made": "rule"},
    {"original": "Hoest 3 dgn.", "paraphrase": "3 dgn hoest."},
    {"text": "Hoest 7 dgn."},
)


def test_caught_and_false_alarms_stand_apart(tmp_path: Path) -> None:
    case, _ = read_case(tmp_path)
    rows = [
        StatementRow.model_validate({"id": str(n), "case_id": "m1", "evidence": [2], **row})
        for n, row in enumerate(_ROWS)
    ]
    figures = findings_figures(rows, (case,))
    assert [(one.name, one.made, one.flagged) for one in figures.caught] == [
        ("number", "hand", Share(1, 1)),
        ("number", "rule", Share(1, 1)),
    ]
    alarms = {one.name: one for one in figures.alarms}
    assert alarms["paraphrases"].flagged == Share(0, 1)
    assert alarms["originals"].flagged == Share(0, 1)  # once, though two were made of it
    assert alarms["texts"].flagged == Share(1, 1)  # a wrong one, to show that alarms are counted
    assert [(row.name, row.share) for row in alarms["texts"].kinds] == [("number", Share(1, 1))]
