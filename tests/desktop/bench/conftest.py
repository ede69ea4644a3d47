"""A tiny case set of our own, written anew for each test."""

import json
from pathlib import Path

import pytest

VISIT = {
    "id": "v1",
    "language": "nl",
    "template": "soep",
    "turns": [
        {"id": 1, "speaker": "clinician", "text": "Waar kan ik u mee helpen?"},
        {
            "id": 2,
            "speaker": "patient",
            "text": "Ik heb al drie dagen keelpijn en ik slik paracetamol.",
        },
        {"id": 3, "speaker": "clinician", "text": "We wachten een week af en dan belt u mij."},
    ],
    "facts": [{"type": "symptom", "value": "keelpijn"}],
}
SILENT = {
    "id": "v2",
    "language": "nl",
    "turns": [{"id": 1, "speaker": "patient", "text": " "}],
}
CLINIC = {
    "id": "c-1",
    "language": "en",
    "turns": [
        {"speaker": "doctor", "text": "What brings you in?", "start": 0.5, "end": 1.5},
        {"speaker": "guest_family", "text": "She has had a cough for two weeks now."},
        {"speaker": "porter", "text": "Excuse me, wrong room, I am terribly sorry."},
    ],
    "reference": {"full": "Cough."},
}


@pytest.fixture
def cases_folder(tmp_path: Path) -> Path:
    """Two Dutch cases in files of their own and one English line."""
    folder = tmp_path / "cases"
    folder.mkdir()
    for case in (VISIT, SILENT):
        (folder / f"{case['id']}.json").write_text(json.dumps(case), encoding="utf-8")
    (folder / "english.jsonl").write_text(json.dumps(CLINIC) + "\n\n", encoding="utf-8")
    (folder / "README.md").write_text("not a case", encoding="utf-8")
    return folder
