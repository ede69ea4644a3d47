"""A word heard nearly right gets the spelling of the word meant, and a finding says so."""

import pytest

from asr.transcript import Language, Transcript
from summarize.drugs import known_drug
from summarize.extract import Extract
from summarize.hearing import Blind, Hearing, hearing
from summarize.note import Finding
from summarize.numerals import is_number
from summarize.summarize import summarize
from summarize.template import find_template
from tests.summarize.talks import talk


def meant(word: str, language: Language = "nl", *, doubted: bool = False) -> str:
    return Hearing(language).meant([word], 0, doubted=doubted)


def unsigned(text: str, at: str) -> str:
    """What a word of a conversation without signs is taken for."""
    said = talk(text)
    heard = hearing(said)
    assert isinstance(heard, Blind)
    row = next(u.text.split() for u in said.utterances if at in u.text.split())
    return heard.meant(row, row.index(at))


def findings(said: Transcript) -> list[Finding]:
    return list(summarize(said, find_template("soep", "nl"), Extract()).findings)


@pytest.mark.parametrize(
    ("heard", "listed"),
    [("benouwd", "benauwd"), ("uitslach", "uitslag"), ("lensen", "lenzen"), ("korts", "koorts")],
)
def test_the_same_sound_is_the_same_word(heard: str, listed: str) -> None:
    assert meant(heard) == listed


@pytest.mark.parametrize(
    "word", ["benauwd", "broertje", "scanner", "donker", "fiets", "hard", "lach", "moed", "coma"]
)
def test_a_word_that_is_right_stays(word: str) -> None:
    assert meant(word) == ""
    assert meant("benouwd") == "benauwd"


def test_one_sound_may_differ_only_where_the_model_was_in_doubt() -> None:
    assert meant("dintelingen") == ""
    assert meant("blodruk", doubted=True) == "bloeddruk"
    assert meant("blodruk") == ""


def test_an_illness_or_a_drug_is_never_made_of_a_doubtful_word() -> None:
    assert meant("broertje", doubted=True) == ""
    for heard in ("metropolol", "amoxicillinne", "omeprasool"):
        assert known_drug(meant(heard, doubted=True)) == ""


def test_english_spelling_says_too_little() -> None:
    assert meant("loose", "en") == meant("lose", "en") == ""


def test_only_a_text_without_signs_and_probabilities_is_heard_blind() -> None:
    assert isinstance(hearing(talk("c: wat is er\np: koorts")), Blind)
    assert not isinstance(hearing(talk("c: Wat is er?\np: Koorts.")), Blind)


def test_without_signs_a_sound_may_be_taken_for_its_neighbour() -> None:
    assert unsigned("c: wat is er\np: ik ben zo tuizelig", "tuizelig") == "duizelig"
    assert meant("tuizelig") == ""


def test_words_beside_it_tell_a_short_word() -> None:
    start = "c: wat neemt u\np: paracetamol drie keer per dag\nc: en dan "
    assert unsigned(f"{start}twee keer pel dag", "pel") == "per"
    assert unsigned(f"{start}een pel", "pel") == ""


def test_a_drug_is_the_one_named_in_the_same_talk_and_no_other() -> None:
    talked = "c: slikt u metoprolol\np: ja de mitoprolol slik ik"
    assert unsigned(talked, "mitoprolol") == "metoprolol"
    assert unsigned("c: slikt u iets\np: ja de mitoprolol slik ik", "mitoprolol") == ""


def test_a_number_needs_its_unit_or_a_sound_that_no_other_has() -> None:
    start = "c: hoe lang al\np: "
    assert unsigned(f"{start}al driie dagen", "driie") == "drie"
    assert unsigned(f"{start}van vooir in de nacht", "vooir") != "vier"
    assert unsigned(f"{start}vijfhondelt milligram", "vijfhondelt") == "vijfhonderd"


def test_ordinary_words_are_no_terms_misheard() -> None:
    start = "c: wat is er\np: ik heb "
    for word in ("rest", "gelezen", "buitenkant", "hoeft"):
        assert unsigned(f"{start}{word}", word) == ""
    assert unsigned("c: heeft u koorts\np: kaorts heb ik", "kaorts") == "koorts"


def test_a_particle_that_opens_an_utterance_was_a_no() -> None:
    start = "c: heeft u koorts\np: nee\nc: moet u hoesten\np: nee\nc: bent u benauwd\np: "
    assert unsigned(f"{start}mee helemaal niet", "mee") == "nee"
    assert unsigned(f"{start}ik doe mee", "mee") == ""


def test_the_note_says_that_the_word_was_not_heard_so() -> None:
    visit = talk("c: waar kan ik u mee helpen\np: ik ben benouwd bij traplopen sinds een week")
    found = [(f.kind, f.written.lower(), f.said) for f in findings(visit)]
    assert found == [("unsure", "benauwd", "benouwd")]
    right = talk("c: waar kan ik u mee helpen\np: ik ben benauwd bij traplopen sinds een week")
    assert findings(right) == []


def test_a_figure_made_of_a_word_half_heard_must_be_seen() -> None:
    start = "c: waar kan ik u mee helpen\np: ik heb hoofdpijn en slik ibuprofen "
    found = findings(talk(f"{start}vierhondelt milligram"))
    assert ("unsure", "must_see") in [(f.kind, f.severity) for f in found]
    assert not [f for f in findings(talk(f"{start}vierhonderd milligram")) if f.kind == "unsure"]


def test_number_words_are_known_and_the_article_is_none() -> None:
    for word in ("tweeentwintig", "driehonderdvijftig", "vijftienhonderd", "anderhalf"):
        assert is_number(word, "nl")
    assert not is_number("een", "nl")
    assert not is_number("driee", "nl")
