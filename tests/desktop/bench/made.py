"""Cases, gold and notes made in a test, a line each."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from asr.transcript import UtteranceId
from desktop.bench.cases import Case, read_cases
from desktop.bench.gold import Gold, read_gold
from desktop.bench.notes import NeutralNote, NeutralStatement

TALK = (
    "Goedemorgen, vertelt u eens.",
    "Ik heb drie dagen hoest en ik slik paracetamol, duizend milligram.",
    "Heeft u koorts?",
    "Nee hoor.",
    "Ik luister naar de longen. Ik hoor geen piepen. Ik denk aan bronchitis, over een week bellen.",
)
FACTS = (
    {"id": "f1", "type": "symptom", "must_contain": [["hoest"]], "critical": True, "turns": [2]},
    {"id": "f2", "type": "symptom", "must_contain": [["koorts"]], "polarity": "absent"},
    {
        "id": "f3",
        "type": "medication",
        "must_contain": [["paracetamol", "pcm"], ["1000"]],
        "critical": True,
        "sections_ok": ["S"],
        "turns": [2],
    },
    {"id": "f4", "type": "plan", "must_contain": [["bel"]], "sections_ok": ["P"], "turns": [5]},
)
TRAPS = (
    {"id": "v1", "kind": "negation", "must_not_contain": [["koorts"]], "asserted_only": True},
    {"id": "v2", "kind": "invention", "must_not_contain": [["antibiotic*", "amoxicilline"]]},
)
# A note that a scorer must find nothing wrong with.
RIGHT: Mapping[str, Sequence[tuple[str, Sequence[int]]]] = {
    "S": [("3 dgn hoest. Geen koorts.", [2, 3, 4]), ("Paracetamol 1000 mg.", [2])],
    "O": [("Geen piepen.", [5])],
    "E": [("Bronchitis.", [5])],
    "P": [("Belt over 1 week.", [5])],
}


def document(**fields: object) -> dict[str, object]:
    """A case file: a Dutch visit with four facts and two traps, unless other fields are given."""
    speakers = ("clinician", "patient", "clinician", "patient", "clinician")
    turns = [{"speaker": who, "text": text} for who, text in zip(speakers, TALK, strict=True)]
    case = {"id": "m1", "language": "nl", "turns": turns, "facts": FACTS, "traps": TRAPS}
    return {**case, **fields}


def write_case(folder: Path, **fields: object) -> Path:
    """The same in a file of its own, under its id."""
    made = document(**fields)
    file = folder / f"{made['id']}.json"
    file.write_text(json.dumps(made), encoding="utf-8")
    return file


def read_case(folder: Path, **fields: object) -> tuple[Case, Gold]:
    """The same, read back."""
    file = write_case(folder, **fields)
    (case,) = read_cases(file)
    return case, read_gold(file, (case,))[case.id]


def note(sections: Mapping[str, Sequence[tuple[str, Sequence[int]]]] = RIGHT) -> NeutralNote:
    """A note of these statements with their evidence."""
    return NeutralNote(
        case_id="m1",
        sections={
            key: tuple(
                NeutralStatement(text=text, evidence=tuple(map(UtteranceId, evidence)))
                for text, evidence in statements
            )
            for key, statements in sections.items()
        },
    )
