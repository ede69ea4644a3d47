"""Drug names: listed ones are known under every spelling, misheard ones only suggested."""

import pytest

from summarize.drugs import drug_names, known_drug, sounds_like
from summarize.words import tokens


@pytest.mark.parametrize(
    ("named", "inn"),
    [
        ("metoprolol", "metoprolol"),
        ("selokeen", "metoprolol"),
        ("metformin", "metformine"),
        ("amoxicillin", "amoxicilline"),
        ("hydrochlorothiazide", "hydrochloorthiazide"),
        ("oxycodone", "oxycodon"),
        ("movicolon", "macrogol"),
        ("phenytoin", "fenytoine"),
        ("valganciclovir", "valganciclovir"),  # on no list; its ending says what it is
    ],
)
def test_a_name_is_known_by_inn_brand_spelling_or_ending(named: str, inn: str) -> None:
    assert known_drug(named) == inn


@pytest.mark.parametrize("word", ["gezondheid", "benauwd", "hartkloppingen", "medicijnen", "april"])
def test_ordinary_words_are_no_drugs(word: str) -> None:
    assert known_drug(word) == ""
    assert sounds_like(word) == ""


@pytest.mark.parametrize(
    ("heard", "meant"), [("metropolol", "metoprolol"), ("paarse mol", "paracetamol")]
)
def test_a_misheard_name_is_suggested_and_not_taken_for_known(heard: str, meant: str) -> None:
    assert known_drug(heard) == ""
    assert sounds_like(heard) == meant


def test_the_longest_name_wins() -> None:
    found = drug_names(tokens("insuline glargine 10 eenheden", "nl"))
    assert [one.inn for one in found] == ["insuline glargine"]
