"""Findings: each kind on a wrong statement, and none on the right one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.transcript import Transcript
from summarize.conversation import read
from summarize.findings import findings
from tests.summarize.conversations import ids, talk

VISIT = talk(
    ("patient", "Ik heb sinds drie weken pijn in mijn linker knie."),
    ("clinician", "Heeft u koorts gehad?"),
    ("patient", "Nee hoor. Mijn moeder heeft wel reuma."),
    ("clinician", "Wat slikt u?"),
    ("patient", "Metoprolol, vijftig milligram, twee keer per dag. Met amlodipine ben ik gestopt."),
    ("patient", "En simvastatine, veertig, eh nee, twintig milligram."),
    ("clinician", "De bloeddruk is honderddertig over tachtig. De linker knie is gezwollen."),
    ("clinician", "U krijgt naproxen, vijfhonderd milligram, twee keer per dag, een week."),
    ("clinician", "Ik maak een röntgenfoto. Als u koorts krijgt, belt u meteen."),
)
SAID = read(VISIT)

RIGHT = [
    ("Sinds 3 wk pijn li knie.", (1,)),
    ("Geen koorts. Moeder reuma.", (2, 3)),
    ("Metoprolol 50 mg 2dd, amlodipine gestopt.", (5,)),
    ("Simvastatine 20 mg.", (6,)),
    ("RR 130/80. Knie li gezwollen.", (7,)),
    ("Naproxen 2dd500 mg, 1 wk.", (8,)),
    ("X-foto. Bellen bij koorts.", (9,)),
]

WRONG = [
    ("Sinds 5 wk pijn li knie.", (1,), "number"),
    ("Sinds 3 mnd pijn li knie.", (1,), "unit"),
    ("Sinds 3 wk pijn re knie.", (1,), "side"),
    ("Koorts. Moeder reuma.", (2, 3), "negation"),
    ("Geen koorts. Bekend met reuma.", (2, 3), "experiencer"),
    ("Geen koorts. Vader reuma.", (2, 3), "experiencer"),
    ("Metoprolol 100 mg 2dd.", (5,), "dose"),
    ("Metoprolol 50 mcg 2dd.", (5,), "unit"),
    ("Metoprolol 50 mg 3dd.", (5,), "frequency"),
    ("Metformine 50 mg 2dd.", (5,), "drug"),
    ("Metoprolol 50 mg 2dd, amlodipine.", (5,), "old_value"),
    ("Simvastatine 40 mg.", (6,), "old_value"),
    ("RR 150/80.", (7,), "number"),
    ("Naproxen 2dd500 mg en omeprazol.", (8,), "drug"),
    ("X-foto en MRI.", (9,), "invention"),
    ("Knie li gezwollen, crepitaties.", (7,), "examination"),
]


def kinds(text: str, evidence: tuple[int, ...], said: Transcript = VISIT) -> set[str]:
    return {one.kind for one in findings(text, ids(*evidence), said)}


@pytest.mark.parametrize(("text", "evidence"), RIGHT)
def test_a_statement_that_says_what_was_said_has_no_finding(
    text: str, evidence: tuple[int, ...]
) -> None:
    assert findings(text, ids(*evidence), SAID) == ()


@pytest.mark.parametrize(("text", "evidence", "kind"), WRONG)
def test_a_wrong_statement_is_found_by_its_kind(
    text: str, evidence: tuple[int, ...], kind: str
) -> None:
    assert kind in kinds(text, evidence)


def test_a_finding_names_both_words_and_where_they_were_said() -> None:
    (found,) = findings("Metoprolol 100 mg 2dd.", ids(5), SAID)
    assert found.written == "100 mg"
    assert found.said == "vijftig milligram"
    assert found.said_in == ids(5)
    assert found.severity == "must_see"


def test_a_statement_without_evidence_is_marked_and_still_checked() -> None:
    assert kinds("Metoprolol 50 mg 2dd.", ()) == {"no_evidence"}
    assert "dose" in kinds("Metoprolol 75 mg 2dd.", ())


def test_an_utterance_that_does_not_exist_is_no_evidence() -> None:
    assert "no_evidence" in kinds("Metoprolol 50 mg 2dd.", (99,))


def test_words_heard_with_doubt_are_marked_unsure() -> None:
    spoken = "Ik slik metoprolol vijftig milligram."
    doubted = talk(("patient", spoken), unsure=["metoprolol"])
    assert "unsure" in kinds("Metoprolol 50 mg.", (1,), doubted)
    assert kinds("Metoprolol 50 mg.", (1,), talk(("patient", spoken))) == set()


def test_a_misheard_drug_is_suggested_by_its_sound() -> None:
    said = talk(("patient", "Ik slik metropolol."))
    found = findings("Metoprolol.", ids(1), said)
    assert [(one.kind, one.suggestion) for one in found] == [("unsure", "metoprolol")]


def test_words_before_a_dose_that_sound_like_a_drug_are_unsure() -> None:
    said = talk(("patient", "Ik slik met op rol, vijftig milligram."))
    found = findings("Met op rol 50 mg.", ids(1), said)
    assert [(one.kind, one.suggestion) for one in found] == [("unsure", "metoprolol")]
    plain = talk(("patient", "Ik drink goed, vijftig milliliter."))
    assert kinds("Drinkt goed 50 ml.", (1,), plain) == set()


def test_english_statements_are_checked_the_same_way() -> None:
    said = talk(
        ("patient", "My left shoulder hurts. I take ibuprofen, four hundred, three times a day."),
        ("clinician", "Any fever?"),
        ("patient", "No."),
        language="en",
    )
    assert kinds("Left shoulder pain, ibuprofen 400 mg tds, no fever.", (1, 2, 3), said) == set()
    assert "side" in kinds("Right shoulder pain.", (1,), said)
    assert "negation" in kinds("Fever.", (2, 3), said)
    assert "frequency" in kinds("Ibuprofen 400 mg bd.", (1,), said)


_SPOKEN = {
    2: "twee",
    3: "drie",
    5: "vijf",
    10: "tien",
    20: "twintig",
    25: "vijfentwintig",
    40: "veertig",
    50: "vijftig",
    80: "tachtig",
    100: "honderd",
}
_DRUGS = ("metoprolol", "ramipril", "pravastatine", "losartan", "omeprazol", "furosemide")
_SYMPTOMS = ("koorts", "hoofdpijn", "diarree", "keelpijn", "oorpijn", "misselijkheid")


@given(
    drug=st.sampled_from(_DRUGS),
    dose=st.sampled_from(sorted(_SPOKEN)),
    other=st.sampled_from(sorted(_SPOKEN)),
)
def test_a_changed_dose_is_found_and_the_right_one_is_not(drug: str, dose: int, other: int) -> None:
    said = talk(("patient", f"Ik slik {drug}, {_SPOKEN[dose]} milligram."))
    assert bool(kinds(f"{drug} {other} mg.", (1,), said)) == (other != dose)


@given(
    symptom=st.sampled_from(_SYMPTOMS),
    reply=st.sampled_from(["Ja.", "Nee.", "Nee hoor.", "Ja, klopt."]),
    denied=st.booleans(),
)
def test_a_turned_denial_is_found_and_the_right_one_is_not(
    symptom: str, reply: str, denied: bool
) -> None:
    said = talk(("clinician", f"Heeft u {symptom}?"), ("patient", reply))
    text = f"Geen {symptom}." if denied else f"{symptom.capitalize()}."
    assert bool(kinds(text, (1, 2), said)) == (denied != reply.startswith("Nee"))


@given(
    part=st.sampled_from(["knie", "schouder", "enkel", "elleboog", "heup"]),
    side=st.sampled_from(["linker", "rechter"]),
    noted=st.sampled_from(["li", "re"]),
)
def test_a_changed_side_is_found_and_the_right_one_is_not(part: str, side: str, noted: str) -> None:
    said = talk(("patient", f"Ik heb pijn in mijn {side} {part}."))
    same = side[0] == noted[0]
    assert bool(kinds(f"Pijn {part} {noted}.", (1,), said)) == (not same)
