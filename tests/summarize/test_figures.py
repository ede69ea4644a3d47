"""What is measured and prescribed is noted as it was meant, in whatever breath it is said."""

import pytest

from summarize.extract import Extract
from summarize.summarize import summarize
from summarize.template import find_template
from summarize.writer import Line
from tests.summarize.talks import talk


def notes(text: str) -> list[Line]:
    return list(Extract().lines(talk(text), find_template("soep", "nl")))


def invented(text: str) -> list[str]:
    note = summarize(talk(text), find_template("soep", "nl"), Extract())
    sections = [section for report in note.reports for section in report.sections]
    found = [one for section in sections for s in section.statements for one in s.findings]
    return [one.written for one in found if one.kind == "invention"]


MEASURED = """
    c: Vertelt u eens.
    p: Ik ben zo moe.
    c: Ik meet even de bloeddruk.
    c: Honderd 28 over 82.
    c: Pulse 74.
"""


def test_values_are_noted_as_the_trade_writes_them() -> None:
    (line,) = [one.text for one in notes(MEASURED) if one.section == "O"]
    assert "128/82, pols 74" in line
    assert not invented(MEASURED)


@pytest.mark.parametrize(
    ("lower", "written"),
    [
        ("60 80", "128 over 60 80"),  # which of the two is the lower one?
        ("82 2 weken geleden", "128/82"),
        ("82 74 per minuut", "128/82"),
        ("82 110 over 70", "128/82 110/70"),
        ("82 74 pols", "128/82"),
    ],
)
def test_of_two_lower_values_none_is_taken(lower: str, written: str) -> None:
    (line,) = [one.text for one in notes(MEASURED.replace("82", lower)) if one.section == "O"]
    assert written in line


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("U krijgt van mij een puls prednison van 40 mg.", "puls prednison van 40 mg"),
        ("Ik schrijf pulse therapie met prednison voor.", "Pulse therapie met prednison"),
    ],
)
def test_a_pulse_of_a_drug_is_no_pulse_rate(said: str, written: str) -> None:
    planned = [one.text for one in notes(f"{MEASURED}p: En nu?\nc: {said}") if one.section == "P"]
    assert written in " ".join(planned)


STOPS = """
    c: Vertelt u eens.
    p: Ik word woensdag geopereerd aan mijn knie.
    c: De operatie kan doorgaan.
    p: Wanneer stop ik met de acenocoumarol?
    c: 3 dagen van tevoren.
    c: De trombosedienst belt u.
    c: Geen overbrugging met spuitjes nodig.
"""


def test_what_a_plan_is_about_stands_in_it_whatever_is_said_in_the_same_breath() -> None:
    planned = " ".join(one.text for one in notes(STOPS) if one.section == "P")
    assert "Stop met acenocoumarol: 3 dgn van tevoren" in planned


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        ("Uw INR was 2,5, dat is prima zo.", "INR was 2,5"),
        ("Pols 58, bloeddruk 118 over 70, keurig, u blijft gewoon slikken.", "Pols 58"),
    ],
)
def test_a_measurement_is_no_answer_to_whether_something_stops(answer: str, written: str) -> None:
    asked = f"""
        c: Vertelt u eens.
        p: Ik ben zo moe.
        c: Ik onderzoek u even. De longen zijn schoon.
        p: Moet ik stoppen met de apixaban?
        c: {answer}
    """
    (line,) = [one.text for one in notes(asked) if written in one.text]
    assert "apixaban" not in line


def test_what_is_prescribed_in_the_breath_of_an_examination_is_noted() -> None:
    said = "c: Ik meet even de bloeddruk, 128 over 82, ik geef u prednison 40 mg."
    noted = " ".join(one.text for one in notes(f"c: Vertelt u eens.\np: Ik heb hoofdpijn.\n{said}"))
    assert "128/82" in noted
    assert "prednison 40 mg" in noted
