"""A denial that came or went is found, whatever it is about; one that was said is left alone."""

import pytest

from summarize.conversation import read
from summarize.findings import findings
from tests.summarize.conversations import ids, talk

VISIT = read(
    talk(
        ("clinician", "Eet u vlees?"),
        ("patient", "Nee, al een jaar niet meer. Vis wel, die vind ik lekker."),
        ("patient", "De buurman gaf me een zalfje, maar dat heb ik niet durven smeren."),
        ("patient", "Ik kon het laken er niet op velen. Ik werk in een bakkerij."),
        ("clinician", "Bent u ergens allergisch voor?"),
        ("other", "Hij niet. Ik ben allergisch voor noten."),
        ("clinician", "U mag douchen, geen pleister erop. Over zes, eh nee, acht weken belt u."),
        ("clinician", "U kunt misschien later een spuit krijgen."),
        ("patient", "Ik heb het sinds dinsdag."),
    )
)  # fmt: skip

RIGHT = [
    ("Eet geen vlees. Vis wel.", (1, 2)),
    ("Zalfje van buurman niet gesmeerd.", (3,)),
    ("Kon laken niet op velen. Werkt in bakkerij.", (4,)),
    ("Niet allergisch.", (5, 6)),
    ("Douchen mag, geen pleister. Belt over 8 wk.", (7,)),
    ("Nog geen spuit.", (8,)),
    ("Geen kippenvel.", (4,)),  # another word for what was said, for all anybody knows
]

WRONG = [
    ("Eet vlees.", (1, 2), "vlees"),
    ("Kon laken op velen.", (4,), "laken op velen"),
    ("Werkt niet in bakkerij.", (4,), "bakkerij"),
    ("Niet douchen, geen pleister.", (7,), "douchen"),
    ("Pleister erop.", (7,), "Pleister"),
    ("Niet sinds dinsdag.", (9,), "dinsdag"),
    ("Geen koorts.", (8,), "koorts"),
]


@pytest.mark.parametrize(("text", "evidence"), RIGHT)
def test_a_denial_that_was_said_is_left_alone(text: str, evidence: tuple[int, ...]) -> None:
    assert findings(text, ids(*evidence), VISIT) == ()


@pytest.mark.parametrize(("text", "evidence", "written"), WRONG)
def test_a_denial_that_came_or_went_is_found(
    text: str, evidence: tuple[int, ...], written: str
) -> None:
    found = findings(text, ids(*evidence), VISIT)
    assert [(one.kind, one.written) for one in found] == [("negation", written)]


def test_one_mistake_gives_one_finding() -> None:
    said = read(talk(("clinician", "Heeft u erge hoofdpijn?"), ("patient", "Ja, heel erg.")))
    assert len(findings("Geen erge hoofdpijn.", ids(1, 2), said)) == 1


def test_english_is_checked_the_same_way() -> None:
    said = read(
        talk(
            ("patient", "I can't lift the kettle. I still enjoy painting."),
            language="en",
        )
    )
    assert findings("Can't lift kettle. Enjoys painting.", ids(1), said) == ()
    assert [f.kind for f in findings("Can lift kettle.", ids(1), said)] == ["negation"]
    assert {f.kind for f in findings("Not enjoy painting.", ids(1), said)} == {"negation"}


def test_a_no_denies_the_complaint_and_not_its_place_or_its_condition() -> None:
    said = read(
        talk(
            ("clinician", "Any pain in the foot?"),
            ("patient", "No. It is numb."),
            ("clinician", "Are you aware of any heart problems?"),
            ("patient", "I don't think so."),
            language="en",
        )
    )
    assert findings("Numbness in the foot.", ids(1, 2), said) == ()
    assert findings("No heart problems.", ids(3, 4), said) == ()
    assert [f.kind for f in findings("Heart problems.", ids(3, 4), said)] == ["negation"]
