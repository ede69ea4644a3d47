"""What sounds alike counts as alike, in Dutch and in English, and what does not does not."""

import pytest

from asr.numerals import is_amount, rival
from asr.sounding import likeness, sound
from asr.terms import find_terms


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("alle burinol", "allopurinol"),
        ("amladypine", "amlodipine"),
        ("oxikodon", "oxycodon"),
        ("met vormine", "metformine"),
        ("kool gezinnen", "colchicine"),
        ("hart kloppingen", "hartkloppingen"),
        ("dizzapam", "diazepam"),
    ],
)
def test_what_was_heard_for_a_name_sounds_like_it(heard: str, meant: str) -> None:
    assert likeness(sound(heard), sound(meant)) >= 85
    assert likeness(sound("een glas water"), sound(meant)) < 60  # control


def test_spaces_accents_and_capitals_make_no_sound() -> None:
    assert sound("Pénicilline V") == sound("peni cillinev")


@pytest.mark.parametrize("heard", ["alle burinol", "kool gezinnen", "amladypine"])
def test_the_name_that_was_meant_is_the_likeliest(heard: str) -> None:
    best = max(find_terms("nl").near(sound(heard)), key=lambda near: near.likeness)
    assert best.term.text in {"allopurinol", "colchicine", "amlodipine"}
    assert best.term.kind == "drug"


def test_a_drug_is_spelled_one_way_in_each_language() -> None:
    dutch, english = find_terms("nl"), find_terms("en")
    assert "omeprazol" in dutch
    assert "omeprazole" not in dutch
    assert "omeprazole" in english
    assert "omeprazol" not in english
    assert "losec" in dutch
    written = {near.term.text for near in dutch.near(sound("lidokaïne"))}
    assert "lidocaïne" in written
    assert "lidocaine" not in written
    assert "lidocaine" in {near.term.text for near in english.near(sound("lidokaine"))}


def test_own_words_come_beside_the_listed_ones() -> None:
    assert "zonnehuis" not in find_terms("nl")
    terms = find_terms("nl", ("Zonnehuis", "eh", "metoprolol"))
    assert "zonnehuis" in terms
    assert "eh" not in terms  # too short to sound like anything
    kinds = {near.term.text: near.term.kind for near in terms.near(sound("metoprolol"))}
    assert kinds["metoprolol"] == "drug"


@pytest.mark.parametrize("word", ["15", "0,5", "twaalf", "vijfentwintig", "miligramm", "keer"])
def test_amounts_are_known(word: str) -> None:
    assert is_amount(word, "nl")


@pytest.mark.parametrize("word", ["burinol", "uurtje", "hand", "tig"])
def test_control_other_words_are_none(word: str) -> None:
    assert not is_amount(word, "nl")


def test_rivals_go_both_ways() -> None:
    assert (rival("vijftien", "nl"), rival("vijftig", "nl")) == ("vijftig", "vijftien")
    assert (rival("50", "en"), rival("51", "en")) == ("15", "")
