"""Word error rates with known answers."""

import pytest

from asr.transcript import Language
from desktop.bench.word_errors import WordErrors, number_fair_words, plain_words, word_errors


@pytest.mark.parametrize(
    ("true", "heard", "wrong", "words"),
    [
        ("een twee drie", "een twee drie", 0, 3),
        ("een twee drie", "een drie", 1, 3),  # one left out
        ("een twee drie", "een twee twee drie", 1, 3),  # one too many
        ("een twee drie", "een vier drie", 1, 3),  # one for another
        ("een twee drie", "", 3, 3),
        ("ja", "nee nee nee", 3, 1),
        ("", "ja", 1, 0),
    ],
)
def test_known_distances(true: str, heard: str, wrong: int, words: int) -> None:
    assert word_errors(true.split(), heard.split()) == WordErrors(wrong, words)


def test_rate() -> None:
    assert WordErrors(1, 4).rate == 0.25
    assert WordErrors(3, 1).rate == 3.0
    assert WordErrors(2, 0).rate == 0.0
    assert WordErrors(1, 4) + WordErrors(2, 6) == WordErrors(3, 10)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ja, dank u. PFF!", ["ja", "dank", "u", "pff"]),
        ("’s Avonds z'n foto's", ["s", "avonds", "zn", "fotos"]),
        ("X-foto en co-codamol", ["x", "foto", "en", "co", "codamol"]),
        ("café één", ["café", "één"]),
        ("cafe\u0301", ["café"]),  # the accent as a sign of its own
        ("...", []),
    ],
)
def test_plain_words(text: str, words: list[str]) -> None:
    assert list(plain_words(text)) == words


@pytest.mark.parametrize(
    ("language", "spelled", "digits"),
    [
        ("nl", "honderdachtentwintig over tweeëntachtig", "128 over 82"),
        ("nl", "twaalf en een half", "12,5"),
        ("nl", "Zes weken, drie keer.", "6 weken, 3 keer."),
        ("en", "twenty six years", "26 years"),
        ("en", "two and a half", "2.5"),
    ],
)
def test_numbers_in_words_and_digits_are_the_same_word(
    language: Language, spelled: str, digits: str
) -> None:
    assert plain_words(spelled) != plain_words(digits)  # it is the fair form that joins them
    assert number_fair_words(spelled, language) == number_fair_words(digits, language)


def test_another_number_stays_wrong() -> None:
    fair = [number_fair_words(text, "nl") for text in ("zes weken", "16 weken", "1,6 weken")]
    assert word_errors(fair[0], fair[1]).wrong == 1
    assert fair[1] != fair[2]


def test_the_article_is_no_number() -> None:
    assert number_fair_words("een week", "nl") == ("een", "week")
