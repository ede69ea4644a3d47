"""Omissions: what was said and is not in the note, and nothing when it is."""

from summarize.note import Note, Report, Section, Statement, StatementId
from summarize.omissions import omissions
from tests.summarize.conversations import ids, talk

VISIT = talk(
    ("patient", "Ik heb pijn op de borst. Ik ben allergisch voor penicilline."),
    ("patient", "Ik slik metoprolol, vijftig milligram."),
    ("clinician", "Ik verwijs u naar de cardioloog."),
    ("clinician", "Als u flauwvalt, belt u meteen."),
    ("patient", "Mijn broer slikt ramipril."),
)


def note(*texts: str, template: str = "soep") -> Note:
    statements = tuple(
        Statement(id=StatementId(f"s{number}"), text=text) for number, text in enumerate(texts)
    )
    section = Section(key="S", statements=statements)
    return Note(
        template=template, language="nl", writer="test", reports=(Report(sections=(section,)),)
    )


def test_an_empty_note_leaves_out_the_dangerous_first() -> None:
    found = omissions(note(), VISIT)
    assert [one.kind for one in found] == ["allergy", "drug", "symptom", "commitment", "safety_net"]
    assert found[0].sentence == "Allergie: penicilline."
    assert found[1].sentence == "Metoprolol 50 mg."
    assert found[1].said_in == ids(2)
    assert [one.section for one in found] == ["S", "S", "S", "P", "P"]


def test_a_full_note_leaves_nothing_out() -> None:
    full = note(
        "POB. Allergie penicilline.",
        "Metoprolol 50 mg.",
        "Verwijzing cardioloog. Bellen bij flauwvallen.",
    )
    assert omissions(full, VISIT) == ()


def test_a_drug_without_its_dose_is_an_omission_of_the_dose() -> None:
    found = omissions(note("Metoprolol."), VISIT)
    assert "dose" in [one.kind for one in found]
    assert "drug" not in [one.kind for one in found]


def test_a_relative_s_drug_is_none() -> None:
    assert all("amipril" not in one.sentence for one in omissions(note(), VISIT))


def test_two_of_one_kind_in_one_sentence_keep_keys_of_their_own() -> None:
    said = talk(
        ("clinician", "Bent u ergens allergisch voor?"),
        ("patient", "Ja, ik ben allergisch voor penicilline en voor ibuprofen."),
    )
    both = {one.sentence: one.key for one in omissions(note(), said) if one.kind == "allergy"}
    assert len(both) == len(set(both.values())) == 2
    one_left = omissions(note("Allergie: penicilline."), said)
    assert [one.key for one in one_left] == [both["Allergie: ibuprofen."]]


def test_english_sentences_speak_english() -> None:
    said = talk(
        ("clinician", "Are you allergic to any medicines?"),
        ("patient", "Yes, to penicillin. And I take morphine, half a gram, once a day."),
        language="en",
    )
    empty = note(template="soap").model_copy(update={"language": "en"})
    sentences = [one.sentence for one in omissions(empty, said)]
    assert sentences == ["Allergy: penicillin.", "Morphine 0.5 g 1x/day."]


def test_an_allergy_that_the_note_names_is_none() -> None:
    said = talk(("patient", "Ik ben allergisch voor noten en latex."))
    assert omissions(note("Allergie: noten, latex."), said) == ()
    left = omissions(note("Allergie: noten."), said)
    assert [one.sentence for one in left] == ["Allergie: latex."]
