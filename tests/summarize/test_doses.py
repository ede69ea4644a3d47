"""Doses, frequencies, durations and measured values, spoken and in the shorthand of a note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.transcript import Language
from summarize.doses import Quantity, quantities, same_amount
from summarize.words import tokens


def read(text: str, language: Language = "nl", *, temperature: bool = False) -> list[Quantity]:
    return list(quantities(tokens(text, language), language, temperature=temperature))


def forms(text: str, language: Language = "nl") -> list[str]:
    return [
        q.frequency if q.is_frequency else f"{q.value} {q.unit}".strip()
        for q in read(text, language)
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("paracetamol duizend milligram vier keer per dag", ["1000 mg", "4dd"]),
        ("drie keer daags vijfhonderd milligram zeven dagen", ["3dd", "500 mg", "7 d"]),
        ("twee en een halve milligram", ["2,5 mg"]),
        ("anderhalve tablet", ["1,5 tablet"]),
        ("een halve tablet", ["0,5 tablet"]),
        ("honderd veertig op negentig", ["140/90 mmHg"]),
        ("om de acht uur", ["elke 8 uur"]),
        ("tweemaal daags vijfentwintig milligram", ["2dd", "25 mg"]),
        ("over twee weken controle", ["2 wk"]),  # no blood pressure
        ("metoprolol 50 mg 2dd", ["50 mg", "2dd"]),
        ("2dd500 mg", ["2dd", "500 mg"]),
        ("RR 128/82", ["128/82 mmHg"]),
        ("een kwartier", ["15 min"]),
        ("drie kwartier", ["45 min"]),
        ("een maand of zeven", ["7 mnd"]),
        ("honderdvijftig euro vijfendertig", ["150,35 euro"]),
        ("een meter vierenzestig", ["1,64 m"]),
        ("zes tot acht weken", ["6 wk", "8 wk"]),
        ("vijftig microgram", ["50 mcg"]),
    ],
)
def test_dutch_amounts(said: str, expected: list[str]) -> None:
    assert forms(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("four hundred milligrams three times a day", ["400 mg", "3dd"]),
        ("400 mg tds", ["400 mg", "3dd"]),
        ("every six hours", ["elke 6 uur"]),
        ("one twenty over eighty", ["120/80 mmHg"]),
        ("2/52", ["2 wk"]),
        ("seven out of ten", ["7 /10"]),
    ],
)
def test_english_amounts(said: str, expected: list[str]) -> None:
    assert forms(said, "en") == expected


def test_a_gram_is_a_thousand_milligrams_and_no_microgram() -> None:
    gram, milligrams, micrograms = read("1 g, 1000 mg, 1000 mcg")
    assert same_amount(gram, milligrams)
    assert not same_amount(milligrams, micrograms)


def test_forty_over_six_weeks_is_no_blood_pressure() -> None:
    assert [q.kind for q in read("veertig over zes weken")] == ["", "time"]
    assert [q.kind for q in read("honderdveertig over zestig")] == ["pressure"]


@given(
    dose=st.integers(2, 999),
    unit=st.sampled_from(["mg", "mcg", "ml"]),
    times=st.integers(1, 4),
    order=st.booleans(),
)
def test_any_dose_and_frequency_is_read_in_either_order(
    dose: int, unit: str, times: int, order: bool
) -> None:
    parts = [f"{dose} {unit}", f"{times}dd"]
    found = forms(" ".join(parts if order else reversed(parts)))
    assert sorted(found) == sorted(parts)


@given(value=st.integers(2, 99), other=st.integers(2, 99))
def test_different_values_of_one_unit_are_never_the_same(value: int, other: int) -> None:
    one, two = read(f"{value} mg"), read(f"{other} mg")
    assert same_amount(one[0], two[0]) == (value == other)
