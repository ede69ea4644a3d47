"""One fact: a drug with its dose, a value, a complaint, a plan, as somebody stated it."""

from dataclasses import dataclass
from typing import Literal

from asr.transcript import Speaker, UtteranceId

FactKind = Literal[
    "drug",
    "vital",
    "lab",
    "number",
    "symptom",
    "allergy",
    "history",
    "examination",
    "commitment",
    "safety_net",
    "duration",
    "social",
    "identifier",
    "instruction",
]
Polarity = Literal["present", "absent", "unknown"]
Experiencer = Literal["patient", "family", "other"]
Status = Literal["current", "stopped", "planned", "hypothetical", "old"]
Side = Literal["", "left", "right", "both"]


@dataclass(frozen=True)
class Fact:
    """One thing stated, with the utterances it comes from (a question and its answer are two)."""

    kind: FactKind
    name: str  # canonical: the INN, the symptom's lemma, the vital's short name
    said: str  # the words, as in the text
    evidence: tuple[UtteranceId, ...] = ()
    value: str = ""  # canonical number: "37,8", "120/80", "500"
    unit: str = ""
    frequency: str = ""  # canonical: "3dd", "1x/wk", "zn"
    duration: str = ""  # canonical: "7 d", "3 wk"
    route: str = ""
    polarity: Polarity = "present"
    experiencer: Experiencer = "patient"
    status: Status = "current"
    side: Side = ""
    probability: float = 1.0  # of the least sure word it rests on
    relation: str = ""  # whose, when not the patient's: mother, brother, ...
    speaker: Speaker = "unknown"  # who said it (of a question and its answer: who answered)
