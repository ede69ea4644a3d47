"""A word heard nearly right gets its listed spelling and a finding; a drug never does."""

import pytest

from summarize.drugs import known_drug
from summarize.extract import Extract
from summarize.sounding import meant
from summarize.summarize import summarize
from summarize.template import find_template
from tests.summarize.talks import talk


@pytest.mark.parametrize(
    ("heard", "listed"),
    [("benouwd", "benauwd"), ("uitslach", "uitslag"), ("lensen", "lenzen"), ("korts", "koorts")],
)
def test_the_same_sound_is_the_same_word(heard: str, listed: str) -> None:
    assert meant(heard, "nl") == listed


@pytest.mark.parametrize("word", ["benauwd", "broertje", "scanner", "donker", "fiets", "beide"])
def test_a_word_that_is_right_stays(word: str) -> None:
    assert meant(word, "nl") == ""
    assert meant("benouwd", "nl") == "benauwd"


def test_one_sound_may_differ_only_where_the_model_was_in_doubt() -> None:
    assert meant("dintelingen", "nl") == ""
    assert meant("blodruk", "nl", doubted=True) == "bloeddruk"
    assert meant("blodruk", "nl") == ""


def test_an_illness_or_a_drug_is_never_made_of_a_doubtful_word() -> None:
    assert meant("broertje", "nl", doubted=True) == ""
    for heard in ("metropolol", "amoxicillinne", "omeprasool"):
        assert known_drug(meant(heard, "nl", doubted=True)) == ""


def test_english_spelling_says_too_little() -> None:
    assert meant("loose", "en") == meant("lose", "en") == ""


def test_the_note_says_that_the_word_was_not_heard_so() -> None:
    visit = talk("c: waar kan ik u mee helpen\np: ik ben benouwd bij traplopen sinds een week")
    written = summarize(visit, find_template("soep", "nl"), Extract())
    found = [(f.kind, f.written.lower(), f.said) for f in written.findings]
    assert found == [("unsure", "benauwd", "benouwd")]
    right = talk("c: waar kan ik u mee helpen\np: ik ben benauwd bij traplopen sinds een week")
    assert summarize(right, find_template("soep", "nl"), Extract()).findings == ()
