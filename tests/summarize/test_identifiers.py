"""Numbers that point at a person: their tests, and how they are found in speech."""

import pytest

from summarize.identifiers import identifiers, is_bsn, is_iban
from summarize.reading import read_text


@pytest.mark.parametrize("figures", ["111222333", "123456782", "999911120"])
def test_a_citizen_number_passes_the_eleven_test(figures: str) -> None:
    assert is_bsn(figures)


@pytest.mark.parametrize("figures", ["123456789", "000000000", "12345", "12345678a"])
def test_other_figures_do_not(figures: str) -> None:
    assert not is_bsn(figures)


def test_an_account_number_passes_mod_97_and_a_changed_one_does_not() -> None:
    assert is_iban("NL91 ABNA 0417 1643 00")
    assert not is_iban("NL91 ABNA 0417 1643 01")


@pytest.mark.parametrize(
    ("said", "kind", "figures"),
    [
        ("mijn bsn is een een een twee twee twee drie drie drie", "bsn", "111222333"),
        ("nul zes, eh, twaalf vierendertig vijf zes zeven acht", "phone", "0612345678"),
        ("referentienummer vier vier nul acht één zeven", "reference", "440817"),
    ],
)
def test_figures_spoken_one_by_one_are_joined(said: str, kind: str, figures: str) -> None:
    found = identifiers(read_text(said, "nl"))
    assert [(one.kind, one.figures) for one in found] == [(kind, figures)]


@pytest.mark.parametrize("text", ["RR 128/82", "zes tot acht weken", "metoprolol 50 mg 2dd"])
def test_measurements_are_no_identifiers(text: str) -> None:
    assert identifiers(read_text(text, "nl")) == ()
