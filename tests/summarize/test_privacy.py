"""Numbers that point at somebody stay out of a note; amounts beside them do not."""

import pytest

from summarize.extract import Extract
from summarize.template import find_template
from summarize.writer import Line
from tests.summarize.talks import talk


def notes(text: str) -> list[Line]:
    return list(Extract().lines(talk(text), find_template("soep", "nl")))


TOLD = "c: Vertelt u eens.\np: Ik heb hoofdpijn.\n"


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("Sinds mijn 17 de 18 de 6 jaar.", "6 jr"),
        ("Sinds 20 10 8 jaar.", "8 jr"),
        ("Hoofdpijn kost me in maart 2000 27 al 70 euro.", "70 euro"),
    ],
)
def test_an_amount_behind_a_few_figures_stays(said: str, noted: str) -> None:
    assert noted in " ".join(one.text for one in notes(f"{TOLD}p: {said}"))


@pytest.mark.parametrize(
    "said",
    [
        "Mijn nummer is 17 18 61.",
        "Bel mij op 06 1234 5678 dag en nacht.",
        "Mijn telefoonnummer is 06 123 456 78 dag en nacht.",
        "Mijn bankrekening is 12 34 g 5678 9.",
        "Rekening 1234 5678 keer gebeld.",
    ],
)
def test_a_number_that_identifies_stays_out_whatever_follows(said: str) -> None:
    noted = " ".join(one.text for one in notes(f"{TOLD}p: {said}"))
    assert "hoofdpijn" in noted.lower()
    assert not any(sign.isdigit() for sign in noted)
