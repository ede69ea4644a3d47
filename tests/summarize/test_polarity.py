"""Denial, person and condition in one sentence, and across a question and its answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.transcript import Language
from summarize.conversation import read
from summarize.reading import read_text
from tests.summarize.conversations import talk

_COMPLAINTS = ("koorts", "hoesten", "benauwdheid", "hoofdpijn", "misselijkheid", "duizeligheid")


def state(text: str, name: str, language: Language = "nl") -> str:
    return next(m.polarity for m in read_text(text, language).mentions if m.name == name)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Geen koorts.", "koorts", "absent"),
        ("Koorts.", "koorts", "present"),
        ("Koorts -, hoesten +.", "koorts", "absent"),
        ("Duizelig niet, nee.", "duizelig", "absent"),
        ("Flauwgevallen ben ik ook niet.", "flauwvallen", "absent"),
        ("Geen duizeligheid, pijn op de borst of benauwdheid.", "benauwd", "absent"),
        ("Geen koorts, wel hoesten.", "hoesten", "present"),
        ("Geen koorts maar hoesten.", "hoesten", "present"),
        ("Niet alleen hoofdpijn.", "hoofdpijn", "present"),
        ("Sinds gisteren geen ontlasting.", "obstipatie", "present"),
        ("Longontsteking niet uitgesloten.", "longontsteking", "present"),
    ],
)
def test_dutch_denial(text: str, name: str, expected: str) -> None:
    assert state(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("No fever, cough or wheeze.", "wheeze", "absent"),
        ("Denies chest pain.", "chest pain", "absent"),
        ("I don't have a headache.", "headache", "absent"),
        ("No fever but a cough.", "cough", "present"),
        ("Alcohol use: none.", "alcohol", "absent"),
    ],
)
def test_english_denial(text: str, name: str, expected: str) -> None:
    assert state(text, name, "en") == expected


def test_a_list_without_a_closing_or_leaves_the_rest_open() -> None:
    assert state("Geen koorts, hoesten.", "koorts") == "absent"
    assert state("Geen koorts, hoesten.", "hoesten") == "unknown"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Nee hoor.", "absent"),
        ("Nou nee.", "absent"),
        ("Gelukkig niet.", "absent"),
        ("Niet dat ik weet.", "absent"),
        ("Ja, best wel.", "present"),
        ("Soms.", "present"),
    ],
)
@pytest.mark.parametrize("asking", ["Heeft u koorts?", "heeft u koorts", "En koorts"])
def test_an_answer_settles_its_question_with_or_without_a_question_mark(
    asking: str, reply: str, expected: str
) -> None:
    turn = read(talk(("clinician", asking), ("patient", reply))).turns[0]
    mention = next(m for m in turn.reading.mentions if m.name == "koorts")
    assert turn.state(mention) == expected


def test_an_answer_that_knows_nothing_settles_nothing() -> None:
    turn = read(talk(("clinician", "Heeft u koorts?"), ("patient", "Weet ik niet."))).turns[0]
    assert [turn.state(mention) for mention in turn.reading.mentions] == ["unknown"]


def test_each_item_of_a_question_gets_its_own_answer() -> None:
    asked = read(
        talk(
            ("clinician", "Hartkloppingen, pijn op de borst?"),
            ("patient", "Hartkloppingen soms. Pijn nee."),
        )
    ).turns[0]
    states = {mention.name: asked.state(mention) for mention in asked.reading.mentions}
    assert states["hartkloppingen"] == "present"
    assert states["pijn op de borst"] == "absent"


def test_a_relative_has_the_condition_and_the_patient_not() -> None:
    reading = read_text("Mijn moeder heeft diabetes. Ik heb astma.", "nl")
    persons = {mention.name: mention.person for mention in reading.mentions}
    assert persons["diabetes"] == "mother"
    assert persons["astma"] == ""


def test_advice_for_later_is_no_fact() -> None:
    reading = read_text("Als u koorts krijgt, belt u meteen.", "nl")
    assert all(mention.hypothetical for mention in reading.mentions if mention.name == "koorts")
    plain = read_text("U heeft koorts.", "nl")
    assert not any(mention.hypothetical for mention in plain.mentions)


@given(st.lists(st.sampled_from(_COMPLAINTS), min_size=2, max_size=5, unique=True))
def test_a_denied_list_denies_every_item_and_the_same_list_affirmed_none(items: list[str]) -> None:
    listed = f"{', '.join(items[:-1])} of {items[-1]}"
    denied = [m.polarity for m in read_text(f"Geen {listed}.", "nl").mentions]
    affirmed = [m.polarity for m in read_text(f"Veel {listed}.", "nl").mentions]
    assert set(denied) == {"absent"}
    assert set(affirmed) == {"present"}
