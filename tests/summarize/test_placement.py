"""Who says what and when decides under which heading it comes."""

from summarize.extract import Extract
from summarize.placement import Visit
from summarize.spoken import words_of
from summarize.template import find_template
from summarize.wording import wording
from tests.summarize.talks import VISIT, talk


def sections(text: str, kind: str = "soep") -> dict[str, str]:
    """The text under each heading."""
    found: dict[str, list[str]] = {}
    for line in Extract().lines(talk(text), find_template(kind, "nl")):
        found.setdefault(line.section, []).append(line.text)
    return {key: " ".join(texts) for key, texts in found.items()}


def slot(text: str, *, place: int, examined: bool = False, assessed: bool = False) -> str:
    visit = Visit(10, wording("nl"))
    visit.examined, visit.assessed = examined, assessed
    utterance = talk(f"c: {text}").utterances[0]
    return visit.slot(words_of(utterance, "nl"), place)


def test_a_patients_measurement_comes_under_history() -> None:
    found = sections(
        """
        c: Heeft u koorts?
        p: Nee, zesendertig acht vanmorgen.
        """
    )
    assert "36,8" in found["S"]
    assert "O" not in found


def test_nothing_a_patient_says_comes_under_findings() -> None:
    lines = Extract().lines(VISIT, find_template("soep", "nl"))
    patient = {u.id for u in VISIT.utterances if u.speaker == "patient"}
    assert not any(patient.intersection(line.evidence) for line in lines if line.section == "O")


def test_no_assessment_is_made_up() -> None:
    found = sections(
        """
        c: Wat is er aan de hand?
        p: Ik heb pijn in mijn knie.
        c: Ik ga u onderzoeken. De knie is gezwollen.
        p: Wat is het dan?
        c: Ik wil eerst een foto laten maken.
        """
    )
    assert "E" not in found
    assert "foto" in found["P"]


def test_a_conclusion_needs_the_second_half_or_an_examination() -> None:
    assert slot("Dit is een jichtaanval.", place=1) == ""
    assert slot("Dit is een jichtaanval.", place=1, examined=True) == "E"


def test_a_conclusion_goes_on_until_the_plan_begins() -> None:
    visit = Visit(10, wording("nl"))
    visit.examined = True
    said = talk(
        """
        c: Dit past bij een jichtaanval.
        c: Een bacteriële ontsteking lijkt me niet waarschijnlijk, u heeft geen koorts.
        c: Dus geen trombose.
        c: Geen alcohol.
        c: We kiezen colchicine.
        """
    )
    found = [visit.slot(words_of(one, "nl"), 5) for one in said.utterances]
    assert found == ["E", "E", "E", "P", "P"]


def test_talk_of_treatment_after_the_examination_is_no_finding() -> None:
    found = sections(
        """
        c: Ik meet de bloeddruk. Honderdachttien over zesenzeventig.
        p: En nu?
        c: De pil met levonorgestrel blijft een keuze.
        p: Oké.
        c: Vaak minder bloedverlies.
        """
    )
    assert "bloedverlies" in found["P"]
    assert found["O"] == "RR: 118/76."


def test_the_examination_by_its_name_ends_what_was_planned_before_it() -> None:
    visit = Visit(10, wording("nl"))
    visit.assessed = visit.planned = True
    said = talk("c: Bij onderzoek is de buik soepel.\nc: Geen drukpijn.").utterances
    assert [visit.slot(words_of(one, "nl"), 4) for one in said] == ["O", "O"]
    visit.assessed = visit.planned = True
    assert visit.slot(words_of(talk("c: Rustig bewegen.").utterances[0], "nl"), 8) == "P"


def test_a_finding_before_a_plan_and_an_order_after_it() -> None:
    assert slot("Geen drukpijn over de knie.", place=4, examined=True) == "O"
    assert slot("Neem twee tabletten.", place=8, examined=True, assessed=True) == "P"


def test_what_may_happen_is_written_as_a_condition() -> None:
    found = sections(
        """
        c: Heeft u koorts?
        p: Nee.
        c: Dit is een griep.
        p: Oké.
        c: Wordt u benauwd, dan belt u meteen.
        """
    )
    assert "als benauwd" in found["P"].lower()


def test_a_specialist_gets_the_headings_of_the_trade() -> None:
    found = sections(
        """
        c: Waarvoor komt u?
        p: Ik heb pijn in mijn rechterknie.
        c: Gebruikt u medicijnen?
        p: Metoprolol vijftig milligram.
        c: Bent u allergisch?
        p: Voor penicilline.
        c: Rookt u?
        p: Ja, tien sigaretten per dag.
        c: Komt reuma in de familie voor?
        p: Mijn moeder heeft reuma.
        """,
        "specialist",
    )
    assert "50 mg" in found["medication"]
    assert "penicilline" in found["allergies"]
    assert "10 sigaretten" in found["intoxications"]
    assert "oeder" in found["family"]
    assert "rechterknie" in found["reason"]
