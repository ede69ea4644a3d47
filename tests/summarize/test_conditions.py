"""What may come is written as a condition, however it was said."""

from asr.transcript import Language
from summarize.conditions import with_case, with_if
from summarize.spoken import words_of
from summarize.wording import wording
from tests.summarize.talks import talk


def turned(text: str, language: Language = "nl") -> str:
    words = words_of(talk(f"c: {text}", language).utterances[0], language)
    return " ".join(word.text for word in with_if(words, wording(language)))


def cased(text: str, language: Language = "nl") -> str:
    words = words_of(talk(f"c: {text}", language).utterances[0], language)
    return " ".join(word.text for word in with_case(words, wording(language)))


def test_a_verb_in_front_sets_a_condition() -> None:
    assert turned("krijgt u koorts, dan belt u") == "als u koorts krijgt dan belt u"
    assert turned("u krijgt koorts, zegt u") == "u krijgt koorts zegt u"


def test_a_complaint_for_which_to_call_is_a_condition_even_where_the_word_was_lost() -> None:
    assert cased("koorts dan belt u direct") == "als koorts dan belt u direct"
    assert cased("chest pain ring 999", "en") == "if chest pain ring 999"


def test_a_condition_that_was_heard_is_not_said_twice_and_a_finding_stays_a_finding() -> None:
    assert cased("als u koorts krijgt belt u direct") == "als u koorts krijgt belt u direct"
    assert cased("u heeft koorts") == "u heeft koorts"
