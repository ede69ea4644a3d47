"""Numbers as said and as written: the trade's known traps, and what must hold for any number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.transcript import Language
from summarize.numbers import amount, canonical, numbers
from summarize.words import tokens

_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_ONES = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")


def values(text: str, language: Language = "nl", *, temperature: bool = False) -> list[str]:
    found = numbers(tokens(text, language), language, temperature=temperature)
    return [number.value for number in found if not number.weak]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("twee en een halve", ["2,5"]),  # never 0,5: the longest form goes first
        ("twee en een half", ["2,5"]),
        ("anderhalve", ["1,5"]),
        ("een halve", ["0,5"]),
        ("tweeënhalf", ["2,5"]),
        ("tweeenhalf", ["2,5"]),
        ("honderd veertig op negentig", ["140", "90"]),
        ("honderdtwintig over tachtig", ["120", "80"]),
        ("zevenendertig komma acht", ["37,8"]),
        ("nul komma nul vijf", ["0,05"]),
        ("tweeduizend vierentwintig", ["2024"]),
        ("negentienachtenvijftig", ["1958"]),
        ("twaalfhonderd vijftig", ["1250"]),
        ("tweeenzeventig", ["72"]),
        ("op haar negenendertigste", ["39"]),
        ("Eén keer", ["1"]),
        ("half acht", ["8"]),  # a time of the day
        ("37,4 en 1.250", ["37,4", "1250"]),
        ("honderd 28 over 82", ["128", "82"]),  # as Whisper writes what is said as one number
        ("honderd, 28 over 82", ["100", "28", "82"]),
        ("honderd 30 minuten", ["100", "30"]),
        ("vierhonderd 10 dagen", ["400", "10"]),
        ("tweeduizend 12 jaar", ["2000", "12"]),
        ("honderd en 40 mg", ["100", "40"]),
        ("honderd 20 over 2 weken", ["100", "20", "2"]),
    ],
)
def test_dutch_numbers_are_read_as_they_are_meant(said: str, expected: list[str]) -> None:
    assert values(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("one twenty over eighty", ["120", "80"]),
        ("two and a half", ["2,5"]),
        ("a hundred and forty", ["140"]),
        ("seven point two", ["7,2"]),
        ("point five", ["0,5"]),
        ("twenty four", ["24"]),
        ("nineteen fifty-eight", ["1958"]),
        ("one hundred and 32 over 84", ["132", "84"]),
        ("one hundred and 40 mg", ["100", "40"]),
    ],
)
def test_english_numbers_are_read_as_they_are_meant(said: str, expected: list[str]) -> None:
    assert values(said, "en") == expected


def test_two_numbers_are_one_temperature_only_where_heat_is_the_subject() -> None:
    assert values("achtendertig vijf", temperature=True) == ["38,5"]
    assert values("achtendertig vijf") == ["38", "5"]


def test_the_article_is_a_weak_one_and_the_accented_word_a_sure_one() -> None:
    article = numbers(tokens("een tablet", "nl"), "nl")
    figure = numbers(tokens("één tablet", "nl"), "nl")
    assert [number.weak for number in article] == [True]
    assert [number.weak for number in figure] == [False]


@given(tens=st.integers(0, 7), ones=st.integers(0, 8), hundred=st.booleans())
def test_any_dutch_number_up_to_199_is_read(tens: int, ones: int, hundred: bool) -> None:
    joiner = "ën" if _ONES[ones].endswith("e") else "en"
    word = f"{_ONES[ones]}{joiner}{_TENS[tens]}"
    said = f"honderd{word}" if hundred else word
    assert values(said) == [str(100 * hundred + 20 + 10 * tens + ones + 1)]


@given(st.decimals(min_value=0, max_value=9999, places=2))
def test_the_written_form_gives_the_same_number_back(value: object) -> None:
    number = amount(str(value))
    assert values(canonical(number)) == [canonical(number)]
