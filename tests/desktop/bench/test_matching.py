"""Wordings are found where a reader would find them, and denials reach as far as they are meant."""

import pytest

from asr.transcript import Language
from desktop.bench.denials import conditional, denied
from desktop.bench.matching import find, read_items


def _found(text: str, wording: str, *, inside: bool = False, language: Language = "nl") -> bool:
    return bool(find(read_items(text, language), (wording,), language, inside=inside))


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Hoestklachten", "hoest"),
        ("RR 128/82", "128"),
        ("honderdachtentwintig over tweeëntachtig", "82"),
        ("2.000 mg", "2000"),
        ("T 37,8", "37.8"),
        ("ex roker", "ex-roker"),
        ("Ménière", "meniere"),
        ("pijn op de borst", "pijn op de borst"),
    ],
)
def test_found(text: str, wording: str) -> None:
    assert _found(text, wording)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("1280 mg", "128"),
        ("128 mg", "12"),
        ("mandarijn", "man"),
        ("verhoesten", "hoest"),
        ("Pijn. Op de borst", "pijn op de borst"),
        ("seventy five", "five"),
    ],
)
def test_not_found(text: str, wording: str) -> None:
    assert not _found(text, wording, language="en" if "seventy" in text else "nl")


def test_a_long_word_is_found_inside_another_where_that_is_asked_for() -> None:
    assert _found("enkeloedeem", "oedeem", inside=True)
    assert not _found("enkeloedeem", "oedeem")
    assert not _found("waterkoorts", "koorts", inside=True)
    assert _found("enkeloedeem", "*oedeem")


def _denied(text: str, wording: str, language: Language = "nl") -> bool:
    items = read_items(text, language)
    spans = find(items, (wording,), language)
    assert spans
    return all(denied(items, span) for span in spans)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Geen koorts.", "koorts"),
        ("Geen hoest, koorts of benauwdheid.", "benauwd"),
        ("Geen hoest, koorts.", "koorts"),
        ("Ontkent pijn, koorts, jeuk bij het plassen.", "koorts"),
        ("Koorts: nee.", "koorts"),
        ("Koorts -", "koorts"),
        ("Rookt en drinkt niet.", "rookt"),
        ("In rust geen klachten.", "in rust"),
    ],
)
def test_denied(text: str, wording: str) -> None:
    assert _denied(text, wording)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Koorts.", "koorts"),
        ("Geen hoest, maar koorts.", "koorts"),
        ("Geen hoest. Koorts.", "koorts"),
        ("Niet gesport wegens koorts.", "koorts"),
        ("Koorts, geen hoest.", "koorts"),
        ("Koorts 38-39.", "koorts"),
    ],
)
def test_not_denied(text: str, wording: str) -> None:
    assert not _denied(text, wording)


def test_english_denials() -> None:
    assert _denied("Denies fever, chills, sweats.", "sweats", "en")
    assert not _denied("No fever but chills.", "chills", "en")


@pytest.mark.parametrize(
    ("text", "strong", "weak"),
    [
        ("Bel bij koorts.", True, True),
        ("Als kind koorts gehad.", False, False),
        ("Uitsluiten: koorts.", False, True),
        ("Koorts.", False, False),
    ],
)
def test_conditions(text: str, strong: bool, weak: bool) -> None:
    items = read_items(text, "nl")
    (span,) = find(items, ("koorts",), "nl")
    assert conditional(items, span, strong=True) is strong
    assert conditional(items, span, strong=False) is weak
